import { explained } from './explained.ts'
import type { MigrationContext } from './migration-context.ts'
import type { TimeoutLimits } from './run-settings.ts'

/**
 * Does something under limits for its statements, and gives the session its own limits back.
 *
 * @param around limits that hold again behind it; null: the session's own
 */
export async function underLimits<Result>(
  { dialect, connection }: MigrationContext,
  limits: TimeoutLimits,
  around: TimeoutLimits | null,
  work: () => Promise<Result>,
): Promise<Result> {
  const { set, reset } = dialect.session.limits(limits)
  for (const sql of set) await explained(dialect, () => connection.execute(sql))
  try {
    return await work()
  } finally {
    const again = around === null ? [] : dialect.session.limits(around).set
    // On a lost connection there is nothing to give back.
    for (const sql of [...reset, ...again]) await connection.execute(sql).catch(() => undefined)
  }
}
