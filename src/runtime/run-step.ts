import type { MigrationLock } from '../dialects/index.ts'
import { type LimbeckError, isLimbeckError } from '../errors/index.ts'
import type { Operation } from '../operations/index.ts'
import type { RevisionModule, RevisionStep } from '../revisions/index.ts'
import { callRevision } from './call-revision.ts'
import { explained } from './explained.ts'
import { withHints } from './failure.ts'
import { callHook, callVersionApplied, hookStepOf } from './hook-calls.ts'
import { rollbackQuietly } from './in-transaction.ts'
import { interruptedError } from './interruption.ts'
import type { JournalWriter } from './journal-writer.ts'
import type { Progress } from './journal-progress.ts'
import { LockNotGranted, withLockRetries } from './lock-retries.ts'
import { locateCodeFailure } from './locate-code-failure.ts'
import type { MigrationContext } from './migration-context.ts'
import { OnlineSink } from './online-sink.ts'
import type { ResumeChoice } from './resume-operation.ts'
import { defaultRunSettings } from './run-settings.ts'
import { underLimits } from './statement-limits.ts'
import { limitsOver } from './timeouts.ts'
import { assertStillLocked, lostLock } from './migration-lock.ts'
import { moveHeads } from './version-table.ts'

/** A step with everything read that its run needs. */
export interface PreparedStep {
  readonly step: RevisionStep
  readonly module: RevisionModule
  /** Of the revision's file. */
  readonly checksum: string
}

export interface StepOptions {
  readonly journal: JournalWriter
  readonly lock: MigrationLock
  readonly progress: Progress | null
  readonly resume: ResumeChoice
  /** Whether a lock that was not to be had in time may be answered with {@link LockNotGranted} by a run that is one transaction. */
  readonly mayRetry: boolean
}

/**
 * Runs one revision in one direction and moves the version table, in one transaction unless the file or the project
 * says otherwise. Within a transaction of the whole run it opens none of its own.
 *
 * @returns the number of SQL statements that ran
 * @throws LimbeckError of the statement that failed, with its place; LB6011 when the file's own code failed; LB6004 when
 *   the run was interrupted. Whatever could be rolled back is.
 */
export async function runStep(
  prepared: PreparedStep,
  context: MigrationContext,
  options: StepOptions,
): Promise<number> {
  const { transaction, timeouts } = context.settings ?? defaultRunSettings
  const { module, step } = prepared
  const limits = limitsOver(timeouts, module.timeouts)
  const whole = transaction === 'perRun'
  // What a killed run has left is not rolled back, so it is not simply run again.
  const isOne = transaction === 'perRevision' && module.transaction !== 'none' && options.progress === null
  const attempt = (mayRetry: boolean) => attemptStep(prepared, context, { ...options, mayRetry })
  return await underLimits(context, limits, whole ? timeouts : null, () =>
    whole
      ? attempt(options.mayRetry)
      : withLockRetries(context, isOne ? limits.lockRetries : 0, step.revision.id, attempt),
  )
}

