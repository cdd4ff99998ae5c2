import type { Json, JsonObject } from '../errors/index.ts'
import type { ColumnType } from './column-type.ts'
import type { Expression } from './expression.ts'
import type { ObjectId, TableRef } from './object-id.ts'

/**
 * The objects of a catalog. Each is plain, readonly and JSON-safe. `namespace` is a PostgreSQL schema; `null` is the
 * default one (`current_schema` of the connection), and the only one on SQLite.
 */

export interface Namespace {
  readonly kind: 'namespace'
  readonly name: string
}

export interface Table {
  readonly kind: 'table'
  readonly namespace: string | null
  readonly name: string
  readonly comment: string | null
  readonly options: TableOptions
  /** The database's own CREATE text, where it keeps one (SQLite). Never compared. */
  readonly definition: string | null
  /** The tables that it inherits columns from; of a partition the one that it is a part of. Absent where there is none. */
  readonly inherits?: readonly TableRef[]
  /** Of a partition: the rows that it takes, in the database's words. */
  readonly bound?: string
  /** What its rows are divided among partitions by, in the database's words: `RANGE (taken_at)`. */
  readonly partitionBy?: string
  /** See {@link Attributes}. */
  readonly attributes?: Attributes
}

/**
 * What only one database knows about a table or a member of one (storage parameters, a replica identity, NOT VALID), with
 * the dialect's own names. Compared key by key; absent where everything is as the database has it by default.
 */
export type Attributes = JsonObject

/** What a member of a table may say besides what every database knows. */
export interface MemberDetails {
  /** It comes from the table that its own table inherits from, so it is neither made nor compared by itself. */
  readonly inherited?: true
  /** See {@link Attributes}. */
  readonly attributes?: Attributes
}

export interface TableOptions {
  /** SQLite STRICT. */
  readonly strict: boolean
  /** SQLite WITHOUT ROWID. */
  readonly withoutRowid: boolean
  /** PostgreSQL UNLOGGED. */
  readonly unlogged: boolean
}

export const defaultTableOptions: TableOptions = { strict: false, withoutRowid: false, unlogged: false }

export type ColumnDefault =
  | {
      readonly kind: 'literal'
      readonly value: Json
      /**
       * As a database that keeps it has it, where limbeck would write something else (SQLite: `FALSE`; PostgreSQL:
       * `'0'::bigint`). Never compared.
       */
      readonly declared?: string
    }
  /** The time of the statement or transaction: `CURRENT_TIMESTAMP`. */
  | {
      readonly kind: 'now'
      /** As the database has it, where limbeck would write something else (`now()`). Never compared. */
      readonly declared?: string
    }
  /** A random UUID. */
  | { readonly kind: 'uuid' }
  | { readonly kind: 'expression'; readonly expression: Expression }

/** A number of a sequence: as digits where it is beyond the safe integers of a `number`, which end at 2^53. */
export type SequenceNumber = number | string

export interface Identity {
  /** `auto` is what models say with `.autoincrement()` and equals every other; `serial` is a sequence owned by the column. */
  readonly generation: 'auto' | 'always' | 'byDefault' | 'serial'
  /** Sequence options; `null` leaves the database's default. */
  readonly start: SequenceNumber | null
  readonly increment: SequenceNumber | null
  readonly minimum: SequenceNumber | null
  readonly maximum: SequenceNumber | null
  readonly cache: SequenceNumber | null
  readonly cycle: boolean
  /** The name of its sequence where that is not {@link sequenceNameOf} of its table and column, as after a rename. */
  readonly sequence?: string
  /** Of a serial column: the integer type of its sequence where that is not the column's own. */
  readonly sequenceType?: string
}

export interface GeneratedValue {
  readonly expression: Expression
  readonly stored: boolean
}

export interface Column extends MemberDetails {
  readonly kind: 'column'
  readonly namespace: string | null
  readonly table: string
  readonly name: string
  readonly type: ColumnType
  readonly nullable: boolean
  readonly default: ColumnDefault | null
  readonly identity: Identity | null
  readonly generated: GeneratedValue | null
  readonly collation: string | null
  readonly comment: string | null
  /** Defined objects that it stands on: a domain, a function in its default. Never compared. */
  readonly requires?: readonly ObjectId[]
}

/** `given`: written by a person or found in a database. `convention`: made by limbeck's naming convention. */
export type NameSource = 'given' | 'convention'

export interface PrimaryKey extends MemberDetails {
  readonly kind: 'primaryKey'
  readonly namespace: string | null
  readonly table: string
  readonly name: string
  readonly nameSource: NameSource
  readonly columns: readonly string[]
}

