import type { Json, JsonObject } from '../errors/index.ts'
import type { AnyColumn, IdentityOptions, SqlExpression } from '../models/index.ts'
import type { ForeignKeyAction } from '../schema/index.ts'

/** The options of calls on `op`. What is left out is the database's default. */

/** SQL: written with the tag `` sql`…` ``, or as text. */
export type SqlText = SqlExpression | string

export interface SchemaOption {
  /** PostgreSQL schema of the table or type. Default: the connection's. */
  readonly schema?: string
}

export interface ObjectOptions extends SchemaOption {
  /** The table or view that it belongs to (a trigger, a policy), in the same schema. */
  readonly on?: string
}

export interface IfExistsOption {
  /** Does nothing where there is none. Default false. */
  readonly ifExists?: boolean
}

export interface IfNotExistsOption {
  /** Does nothing where there is one already. Default false. */
  readonly ifNotExists?: boolean
}

/** What only one database knows about an object. */
export interface AttributesOption {
  /** By the names in the manual's page of the database. Default: as the database has it. */
  readonly attributes?: JsonObject
}

/** A table by its name, or with its PostgreSQL schema. */
export type TableArgument = string | { readonly schema: string; readonly table: string }

export interface CreateTableOptions extends SchemaOption, IfNotExistsOption, AttributesOption {
  /** Describes the table in the database, where it keeps comments. */
  readonly comment?: string
  /** SQLite: refuses values that do not fit the type of their column. Default false. */
  readonly strict?: boolean
  /** SQLite: stores rows in the order of the primary key. Default false. */
  readonly withoutRowid?: boolean
  /** PostgreSQL: keeps the table out of the write-ahead log; it is empty after a crash. Default false. */
  readonly unlogged?: boolean
  /** PostgreSQL: the tables whose columns and checks it has; of a partition the one that it is a part of. */
  readonly inherits?: readonly TableArgument[]
  /** PostgreSQL: makes it a partition for these rows: `FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`, `DEFAULT`. */
  readonly bound?: string
  /** PostgreSQL: divides the rows among partitions: `RANGE (taken_at)`. */
  readonly partitionBy?: string
}

/**
 * Changes of how a table is kept; what is left out stays. Other keys are attributes that only one database knows, by the
 * names in its page of the manual; `null` is the database's default.
 */
export interface TableOptionChanges {
  /** SQLite. */
  readonly strict?: boolean
  /** SQLite. */
  readonly withoutRowid?: boolean
  /** PostgreSQL: takes the table out of the write-ahead log, or puts it in. Either rewrites it. */
  readonly unlogged?: boolean
  /** PostgreSQL: the tables that it inherits from now on; an empty list: none. */
  readonly inherits?: readonly TableArgument[]
  /** PostgreSQL: the rows that it takes as a partition of the one table that it inherits; `null`: it is none. */
  readonly bound?: string | null
  readonly [attribute: string]: unknown
}

/**
 * Changes of a constraint or index in place; what is left out stays. Other keys than `deferrable` are attributes that only
 * one database knows, by the names in its page of the manual; `null` is the database's default.
 */
export interface MemberChanges {
  /** PostgreSQL, foreign keys. */
  readonly deferrable?: 'immediate' | 'deferred' | 'no'
  readonly [attribute: string]: unknown
}

export interface AlterConstraintOptions extends SchemaOption {
  /** The kind of the constraint. */
  readonly type: 'primaryKey' | 'unique' | 'foreignKey' | 'check'
}

export interface UniqueOptions extends AttributesOption {
  /** Checks at the end of each statement (`immediate`) or at the commit (`deferred`). Default: row by row. */
  readonly deferrable?: 'immediate' | 'deferred' | 'no' | boolean
  /** PostgreSQL 15 and later: two NULLs are equal. Default false. */
  readonly nullsNotDistinct?: boolean
  /** PostgreSQL: columns kept in the index besides the unique ones. */
  readonly include?: readonly string[]
}

export interface PrimaryKeyOptions extends AttributesOption {
  /** SQLite: columns that take NULL go on taking it, as keys on SQLite may. Default false: they refuse it. */
  readonly nullable?: boolean
}

export interface NotValidOption {
  /** PostgreSQL: holds for new and changed rows; those that are there are looked at by `validateConstraint`. Default false. */
  readonly notValid?: boolean
}

export interface ValidateConstraintOptions extends SchemaOption {
  /** The kind of the constraint. Default `foreignKey`. */
  readonly type?: 'foreignKey' | 'check'
}

export interface ForeignKeyOptions extends AttributesOption, NotValidOption {
  /** What happens to the row when the referenced row is deleted. Default `no action`. */
  readonly onDelete?: ForeignKeyAction
  /** What happens to the row when the referenced key changes. Default `no action`. */
  readonly onUpdate?: ForeignKeyAction
  /** Lets a transaction put the check off: from the start (`deferred`) or when it says so (`immediate`). Default: no. */
  readonly deferrable?: 'immediate' | 'deferred' | 'no' | boolean
  /** `full`: of a key over several columns all are null or none. Default `simple`. */
  readonly match?: 'simple' | 'full'
  /** SQLite: leaves the referenced columns out of the text, which then means the primary key of the other table. */
  readonly implied?: boolean
  /** PostgreSQL schema of the referenced table. Default: the connection's. */
  readonly referentSchema?: string
}

export interface CreateForeignKeyOptions extends ForeignKeyOptions {
  /** PostgreSQL schema of the table that gets the foreign key. Default: the connection's. */
  readonly sourceSchema?: string
}

