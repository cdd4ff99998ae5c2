import { requireUrl } from '../../config/index.ts'
import { dialectFor } from '../../dialects/by-url.ts'
import { limbeckVersion, underLock, writeStampScript } from '../../runtime/index.ts'
import type { ProjectContext } from '../project-context.ts'
import { stateTablesOf, withDatabase } from '../with-database.ts'

/** Creates the version table and the journal where they are missing, or writes the SQL that does. */
export async function ensureVersion(
  project: ProjectContext,
  options: { readonly onSql?: (text: string) => void } = {},
): Promise<void> {
  if (options.onSql === undefined) {
    await withDatabase(project, { create: true }, (context) => underLock(context, () => Promise.resolve()))
    return
  }
  const dialect = await dialectFor(requireUrl(project.config))
  const stateTables = stateTablesOf(project.config)
  await writeStampScript({ dialect, stateTables, limbeckVersion, write: options.onSql, stamp: null })
}
