import type { RevisionId } from '../revisions/index.ts'
import { type EditedRevision, findEditedRevisions } from './edited-revisions.ts'
import { readFinishedChecksums } from './journal.ts'
import type { MigrationContext } from './migration-context.ts'
import type { RunOptions } from './run-options.ts'

/** The applied revisions whose files are not those that ran, where a run must know. */
export async function editedNow(
  context: MigrationContext,
  options: RunOptions,
  heads: readonly RevisionId[],
): Promise<readonly EditedRevision[]> {
  if (!options.refuseEdited || heads.length === 0) return []
  return findEditedRevisions(options.appliedAt(heads), await readFinishedChecksums(context), options)
}
