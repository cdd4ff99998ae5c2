import { LimbeckError } from '../errors/index.ts'
import { type Operation, describeOperation } from '../operations/index.ts'
import type { Revision } from '../revisions/index.ts'
import { executeStatement } from './execute-statement.ts'
import type { JournalEntry } from './journal-entry.ts'
import type { MigrationContext } from './migration-context.ts'
import { probeOperation } from './probe-operation.ts'
import { introspect } from './read-before.ts'

export interface ResumedOperation {
  readonly operation: Operation
  readonly checksum: string
  readonly revision: Revision
  /** The newest row of the journal about this position. */
  readonly earlier: JournalEntry
}

/** What a caller says about an operation in doubt; null: nothing. */
export type ResumeChoice = 'done' | 'again' | null

/**
 * Refuses to go on with a file that did something else at this position when the broken-off run was there.
 *
 * @throws LimbeckError LB6008
 */
export function assertSameOperation({ operation, checksum, revision, earlier }: ResumedOperation): void {
  if (earlier.checksum === checksum) return
  throw new LimbeckError(
    'LB6008',
    `Revision '${revision.id}' was broken off earlier, and its operation ${earlier.statement} is not the one that ran then.`,
    {
      hints: [
        `Bring the file back to what it was up to operation ${earlier.statement}; what stands behind it may change.`,
        `If the database has been repaired by hand, \`limbeck stamp ${revision.id}\` records the revision as applied.`,
      ],
      details: {
        revision: revision.id,
        file: revision.file,
        position: earlier.statement,
        ran: earlier.sqlText,
        now: describeOperation(operation),
        startedAt: earlier.startedAt,
      },
    },
  )
}

/**
 * Finds out whether an operation that a broken-off run had begun took effect, and clears what it left half done.
 *
 * @throws LimbeckError LB6009 with the evidence when the database cannot tell and the caller did not say
 */
export async function settleDoubt(
  resumed: ResumedOperation,
  context: MigrationContext,
  choice: ResumeChoice,
): Promise<'done' | 'run'> {
  const { operation, earlier, revision } = resumed
  // One that failed is known not to be done, and may have been repaired.
  if (earlier.status !== 'failed') assertSameOperation(resumed)
  const leftovers = await context.dialect.session.leftoversOf(operation, context.connection)
  for (const statement of leftovers) await executeStatement(context, statement)
  // Batches that are done match the condition of the rest no more.
  if (leftovers.length > 0 || earlier.status === 'failed' || operation.kind === 'updateInBatches') return 'run'
  if (choice !== null) return choice === 'done' ? 'done' : 'run'
  const probe = probeOperation(operation, await introspect(context, null), context.dialect)
  if (probe.verdict !== 'unknown') {
    const found = probe.verdict === 'done' ? 'had taken effect' : 'had not taken effect'
    context.onEvent({
      kind: 'notice',
      message: `Operation ${earlier.statement} of revision ${revision.id} was broken off; it ${found}.`,
    })
    return probe.verdict === 'done' ? 'done' : 'run'
  }
  const command = `limbeck ${context.command ?? 'upgrade head'}`
  throw new LimbeckError(
    'LB6009',
    `Revision '${revision.id}' was broken off while its operation ${earlier.statement} was running, and nothing tells whether that took effect.\n  ${describeOperation(operation)}`,
    {
      hints: [
        'Look into the database for the effect of that statement.',
        `If it is there: \`${command} --resume done\` takes the statement as done and goes on behind it.`,
        `If it is not there: \`${command} --resume again\` runs the statement once more and goes on.`,
      ],
      details: {
        revision: revision.id,
        file: revision.file,
        position: earlier.statement,
        statement: earlier.sqlText,
        startedAt: earlier.startedAt,
        process: earlier.process,
        evidence: probe.evidence,
      },
    },
  )
}
