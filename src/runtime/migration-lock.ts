import { setTimeout as wait } from 'node:timers/promises'
import type { MigrationLock } from '../dialects/index.ts'
import { LimbeckError } from '../errors/index.ts'
import { explained } from './explained.ts'
import { interruptedError } from './interruption.ts'
import type { MigrationContext } from './migration-context.ts'

const firstPauseMs = 50
const longestPauseMs = 1000
/** A waiting process says so once in this time. */
const noticeEveryMs = 5000

/**
 * Waits until this run is the only migration on its database, by asking again and again: a waiting statement inside the
 * database would hold a snapshot and stand in the way of the very index build it waits for.
 *
 * @throws LimbeckError LB6002 when the limit has passed; LB6004 when the run is interrupted meanwhile
 */
export async function acquireMigrationLock(context: MigrationContext): Promise<MigrationLock> {
  const { dialect, connection, lockTimeoutMs, onEvent, signal } = context
  const versionTable = context.stateTables.version
  const started = performance.now()
  const waitedMs = () => Math.round(performance.now() - started)
  let pauseMs = firstPauseMs
  let noticed: number | null = null
  for (;;) {
    if (signal?.aborted === true) throw interruptedError(null)
    const lock = await explained(dialect, () => dialect.session.tryLock(connection, versionTable))
    if (lock !== null) {
      if (noticed !== null) onEvent({ kind: 'lockAcquired', waitedMs: waitedMs() })
      return lock
    }
    if (waitedMs() >= lockTimeoutMs) throw await lockedError(context, waitedMs())
    if (noticed === null || waitedMs() - noticed >= noticeEveryMs) {
      noticed = waitedMs()
      onEvent({
        kind: 'lockWaiting',
        holder: await dialect.session.lockHolder(connection, versionTable),
        waitedMs: noticed,
      })
    }
    // Jitter, so that ten processes that started together do not ask together.
    const pause = Math.min(pauseMs * (0.5 + Math.random()), Math.max(lockTimeoutMs - waitedMs(), 1))
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    await wait(pause, undefined, signal === null ? {} : { signal }).catch(() => undefined)
  }
}

async function lockedError(context: MigrationContext, waitedMs: number): Promise<LimbeckError> {
  const { dialect, connection, stateTables } = context
  const holder = await dialect.session.lockHolder(connection, stateTables.version)
  const who = holder === null ? '' : ` It is held by ${holder}.`
  return new LimbeckError(
    'LB6002',
    `Another migration is running on ${connection.displayUrl}; waited ${Math.round(waitedMs / 1000)} s for it to end.${who}`,
    {
      hints: [
        'Wait until it has ended and run the command again; what it has done by then is not done twice.',
        'The lock ends with the process that holds it. If that process hangs, end it.',
        'Raise `lockTimeoutMs` in the configuration to wait longer.',
      ],
      details: { holder, waitedMs, database: connection.displayUrl },
    },
  )
}

/** @throws LimbeckError LB6012 when the lock is gone */
export async function assertStillLocked(lock: MigrationLock): Promise<void> {
  if (!(await lock.verify())) throw lostLock()
}

export function lostLock(): LimbeckError {
  return new LimbeckError('LB6012', 'The migration lock was lost during the run.', {
    hints: [
      'The connection was cut, perhaps by a pooler: limbeck needs a direct connection, or a pooler in session mode.',
      'Run `limbeck current` to see where the database is, then run the same command again.',
    ],
  })
}
