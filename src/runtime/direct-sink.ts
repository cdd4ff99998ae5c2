import type { Row } from '../dialects/index.ts'
import type { Operation, OperationSink } from '../operations/index.ts'
import { executeStatement, insertRows } from './execute-statement.ts'
import { explained } from './explained.ts'
import { interruptedError } from './interruption.ts'
import type { MigrationContext } from './migration-context.ts'
import { readBefore } from './read-before.ts'

/** Runs operations on a database and records nothing: for those that belong to no revision. */
export class DirectSink implements OperationSink {
  readonly isOffline = false
  readonly #context: MigrationContext

  constructor(context: MigrationContext) {
    this.#context = context
  }

  async run(operation: Operation): Promise<void> {
    await this.#perform(operation)
  }

  async execute(sql: string, parameters: readonly unknown[]): Promise<number> {
    return await this.#perform({ kind: 'execute', sql, parameters })
  }

  async query(sql: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    const { connection, dialect } = this.#context
    const statement = { sql, parameters, transaction: 'inside', note: null, alter: null } as const
    return await explained(dialect, () => connection.query(sql, parameters), statement)
  }

  async outsideTransaction(work: () => Promise<void>): Promise<void> {
    const { connection, dialect } = this.#context
    if (!connection.inTransaction) {
      await work()
      return
    }
    await explained(dialect, () => dialect.session.beforeCommit(connection))
    await explained(dialect, () => connection.commit())
    await work()
    await explained(dialect, () => connection.begin())
  }

  async #perform(operation: Operation): Promise<number> {
    const context = this.#context
    if (context.signal?.aborted === true) throw interruptedError(null)
    if (operation.kind === 'bulkInsert') return await insertRows(context, operation)
    const before = await readBefore(operation, context)
    const { capabilities } = context
    let rows = 0
    for (const statement of context.dialect.emit(operation, { before, capabilities })) {
      const run = async () => {
        rows += await executeStatement(context, statement)
      }
      if (statement.transaction === 'outside') await this.outsideTransaction(run)
      else await run()
    }
    return rows
  }
}
