import type { MigrationLock } from '../dialects/index.ts'
import { explained } from './explained.ts'
import type { MigrationContext } from './migration-context.ts'
import { acquireMigrationLock } from './migration-lock.ts'
import { ensureStateTables } from './create-state-tables.ts'

/** Does something as the only migration on the database, with the state tables in place. */
export async function underLock<Result>(
  context: MigrationContext,
  work: (lock: MigrationLock) => Promise<Result>,
): Promise<Result> {
  const { dialect, connection, stateTables } = context
  await explained(dialect, () => dialect.session.prepare(connection))
  const lock = await acquireMigrationLock(context)
  // A statement that takes an hour must not keep an interrupted run for an hour.
  const cancel = () => void connection.cancel?.().catch(() => undefined)
  context.signal?.addEventListener('abort', cancel)
  try {
    await ensureStateTables(stateTables, dialect, connection)
    return await work(lock)
  } finally {
    context.signal?.removeEventListener('abort', cancel)
    // A lock whose connection is lost is free already.
    await lock.release().catch(() => undefined)
  }
}
