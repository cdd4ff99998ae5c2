/** Yes/no facts about a database server of one version. Shared code asks these, never a dialect's name. */
export interface Capabilities {
  /** DDL takes part in transactions. PostgreSQL and SQLite: yes. */
  readonly transactionalDdl: boolean
  /** Has namespaces (PostgreSQL schemas). */
  readonly namespaces: boolean
  /** Has enum types of its own; elsewhere they are checks on text columns. */
  readonly enumTypes: boolean
  /** Keeps comments on tables and columns. */
  readonly comments: boolean
  /** Can build an index without blocking writers (PostgreSQL CONCURRENTLY). */
  readonly concurrentIndexes: boolean
  /** ALTER TABLE takes several clauses at once. */
  readonly multipleAlterClauses: boolean
  /** ALTER TABLE … DROP COLUMN (SQLite 3.35). */
  readonly dropColumn: boolean
  /** ALTER TABLE … SET/DROP NOT NULL and ADD/DROP CHECK in place (SQLite 3.53). */
  readonly alterNotNullAndCheck: boolean
  /** ALTER TABLE can add and drop keys, foreign keys and uniques, change types and defaults (PostgreSQL). */
  readonly alterConstraints: boolean
  /** UNIQUE NULLS NOT DISTINCT (PostgreSQL 15). */
  readonly nullsNotDistinct: boolean
  /** Generated columns that are not stored (SQLite 3.31, PostgreSQL 18). */
  readonly virtualGeneratedColumns: boolean
}
