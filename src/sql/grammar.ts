import type { Column, ColumnDefault, ColumnType, Constraint, Index, TableDefinition } from '../schema/index.ts'

/** How one dialect spells names, values and the pieces of a definition. The only makers of SQL text besides emitters. */
export interface Grammar {
  /** A name in quotes, always. */
  quote(name: string): string
  /** A qualified name in quotes; the default namespace is left out. */
  qualified(namespace: string | null, name: string): string
  /** A value as a literal: null, boolean, number, bigint, string, Date, Uint8Array, and anything else as JSON text. */
  literal(value: unknown): string
  typeName(type: ColumnType): string
  /** What stands behind DEFAULT. `type` helps where the literal's spelling depends on it. */
  defaultValue(value: ColumnDefault, type: ColumnType): string
  /** `"name" type [collation] [default] [generated | identity] [NOT NULL]`, as in CREATE TABLE and ADD COLUMN. */
  columnDefinition(column: Column): string
  /** `CONSTRAINT "name" …`, as in CREATE TABLE and ADD CONSTRAINT. */
  constraintDefinition(constraint: Constraint): string
  /** A whole `CREATE TABLE …` without indexes and comments. */
  createTable(definition: TableDefinition, options: { readonly ifNotExists: boolean }): string
  /** A whole `CREATE INDEX …`. */
  createIndex(index: Index, options: { readonly concurrently: boolean; readonly ifNotExists: boolean }): string
}