async function attemptStep(prepared: PreparedStep, context: MigrationContext, options: StepOptions): Promise<number> {
  const { step, module, checksum } = prepared
  const { connection, dialect } = context
  const { transaction, onVersionApply } = context.settings ?? defaultRunSettings
  const { question } = options.lock
  // Where nothing is kept before the end, it is early enough to ask there, which costs no round trip.
  const isAskedLast = question !== null && transaction === 'perRevision' && module.transaction !== 'none'
  if (!isAskedLast) await assertStillLocked(options.lock)
  const sink = new OnlineSink({ context, step, lineOf: module.lineOf, checksum, ...options })
  const hookStep = hookStepOf(step)
  try {
    if (options.progress !== null) await takeOver(options.progress, context, options.journal)
    if (transaction === 'perRevision' && module.transaction !== 'none')
      await explained(dialect, () => connection.begin())
    await callHook(context, 'beforeRevision', { step: hookStep })
    await callRevision(module, step.direction, sink, {
      namingConvention: context.introspection.namingConvention,
      tag: context.tag ?? null,
      dialect,
      ...(context.generation === undefined ? {} : { generation: context.generation }),
    })
    if (context.signal?.aborted === true) throw interruptedError(step.revision)
    if (!connection.inTransaction) await explained(dialect, () => connection.begin())
    await callHook(context, 'afterRevision', { step: hookStep })
    // A run in one transaction is checked once, at its end.
    if (transaction !== 'perRun') await explained(dialect, () => dialect.session.beforeCommit(connection))
    const along = [sink.doneRecord(), ...(isAskedLast ? [question] : [])]
    // Nothing is left to do between the version and the commit, and the row that says so is new.
    const commits = transaction !== 'perRun' && onVersionApply.length === 0 && sink.runId === null
    const { version } = context.stateTables
    const end = { along, commits }
    const rows = await moveHeads(step.headsBefore, step.headsAfter, version, dialect, connection, end)
    if (isAskedLast && rows.at(-1) === 0) throw lostLock()
    if (!commits) {
      await callVersionApplied(context, hookStep)
      if (transaction !== 'perRun') await explained(dialect, () => connection.commit())
    }
    return sink.statements
  } catch (error) {
    await rollbackQuietly(context)
    const keepsSome = sink.runId !== null || options.progress !== null
    const failure = await explainFailure(error, prepared, context, sink, keepsSome)
    if (options.mayRetry && sink.runId === null && dialect.session.isLockTimeout(failure))
      throw new LockNotGranted(failure)
    await recordFailure(failure, prepared, options.journal, sink)
    throw failure
  }
}

/** Closes the row of a run that was killed, so that only this run counts as running. */
async function takeOver(progress: Progress, context: MigrationContext, journal: JournalWriter): Promise<void> {
  const { run, operations } = progress
  const done = [...operations.values()].filter((entry) => entry.status === 'done').length
  context.onEvent({
    kind: 'notice',
    message: `Revision ${run.revision} was broken off at ${run.startedAt}; going on behind the ${done} operations that it had done.`,
  })
  if (run.status === 'running') {
    await journal.settle(run.id, {
      status: 'interrupted',
      error: 'The process ended before the revision was finished.',
    })
  }
}

async function explainFailure(
  error: unknown,
  { step }: PreparedStep,
  context: MigrationContext,
  sink: OnlineSink,
  keepsSome: boolean,
): Promise<LimbeckError> {
  if (isLimbeckError(error) && error.code === 'LB6004') return error
  const own = sink.failure !== null && sink.failure.error === error ? sink.failure : null
  const located = own?.error ?? locateCodeFailure(error, step)
  const rows = own === null ? [] : await explainRowsQuietly(located, own.operation, context)
  const kept = !keepsSome
    ? `Nothing of ${keptTogether(context) ? 'this run' : `revision ${step.revision.id}`} was kept. Correct the cause and run the same command again.`
    : `What revision ${step.revision.id} did outside of a transaction stays. Correct the cause and run the same command again: what is done is not done twice.`
  return withHints(located, [...rows, ...located.hints, kept])
}

function keptTogether({ settings }: MigrationContext): boolean {
  return settings?.transaction === 'perRun'
}

async function explainRowsQuietly(
  error: LimbeckError,
  operation: Operation,
  { dialect, connection }: MigrationContext,
): Promise<readonly string[]> {
  try {
    return await dialect.explainRows(error, operation, connection)
  } catch {
    return []
  }
}

async function recordFailure(
  failure: LimbeckError,
  { step, checksum }: PreparedStep,
  journal: JournalWriter,
  sink: OnlineSink,
): Promise<void> {
  const status = failure.code === 'LB6004' ? 'interrupted' : 'failed'
  const { runId, statements, startedAt } = sink
  const outcome = { status, statements, error: `${failure.code}: ${failure.message}` } as const
  try {
    if (runId !== null) await journal.settle(runId, outcome)
    else await journal.add({ ...outcome, revision: step.revision.id, direction: step.direction, checksum, startedAt })
  } catch {
    // The failure itself is what the user needs to hear of; without a connection there is no journal either.
  }
}
