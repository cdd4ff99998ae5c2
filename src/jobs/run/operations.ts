import type { Operations } from '../../operations/index.ts'
import { runOperations } from '../../runtime/index.ts'
import type { ProjectContext } from '../project-context.ts'
import { withDatabase } from '../with-database.ts'

/** Runs operations outside of any revision, in one transaction under the migration lock. */
export async function operations(project: ProjectContext, work: (op: Operations) => Promise<void>): Promise<void> {
  await withDatabase(project, { create: true }, (context) => runOperations(context, work))
}
