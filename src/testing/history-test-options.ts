import type { LimbeckConfig } from '../config/index.ts'

/** Rows by table: `{ users: [{ id: 1, email: 'a@example.org' }] }`. A table of another schema is `schema.table`. */
export interface RowsByTable {
  readonly [table: string]: readonly { readonly [column: string]: unknown }[]
}

export interface HistoryTestOptions {
  /** Where the search for a configuration starts. Default: the current folder. */
  readonly cwd?: string
  /** A configuration file, or the configuration itself. */
  readonly config?: string | LimbeckConfig
  /** A key under `databases`. */
  readonly name?: string
  /**
   * Which kind of database to test on, and where: each test makes an empty one, beside this one on its server, or in a
   * temporary file for SQLite, and drops it. The database of the URL itself is not touched. Default: the configuration's.
   */
  readonly url?: string
  /** Rows that are in the database when a revision is tried, by the revision's id. They stay for the revisions behind it. */
  readonly rowsBefore?: { readonly [revision: string]: RowsByTable }
  /** Puts rows that limbeck makes up into every table that has none, where their types allow it. Default true. */
  readonly generateRows?: boolean
  /** Revisions whose way up and down may lose rows. */
  readonly mayLoseRows?: readonly string[]
  /** More than one head is as it should be. */
  readonly severalHeads?: boolean
  /** More than one base is as it should be. */
  readonly severalBases?: boolean
}

/** One test: throws an error that says what is wrong with the history. */
export interface HistoryTest {
  readonly name: string
  readonly run: () => Promise<void>
}
