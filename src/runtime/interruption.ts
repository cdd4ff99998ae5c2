import { LimbeckError } from '../errors/index.ts'
import type { Revision } from '../revisions/index.ts'

/** The error of a run that was asked to end (Ctrl-C). `revision` is the one that was running and is rolled back. */
export function interruptedError(revision: Revision | null): LimbeckError {
  return revision === null
    ? new LimbeckError('LB6004', 'The run was interrupted before it changed anything.')
    : new LimbeckError('LB6004', `The run was interrupted while revision '${revision.id}' was running.`, {
        hints: [
          'Run the same command again to go on from where it stopped.',
          'Run `limbeck current` to see where the database is now.',
        ],
        details: { revision: revision.id, file: revision.file },
      })
}
