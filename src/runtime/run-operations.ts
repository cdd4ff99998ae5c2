import { type Operations, createOperations } from '../operations/index.ts'
import { DirectSink } from './direct-sink.ts'
import { inTransaction } from './in-transaction.ts'
import type { MigrationContext } from './migration-context.ts'
import { underLock } from './under-lock.ts'

/**
 * Runs operations that belong to no revision, in one transaction under the migration lock. Nothing is recorded.
 *
 * @throws whatever the work or a statement throws; what could be rolled back is
 */
export async function runOperations(context: MigrationContext, work: (op: Operations) => Promise<void>): Promise<void> {
  await underLock(context, async () => {
    const { op, settle } = createOperations(new DirectSink(context), context.introspection)
    await inTransaction(context, async () => {
      try {
        await work(op)
      } catch (error) {
        // An operation that failed before the work did is what went wrong.
        await settle()
        throw error
      }
      await settle()
    })
  })
}
