import { LimbeckError, isLimbeckError } from '../errors/index.ts'
import type { RevisionStep } from '../revisions/index.ts'
import { withDetails, withHints } from './failure.ts'
import { callHook, hookStepOf } from './hook-calls.ts'
import { inTransaction } from './in-transaction.ts'
import { LockNotGranted, withLockRetries } from './lock-retries.ts'
import type { MigrationContext } from './migration-context.ts'
import { refuseOutside } from './outside-of-whole-run.ts'
import { defaultRunSettings } from './run-settings.ts'
import type { PreparedStep } from './run-step.ts'
import { underLimits } from './statement-limits.ts'
import type { StepLoader } from './step-loader.ts'

/** Runs one of the steps; `position` counts from 1. */
type RunOne = (prepared: PreparedStep, position: number, mayRetry: boolean) => Promise<void>

/**
 * Runs steps in order, with the hooks of the run around them: each step in transactions of its own, or all of them in
 * one where the project says so.
 *
 * @returns the steps that are kept: all of them
 * @throws LimbeckError whatever a step throws; `details.applied` then lists the revisions that are kept. LB6031 for a
 *   file that needs to be outside of a transaction in a run that is one, LB6030 for a hook that fails.
 */
export async function runInTransactions(
  context: MigrationContext,
  steps: readonly RevisionStep[],
  loader: StepLoader,
  runOne: RunOne,
): Promise<readonly RevisionStep[]> {
  if (steps.length === 0) return []
  const { transaction, timeouts } = context.settings ?? defaultRunSettings
  const whole = transaction === 'perRun'
  if (whole) refuseOutside(loader.first)
  const hookSteps = steps.map(hookStepOf)
  const done: RevisionStep[] = []
  const runEach = async (mayRetry: boolean) => {
    done.length = 0
    for (const [index, step] of steps.entries()) {
      await runOne(await loader.at(index), index + 1, mayRetry)
      done.push(step)
    }
  }
  await callHook(context, 'beforeRun', { steps: hookSteps })
  try {
    if (whole) {
      await underLimits(context, timeouts, null, () =>
        withLockRetries(context, timeouts.lockRetries, null, (mayRetry) =>
          inOneTransaction(context, mayRetry, () => runEach(mayRetry)),
        ),
      )
    } else {
      await runEach(false)
    }
  } catch (error) {
    if (whole) done.length = 0
    await endQuietly(context, error, hookSteps, done)
    throw error instanceof LimbeckError
      ? withDetails(error, { applied: done.map(({ revision }) => revision.id) })
      : error
  }
  try {
    await callHook(context, 'afterRun', { steps: hookSteps, done: hookSteps, error: null })
  } catch (error) {
    throw isLimbeckError(error) ? withHints(error, [...error.hints, 'Every revision of the run is kept.']) : error
  }
  return done
}

async function inOneTransaction(
  context: MigrationContext,
  mayRetry: boolean,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await inTransaction(context, work)
  } catch (error) {
    // SQLite gives the write lock at the beginning of a transaction or not at all.
    if (mayRetry && isLimbeckError(error) && context.dialect.session.isLockTimeout(error))
      throw new LockNotGranted(error)
    throw error
  }
}

/** The failure of the run is what the user needs to hear of; a hook that fails as well is only mentioned. */
async function endQuietly(
  context: MigrationContext,
  error: unknown,
  steps: readonly ReturnType<typeof hookStepOf>[],
  done: readonly RevisionStep[],
): Promise<void> {
  const cause = error instanceof Error ? error : new Error(String(error))
  try {
    await callHook(context, 'afterRun', { steps, done: done.map(hookStepOf), error: cause })
  } catch (hookError) {
    context.onEvent({ kind: 'warning', message: String(hookError), hints: [] })
  }
}