export interface ExcludeOptions extends SchemaOption {
  /** PostgreSQL's index method. Default `gist`. */
  readonly using?: string
  /** Only rows for which the condition holds exclude each other. */
  readonly where?: SqlText
  /** Checks at the end of each statement (`immediate`) or at the commit (`deferred`). Default: row by row. */
  readonly deferrable?: 'immediate' | 'deferred' | 'no' | boolean
}

export interface DropConstraintOptions extends SchemaOption, IfExistsOption {
  /** What kind of constraint it is; limbeck finds out where it is left out. Alembic's words are understood too. */
  readonly type?: 'primaryKey' | 'unique' | 'foreignKey' | 'check' | 'primary' | 'foreignkey'
}

export interface IndexOptions extends AttributesOption {
  /** Refuses a second row with the same values. Default false. */
  readonly unique?: boolean
  /** Indexes only the rows for which the condition holds. */
  readonly where?: SqlText
  /** PostgreSQL's index method, such as `gin`. Default `btree`. */
  readonly using?: string
  /** PostgreSQL: columns kept in the index besides the indexed ones. */
  readonly include?: readonly string[]
  /** PostgreSQL 15 and later: two NULLs are equal. Default false. */
  readonly nullsNotDistinct?: boolean
}

/** An index that is made on its own. */
export interface CreateIndexOptions extends IndexOptions, IfNotExistsOption {
  /** PostgreSQL: builds the index without blocking writers. The statement runs outside of the transaction. Default false. */
  readonly concurrently?: boolean
}

/** One column of an index, where it needs more than its name. */
export interface IndexPartOptions {
  /** The column; or `expression`. */
  readonly column?: string
  readonly expression?: SqlText
  /** Default `asc`. */
  readonly order?: 'asc' | 'desc'
  /** Where NULL stands. Default: the database's for the order. */
  readonly nulls?: 'first' | 'last'
  /** PostgreSQL's operator class, such as `gin_trgm_ops`. */
  readonly operatorClass?: string
  readonly collation?: string
}

/** A column name, an expression, or either with its order. */
export type IndexPartArgument = string | SqlExpression | IndexPartOptions

export interface DropIndexOptions extends SchemaOption, IfExistsOption {
  /** The table of the index. Limbeck finds it where it is left out. */
  readonly table?: string
  /** PostgreSQL: without blocking writers, outside of the transaction. Default false. */
  readonly concurrently?: boolean
}

/** Changes of one column; what is left out stays as it is. */
export interface ColumnChangeOptions {
  /** The new type, such as `string(255)`. Only the type counts: nullability and default have options of their own. */
  readonly type?: AnyColumn
  /** SQL that turns the old value into one of the new type. Default: a cast. */
  readonly using?: SqlText
  readonly nullable?: boolean
  /** The new default: a literal, or `` sql`…` ``; `null` takes it away. */
  readonly default?: Json | bigint | Date | SqlExpression
  /** Makes the current time the default. */
  readonly defaultNow?: boolean
  /** Makes a random UUID the default. */
  readonly defaultUuid?: boolean
  /** Makes the column an identity column with these options; `null` makes it a plain one. */
  readonly identity?: IdentityOptions | null
  /** Numbers new rows, as `.autoincrement()` does. */
  readonly autoincrement?: boolean
  /** Changes what a generated column is computed from; `null` makes it a plain column that keeps its values. */
  readonly generated?: { readonly as: SqlExpression; readonly stored?: boolean } | null
  /** `null`: the collation of the type. */
  readonly collation?: string | null
  /** `null` takes the comment away. */
  readonly comment?: string | null
  /** What only one database knows, by the names in its page of the manual; `null` is the database's default. */
  readonly attributes?: JsonObject
  /** Renames the column too, after the other changes. */
  readonly newName?: string
  /** Alembic's; not needed, limbeck knows what is there. */
  readonly existingType?: unknown
  /** Alembic's; not needed. */
  readonly existingNullable?: unknown
  /** Alembic's; not needed. */
  readonly existingServerDefault?: unknown
  /** Alembic's; not needed. */
  readonly existingComment?: unknown
  /** Alembic's; not needed. */
  readonly existingAutoincrement?: unknown
}

export interface AlterColumnOptions extends ColumnChangeOptions, SchemaOption {}

export interface CreateEnumOptions extends SchemaOption {
  /** Describes the type in the database, where it keeps comments. */
  readonly comment?: string
}

export interface AddEnumValueOptions extends SchemaOption {
  /** The existing value it goes behind. Default: the last. */
  readonly after?: string
  /** The existing value it goes in front of. */
  readonly before?: string
}

export interface DropEnumValueOptions extends SchemaOption {
  /** What rows and defaults that have the value get instead. Left out: there must be none. */
  readonly replacement?: string
}

export interface AlterTableOptions extends SchemaOption {
  /** SQLite: `auto` (the default) rebuilds the table only where ALTER TABLE cannot do it. Other databases never rebuild. */
  readonly rebuild?: 'auto' | 'always' | 'never'
  /**
   * SQLite: these columns, new ones included, share the places that they have in this order; the others keep theirs. Other
   * databases have no way to move a column and leave them where they are: no comparison looks at the order.
   */
  readonly columnOrder?: readonly string[]
}

/** Which rows `updateInBatches` changes, and how. */
export interface UpdateInBatchesOptions extends SchemaOption {
  /** By column: `` sql`…` `` over the row's own columns, or a value. */
  readonly set: { readonly [column: string]: unknown }
  /** The rows that still have to change. A row that was changed must match no more: that is how a broken-off run goes on. */
  readonly where: SqlText
  /** Rows of one batch. Default 1000. */
  readonly batchSize?: number
}

/** A row to insert: values by column. What is left out or undefined gets the column's default. */
export type InsertedRow = { readonly [column: string]: unknown }
