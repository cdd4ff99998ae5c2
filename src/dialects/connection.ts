import type { DialectName } from './dialect-name.ts'

export type Row = { readonly [column: string]: unknown }

export interface StatementOptions {
  /** The same text comes with every revision of a run: the server may keep what it understood of it. */
  readonly repeated?: boolean
}

/** One statement with the values of its `?` placeholders. */
export interface BoundStatement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** An open line to a database: the only door to it. One at a time; statements run in the order they were given. */
export interface Connection {
  readonly dialect: DialectName
  /** The version of the server or library, such as `18.1` or `3.53.4`. */
  readonly serverVersion: string
  /** The URL without its password, for people. */
  readonly displayUrl: string
  /** Rows of a query; `?` placeholders are bound, never spliced. Throws the driver's error as it is. */
  query<Result extends Row = Row>(
    sql: string,
    parameters?: readonly unknown[],
    options?: StatementOptions,
  ): Promise<Result[]>
  /** Runs a statement; the number of changed rows where the driver knows it, else 0. */
  execute(sql: string, parameters?: readonly unknown[], options?: StatementOptions): Promise<number>
  /**
   * Runs statements that come with every revision one after the other, in one round trip where the server is elsewhere; of
   * each the number of rows that it changed or found. The first that fails ends it.
   */
  executeAll(statements: readonly BoundStatement[]): Promise<readonly number[]>
  /**
   * Runs statements as {@link executeAll} does and commits, if each changed or found exactly one row.
   *
   * @returns of each the number of rows, up to one that is not 1: then the transaction is open and waits for its rollback
   */
  commitAfter(statements: readonly BoundStatement[]): Promise<readonly number[]>
  /** Runs a text of several statements without parameters. */
  executeScript(sql: string): Promise<void>
  /** Inserts many rows as fast as the database can (COPY, one prepared statement); names are not quoted yet. The number of rows. */
  bulkInsert(
    table: { readonly namespace: string | null; readonly name: string },
    columns: readonly string[],
    rows: Iterable<readonly unknown[]>,
  ): Promise<number>
  /**
   * Opens a transaction that may write at once (SQLite: BEGIN IMMEDIATE). Transactions do not nest. A server may hear of it
   * together with the first statement.
   */
  begin(): Promise<void>
  commit(): Promise<void>
  rollback(): Promise<void>
  readonly inTransaction: boolean
  /** Asks the server to end the statement that is running, which then fails. Missing where nobody else could ask. */
  cancel?(): Promise<void>
  close(): Promise<void>
}
