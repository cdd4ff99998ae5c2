import { explained } from './explained.ts'
import type { MigrationContext } from './migration-context.ts'

type Place = Pick<MigrationContext, 'connection' | 'dialect'>

/** Does something in a transaction of its own, which is checked and committed behind it, or rolled back. */
export async function inTransaction<Result>(place: Place, work: () => Promise<Result>): Promise<Result> {
  const { connection, dialect } = place
  try {
    await explained(dialect, () => connection.begin())
    const result = await work()
    await explained(dialect, () => dialect.session.beforeCommit(connection))
    await explained(dialect, () => connection.commit())
    return result
  } catch (error) {
    await rollbackQuietly(place)
    throw error
  }
}

/** On a lost connection the server has rolled back already, and the error that matters is the first one. */
export async function rollbackQuietly({ connection }: Pick<Place, 'connection'>): Promise<void> {
  if (connection.inTransaction) await connection.rollback().catch(() => undefined)
}
