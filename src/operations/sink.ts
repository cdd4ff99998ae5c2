import type { Operation } from './data.ts'

/**
 * Where `op` sends what a revision file asks for. The runtime has three: one runs on a database, one writes a script,
 * one only remembers. The facade queues calls, so a sink never sees two at once.
 */
export interface OperationSink {
  readonly isOffline: boolean
  run(operation: Operation): Promise<void>
  /**
   * Rows of a query on the run's connection. Throws LB6xxx offline.
   *
   * @param stack of the call in the revision file, for errors; only offline, where a query is one
   */
  query(
    sql: string,
    parameters: readonly unknown[],
    stack?: string,
  ): Promise<readonly { readonly [column: string]: unknown }[]>
  /** A statement on the run's connection; the number of changed rows. */
  execute(sql: string, parameters: readonly unknown[]): Promise<number>
  /** Commits, runs `work` outside of any transaction, and begins again. */
  outsideTransaction(work: () => Promise<void>): Promise<void>
}
