import type { Attributes, ColumnType, Deferrable, Expression, ForeignKeyAction, Identity } from '../schema/index.ts'
import type { columnBrand } from './brands.ts'

/** What a column builder has gathered so far. */
export interface ColumnState {
  readonly type: ColumnType
  /** The enum type of the column, or of the array's elements. */
  readonly enumType: EnumTypeState | null
  /** Null: not said, which means nullable unless it is a primary key. */
  readonly nullable: boolean | null
  readonly default: DefaultState | null
  readonly primaryKey: { readonly name: string | null } | null
  readonly uniques: readonly { readonly name: string | null }[]
  readonly indexes: readonly { readonly name: string | null }[]
  readonly checks: readonly { readonly name: string | null; readonly expression: unknown }[]
  readonly references: { readonly target: unknown; readonly options: ForeignKeyOptions } | null
  readonly identity: Identity | null
  readonly generated: { readonly expression: unknown; readonly stored: boolean } | null
  readonly collation: string | null
  readonly comment: string | null
  readonly renamedFrom: string | null
  /** What only one database knows. */
  readonly attributes?: Attributes
}

export type DefaultState =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'now' }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'expression'; readonly expression: Expression }

export interface EnumTypeState {
  readonly namespace: string | null
  readonly name: string
  readonly values: readonly string[]
  readonly comment: string | null
  readonly renamedFrom: string | null
  /** The name that its schema had. */
  readonly schemaRenamedFrom: string | null
  /** New value → old value. */
  readonly renamedValues: { readonly [value: string]: string }
}

/** What a foreign key may say besides its columns. */
export interface ForeignKeyOptions {
  /** Name of the constraint. Default: by the naming convention. */
  readonly name?: string
  /** What happens to this row when the referenced row is deleted. Default `no action`. */
  readonly onDelete?: ForeignKeyAction
  /** What happens to this row when the referenced key changes. Default `no action`. */
  readonly onUpdate?: ForeignKeyAction
  /** Makes the constraint deferrable: checked at once (`immediate`) or at the commit (`deferred`) unless told otherwise. */
  readonly deferrable?: Exclude<Deferrable, 'no'>
  /** `full`: of a composite key all columns are null or none. Default `simple`. */
  readonly match?: 'simple' | 'full'
}

/** Options of the sequence behind an identity column; what is left out is the database's default. */
export interface IdentityOptions {
  /** Refuses values given in an INSERT. Default false. */
  readonly always?: boolean
  /** PostgreSQL: the older form, a default that takes numbers from a sequence which the column owns. Default false. */
  readonly serial?: boolean
  readonly start?: number | bigint
  readonly increment?: number | bigint
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
  /** How many numbers a session takes at once. */
  readonly cache?: number | bigint
  /** Starts over at the end. Default false. */
  readonly cycle?: boolean
  /** PostgreSQL: the name of the sequence. Default: that of the table and the column, and `_seq`. */
  readonly sequence?: string
  /** PostgreSQL, with `serial`: the integer type of the sequence where that is not the column's. */
  readonly sequenceType?: string
}

/** A column of any type. */
export interface AnyColumn {
  readonly [columnBrand]: ColumnState
}
