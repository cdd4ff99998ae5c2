import type { Operation, OperationSink } from '../operations/index.ts'
import type { Row } from '../dialects/index.ts'

/** A sink that only remembers: what a revision file asks for, without a database. */
export class Recorder implements OperationSink {
  readonly isOffline = true
  readonly #operations: Operation[] = []
  #opaque = false

  get operations(): readonly Operation[] {
    return this.#operations
  }

  /** Whether the file asked for rows; it got none, so what it did afterwards may not be what it would do on a database. */
  get opaque(): boolean {
    return this.#opaque
  }

  run(operation: Operation): Promise<void> {
    this.#operations.push(operation)
    return Promise.resolve()
  }

  query(): Promise<readonly Row[]> {
    this.#opaque = true
    return Promise.resolve([])
  }

  execute(sql: string, parameters: readonly unknown[]): Promise<number> {
    this.#operations.push({ kind: 'execute', sql, parameters })
    return Promise.resolve(0)
  }

  async outsideTransaction(work: () => Promise<void>): Promise<void> {
    await work()
  }
}
