import type { Deferrable, ForeignKeyAction } from '../../../schema/index.ts'

/** A stretch of the CREATE text: offset of its first character and behind its last one. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A CREATE TABLE text taken apart. Every span points into `text`, so that edits leave the rest as it stands. */
export interface ParsedTable {
  readonly text: string
  readonly name: string
  /** The name with its quotes, a schema in front of it included. */
  readonly nameSpan: Span
  /** What stands between the outer parentheses. */
  readonly body: Span
  /** Columns and table constraints in the order of the text. */
  readonly items: readonly (ParsedColumn | ParsedTableConstraint)[]
  readonly columns: readonly ParsedColumn[]
  readonly constraints: readonly ParsedTableConstraint[]
  readonly strict: boolean
  readonly withoutRowid: boolean
}

export interface ParsedColumn {
  readonly kind: 'column'
  readonly span: Span
  readonly name: string
  readonly nameSpan: Span
  /** The declared type with single spaces; empty when there is none. */
  readonly type: string
  readonly typeSpan: Span | null
  readonly constraints: readonly ParsedColumnConstraint[]
}

interface Named {
  /** Null when it has no CONSTRAINT name. */
  readonly name: string | null
  /** From the word CONSTRAINT, or from the first word where there is no name. */
  readonly span: Span
}

export interface ParsedReference {
  readonly table: string
  readonly tableSpan: Span
  /** Null when the text leaves them out: the primary key of the other table. */
  readonly columns: readonly string[] | null
  readonly onDelete: ForeignKeyAction
  readonly onUpdate: ForeignKeyAction
  readonly deferrable: Deferrable
  readonly match: string | null
}

/** What happens to a row that breaks the constraint, in lower case; null where nothing is said, or ABORT, which is the same. */
interface OnConflict {
  readonly onConflict: string | null
}

export type ParsedColumnConstraint = Named &
  (
    | ({ readonly kind: 'primaryKey'; readonly autoincrement: boolean; readonly descending: boolean } & OnConflict)
    | ({ readonly kind: 'notNull' } & OnConflict)
    | ({ readonly kind: 'unique' } & OnConflict)
    | { readonly kind: 'null' | 'other' }
    | { readonly kind: 'check'; readonly expression: Span }
    | { readonly kind: 'default'; readonly value: Span }
    | { readonly kind: 'collate'; readonly collation: string }
    | { readonly kind: 'references'; readonly reference: ParsedReference }
    | { readonly kind: 'generated'; readonly expression: Span; readonly stored: boolean }
  )

export type ParsedTableConstraint = Named &
  (
    | ({
        readonly kind: 'primaryKey' | 'unique'
        readonly parts: readonly ParsedPart[]
        readonly autoincrement: boolean
      } & OnConflict)
    | { readonly kind: 'check'; readonly expression: Span }
    | { readonly kind: 'foreignKey'; readonly columns: readonly string[]; readonly reference: ParsedReference }
  )

/** A column or expression of a key or index. */
export interface ParsedPart {
  /** Null when the part is an expression. */
  readonly column: string | null
  /** The column or expression without COLLATE and order. */
  readonly expression: Span
  readonly collation: string | null
  readonly order: 'asc' | 'desc'
}

/** A CREATE INDEX text taken apart. */
export interface ParsedIndex {
  readonly text: string
  readonly name: string
  readonly nameSpan: Span
  readonly table: string
  readonly unique: boolean
  readonly parts: readonly ParsedPart[]
  readonly where: Span | null
}

/** A CREATE VIEW text taken apart. */
export interface ParsedView {
  readonly name: string
  /** Empty where the SELECT gives the names. */
  readonly columns: readonly string[]
  /** The SELECT behind AS. */
  readonly definition: string
}

/** The head of a CREATE TRIGGER text taken apart. */
export interface ParsedTrigger {
  readonly text: string
  readonly name: string
  readonly nameSpan: Span
  readonly temporary: boolean
  /** `AFTER UPDATE OF "a"`. */
  readonly event: Span
  readonly table: string
  readonly tableSpan: Span
  /** WHEN and what stands behind it. */
  readonly body: Span
}

/** A CREATE VIRTUAL TABLE text taken apart. */
export interface ParsedVirtualTable {
  readonly name: string
  readonly module: string
  /** The arguments of the module; empty without any. */
  readonly definition: string
}
