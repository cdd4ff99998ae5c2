import type { SqliteValue } from './values.ts'

/** Reads rows at once; of the run's own connection or of another one on the committed state. */
export type ReadRows = (
  sql: string,
  parameters?: readonly SqliteValue[],
) => readonly { readonly [column: string]: SqliteValue }[]

/** Rows of one table whose foreign key points at nothing. */
export interface Violation {
  readonly table: string
  /** The referencing columns. */
  readonly columns: readonly string[]
  readonly parent: string
  /** SQLite's row numbers, not all where there are many; empty for a table without them. */
  readonly rowids: readonly string[]
  readonly count: number
}
