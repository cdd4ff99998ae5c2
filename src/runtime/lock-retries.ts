import { setTimeout as wait } from 'node:timers/promises'
import type { LimbeckError } from '../errors/index.ts'
import type { MigrationContext } from './migration-context.ts'

const firstPauseMs = 200
const longestPauseMs = 10_000

/** A lock was not to be had in time, everything since the last commit is rolled back, and it may be tried again. */
export class LockNotGranted extends Error {
  readonly failure: LimbeckError

  constructor(failure: LimbeckError) {
    super(failure.message, { cause: failure })
    this.failure = failure
  }
}

/**
 * Does something again when it throws {@link LockNotGranted}. Between two times it pauses, longer each time, so that the
 * queue which has formed behind the lock can pass.
 *
 * @param revision what is done again; null for the whole run
 * @param work is told whether it may throw LockNotGranted; the last time it must throw the failure itself
 */
export async function withLockRetries<Result>(
  context: MigrationContext,
  retries: number,
  revision: string | null,
  work: (mayRetry: boolean) => Promise<Result>,
): Promise<Result> {
  for (let retry = 1; ; retry += 1) {
    try {
      return await work(retry <= retries)
    } catch (error) {
      if (!(error instanceof LockNotGranted)) throw error
      const { signal } = context
      const pauseMs = Math.round(Math.min(firstPauseMs * 2 ** (retry - 1), longestPauseMs) * (0.5 + Math.random()))
      const [reason = ''] = error.failure.message.split('\n')
      context.onEvent({ kind: 'retrying', revision, retry, retries, pauseMs, reason: reason.replace(/\.$/, '') })
      await wait(pauseMs, undefined, signal === null ? {} : { signal }).catch(() => undefined)
      if (signal?.aborted === true) throw error.failure
    }
  }
}
