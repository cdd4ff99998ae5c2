import { editedNow } from './edited-now.ts'
import { editedError } from './edited-revisions.ts'
import type { MigrationContext } from './migration-context.ts'
import type { RunOptions, RunResult } from './run-options.ts'
import { readHeads } from './read-heads.ts'

/**
 * Runs the steps to a target, one migration at a time per database. Where there is nothing to do it takes no lock.
 *
 * @throws LimbeckError LB6002 when another migration does not end in time, LB6003 for edited files, LB6012 when the lock
 *   was lost, and whatever a step throws; `details.applied` then lists the revisions that this run finished before
 */
export async function runSteps(context: MigrationContext, options: RunOptions): Promise<RunResult> {
  const { dialect, connection, stateTables } = context
  const heads = await readHeads(stateTables.version, dialect, connection)
  const edited = await editedNow(context, options, heads)
  if (edited.length > 0 && options.refuseEdited && !options.acceptEdited) throw editedError(edited)
  const nothingToAccept = edited.length === 0 || !options.acceptEdited
  if (options.planSteps(heads).length === 0 && nothingToAccept)
    return { steps: [], headsBefore: heads, headsAfter: heads }
  // Imported late: most runs find nothing to do.
  const { runStepsUnderLock } = await import('./run-locked.ts')
  return await runStepsUnderLock(context, options)
}
