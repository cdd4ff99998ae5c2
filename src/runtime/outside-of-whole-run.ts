import { LimbeckError } from '../errors/index.ts'
import type { Revision, RevisionModule, RevisionStep } from '../revisions/index.ts'

/** Refuses files that say of themselves that they cannot be part of a run which is one transaction. */
export function refuseOutside(
  steps: readonly { readonly step: RevisionStep; readonly module: RevisionModule }[],
): void {
  const outside = steps.find(({ module }) => module.transaction === 'none')
  if (outside !== undefined) throw outsideOfWholeRun(outside.step.revision)
}

/** The error of a revision that needs to be outside of a transaction in a run that is one. */
export function outsideOfWholeRun(revision: Revision): LimbeckError {
  return new LimbeckError(
    'LB6031',
    `Revision '${revision.id}' must run outside of a transaction, and the configuration makes the whole run one (transaction: 'perRun').`,
    {
      hints: [
        `Run what comes before it, then it alone with \`transaction: 'perRevision'\` in the configuration, then the rest.`,
        'Or leave `transaction` out of the configuration: then each revision is a transaction of its own.',
      ],
      details: { revision: revision.id, file: revision.file },
    },
  )
}
