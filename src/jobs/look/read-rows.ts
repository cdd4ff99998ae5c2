import type { RevisionId } from '../../revisions/index.ts'
import { readHeads } from '../../runtime/index.ts'
import type { ProjectContext } from '../project-context.ts'
import { withDatabase } from '../with-database.ts'

/** The rows of the database's version table; an empty array when there is none. Creates nothing. */
export async function readRows(project: ProjectContext): Promise<readonly RevisionId[]> {
  return await withDatabase(project, { create: false }, ({ stateTables, dialect, connection }) =>
    readHeads(stateTables.version, dialect, connection),
  )
}