export interface Unique extends MemberDetails {
  readonly kind: 'unique'
  readonly namespace: string | null
  readonly table: string
  readonly name: string
  readonly nameSource: NameSource
  readonly columns: readonly string[]
  readonly deferrable: Deferrable
  /** PostgreSQL 15 and later. */
  readonly nullsNotDistinct: boolean
  readonly include: readonly string[]
}

/** `no`: checked at once; `immediate` and `deferred`: DEFERRABLE, and where the check starts out. */
export type Deferrable = 'no' | 'immediate' | 'deferred'

export type ForeignKeyAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default'

export interface ForeignKey extends MemberDetails {
  readonly kind: 'foreignKey'
  readonly namespace: string | null
  readonly table: string
  readonly name: string
  readonly nameSource: NameSource
  readonly columns: readonly string[]
  readonly references: {
    readonly namespace: string | null
    readonly table: string
    readonly columns: readonly string[]
  }
  readonly onDelete: ForeignKeyAction
  readonly onUpdate: ForeignKeyAction
  readonly deferrable: Deferrable
  readonly match: 'simple' | 'full'
  /**
   * The referenced columns were left out where it was made: they are the primary key of the other table (SQLite keeps it
   * that way). Never compared.
   */
  readonly implied?: true
}

export interface Check extends MemberDetails {
  readonly kind: 'check'
  readonly namespace: string | null
  readonly table: string
  readonly name: string
  readonly nameSource: NameSource
  readonly expression: Expression
  /** As a column's. */
  readonly requires?: readonly ObjectId[]
}

export type Constraint = PrimaryKey | Unique | ForeignKey | Check
export type ConstraintKind = Constraint['kind']

export interface IndexPart {
  /** Either a column name or an expression, never both. */
  readonly column: string | null
  readonly expression: Expression | null
  readonly order: 'asc' | 'desc'
  /** `null`: the database's default for the order. */
  readonly nulls: 'first' | 'last' | null
  readonly operatorClass: string | null
  readonly collation: string | null
}

export interface Index extends MemberDetails {
  readonly kind: 'index'
  readonly namespace: string | null
  readonly table: string
  readonly name: string
  readonly nameSource: NameSource
  readonly unique: boolean
  readonly parts: readonly IndexPart[]
  readonly where: Expression | null
  /** `null`: the database's default method (btree). */
  readonly method: string | null
  readonly include: readonly string[]
  readonly nullsNotDistinct: boolean
  /** As a column's. */
  readonly requires?: readonly ObjectId[]
  /** The database's own CREATE text, where it keeps one (SQLite); used only where it still says the same. Never compared. */
  readonly definition?: string
}

export interface EnumType {
  readonly kind: 'enumType'
  readonly namespace: string | null
  readonly name: string
  readonly values: readonly string[]
  readonly comment: string | null
}

/**
 * An object that shared code knows by its identity and by what it stands on: a view, a function, a trigger, a sequence, a
 * domain. What its attributes mean, and which statements make it, is the business of the dialect that has such a type.
 */
export interface DefinedObject {
  readonly kind: 'defined'
  /** What it is, in the database's words: `view`, `function`, `trigger`. */
  readonly objectType: string
  readonly namespace: string | null
  /** The table or view it belongs to (a trigger, a policy), in the same namespace; null for what stands alone. */
  readonly on: string | null
  /** Of what may be overloaded, with the types of its arguments: `add(integer, integer)`. */
  readonly name: string
  /** Everything that makes it what it is besides its names, compared key by key. */
  readonly attributes: JsonObject
  readonly comment: string | null
  /** What the server says about it besides: the columns of a view. Empty for what no server has seen. Never compared. */
  readonly facts: JsonObject
  /** What must be there before it is. Never compared. */
  readonly requires: readonly ObjectId[]
  /** What its body names, which the database knows nothing of: what is made together with it comes first. Never compared. */
  readonly mentions?: readonly ObjectId[]
}

/** Something the database has that limbeck does not model yet: seen, kept and reported, never compared or dropped. */
export interface OtherObject {
  readonly kind: 'other'
  /** What it is, in the database's words: `view`, `trigger`, `function`, `virtual table`. */
  readonly objectType: string
  readonly namespace: string | null
  /** The table it belongs to (a trigger), or null. */
  readonly table: string | null
  readonly name: string
  /** The database's own CREATE text, where it keeps one. */
  readonly definition: string | null
  /** Of a schema that is not read: how many tables it has. */
  readonly tables?: number
}

/** A member of a table. */
export type TableMember = Column | Constraint | Index

export type CatalogObject = Namespace | Table | TableMember | EnumType | DefinedObject | OtherObject
export type ObjectKind = CatalogObject['kind']
