import type { Attributes, Deferrable } from '../schema/index.ts'
import { hasBrand, tableExtraBrand } from './brands.ts'
import type { ForeignKeyOptions } from './column-state.ts'
import type { IndexPartBuilder } from './index-part.ts'
import type { SqlExpression } from './sql-expression.ts'
import type { TableColumn } from './table-column.ts'

/** A column of the table at hand, `t.status`, or its name. */
export type ColumnName = TableColumn | string

/** What a constraint or index builder has gathered; columns are looked up when the table is built. */
export type TableExtraState =
  | IndexState
  | UniqueState
  | {
      readonly kind: 'check'
      readonly name: string | null
      readonly expression: unknown
      readonly renamedFrom: string | null
      readonly attributes?: Attributes
    }
  | {
      readonly kind: 'primaryKey'
      readonly name: string | null
      readonly columns: readonly unknown[]
      readonly renamedFrom: string | null
      readonly attributes?: Attributes
    }
  | {
      readonly kind: 'foreignKey'
      readonly columns: readonly unknown[]
      readonly references: unknown
      readonly options: ForeignKeyOptions
      readonly renamedFrom: string | null
      readonly attributes?: Attributes
    }

export interface IndexState {
  readonly kind: 'index'
  readonly name: string | null
  readonly unique: boolean
  readonly parts: readonly unknown[]
  readonly where: unknown
  readonly method: string | null
  readonly include: readonly unknown[]
  readonly nullsNotDistinct: boolean
  readonly renamedFrom: string | null
  readonly attributes?: Attributes
}

export interface UniqueState {
  readonly kind: 'unique'
  readonly name: string | null
  readonly columns: readonly unknown[]
  readonly deferrable: Deferrable
  readonly nullsNotDistinct: boolean
  readonly include: readonly unknown[]
  readonly renamedFrom: string | null
  readonly attributes?: Attributes
}

/** A constraint or index in the list that the third argument of `table()` returns. */
export interface TableExtra {
  readonly [tableExtraBrand]: TableExtraState
}

/** A constraint that can say what it was called before. */
export interface RenamableExtra extends TableExtra {
  /** What only one database knows about it, by the names in its page of the manual: `{ notValid: true }`. */
  attributes(attributes: Attributes): RenamableExtra
  /** The name that the constraint had. Autogenerate then renames it. */
  renamedFrom(oldName: string): TableExtra
}

/** An index without its columns yet. */
export interface IndexStart {
  /** What the index holds, in its order: columns, columns with an order (`t.created_at.desc()`), expressions. */
  on(...parts: readonly (ColumnName | IndexPartBuilder | SqlExpression)[]): IndexBuilder
}

/** An index. Immutable: every method returns a new builder. */
export interface IndexBuilder extends TableExtra {
  /** What only one database knows about it, by the names in its page of the manual: `{ notValid: true }`. */
  attributes(attributes: Attributes): IndexBuilder
  /** Indexes only the rows for which the condition is true. */
  where(condition: SqlExpression): IndexBuilder
  /** PostgreSQL's access method, such as `gin`. Default btree. */
  using(method: string): IndexBuilder
  /** Columns kept beside the key for index-only scans (PostgreSQL). */
  include(...columns: readonly ColumnName[]): IndexBuilder
  /** Of a unique index: two NULLs are the same (PostgreSQL 15). */
  nullsNotDistinct(): IndexBuilder
  /** The name that the index had. Autogenerate then renames it. */
  renamedFrom(oldName: string): IndexBuilder
}

/** A unique constraint without its columns yet. */
export interface UniqueStart {
  /** The columns whose values together may stand in one row only. */
  on(...columns: readonly ColumnName[]): UniqueBuilder
}

/** A unique constraint. Immutable: every method returns a new builder. */
export interface UniqueBuilder extends TableExtra {
  /** What only one database knows about it, by the names in its page of the manual: `{ notValid: true }`. */
  attributes(attributes: Attributes): UniqueBuilder
  /** Lets a transaction break the constraint for a while: checked at once (default) or at the commit, unless told otherwise. */
  deferrable(start?: Exclude<Deferrable, 'no'>): UniqueBuilder
  /** Two NULLs are the same (PostgreSQL 15). */
  nullsNotDistinct(): UniqueBuilder
  /** Columns kept beside the key for index-only scans (PostgreSQL). */
  include(...columns: readonly ColumnName[]): UniqueBuilder
  /** The name that the constraint had. Autogenerate then renames it. */
  renamedFrom(oldName: string): UniqueBuilder
}

/** What `foreignKey()` takes. */
export interface ForeignKeyDefinition extends ForeignKeyOptions {
  readonly columns: readonly ColumnName[]
  /** The columns pointed at, in the same order: `() => [users.id, users.team_id]`, columns, or `'users.id'` texts. */
  readonly references: CallableFunction | ColumnName | readonly ColumnName[]
}

/** An index; without a name the naming convention gives one. */
export function index(name?: string): IndexStart {
  return startIndex(name, false)
}

/** An index that refuses a key twice. Unlike a constraint it may be partial and hold expressions. */
export function uniqueIndex(name?: string): IndexStart {
  return startIndex(name, true)
}

/** A unique constraint of one or several columns; without a name the naming convention gives one. */
export function unique(name?: string): UniqueStart {
  return {
    on: (...columns) =>
      uniqueBuilder({
        kind: 'unique',
        name: name ?? null,
        columns,
        deferrable: 'no',
        nullsNotDistinct: false,
        include: [],
        renamedFrom: null,
      }),
  }
}

/** Refuses rows for which the condition is false; without a name the naming convention gives one. */
export function check(condition: SqlExpression): RenamableExtra
export function check(name: string, condition: SqlExpression): RenamableExtra
export function check(first: string | SqlExpression, second?: SqlExpression): RenamableExtra {
  const named = typeof first === 'string'
  return renamable({
    kind: 'check',
    name: named ? first : null,
    expression: named ? second : first,
    renamedFrom: null,
  })
}

/** A primary key of several columns. One column says `.primaryKey()` itself. */
export function primaryKey(definition: {
  readonly columns: readonly ColumnName[]
  readonly name?: string
}): RenamableExtra {
  const { columns, name } = definition
  return renamable({ kind: 'primaryKey', name: name ?? null, columns, renamedFrom: null })
}

/** A foreign key of several columns. One column says `.references()` itself. */
export function foreignKey(definition: ForeignKeyDefinition): RenamableExtra {
  const { columns, references, ...options } = definition
  return renamable({ kind: 'foreignKey', columns, references, options, renamedFrom: null })
}

export function isTableExtra(value: unknown): value is TableExtra {
  return hasBrand(value, tableExtraBrand)
}

function startIndex(name: string | undefined, isUnique: boolean): IndexStart {
  return {
    on: (...parts) =>
      indexBuilder({
        kind: 'index',
        name: name ?? null,
        unique: isUnique,
        parts,
        where: null,
        method: null,
        include: [],
        nullsNotDistinct: false,
        renamedFrom: null,
      }),
  }
}

function indexBuilder(state: IndexState): IndexBuilder {
  return {
    [tableExtraBrand]: state,
    where: (condition) => indexBuilder({ ...state, where: condition }),
    using: (method) => indexBuilder({ ...state, method }),
    include: (...columns) => indexBuilder({ ...state, include: columns }),
    nullsNotDistinct: () => indexBuilder({ ...state, nullsNotDistinct: true }),
    attributes: (attributes) => indexBuilder({ ...state, attributes }),
    renamedFrom: (oldName) => indexBuilder({ ...state, renamedFrom: oldName }),
  }
}

function uniqueBuilder(state: UniqueState): UniqueBuilder {
  return {
    [tableExtraBrand]: state,
    deferrable: (start = 'immediate') => uniqueBuilder({ ...state, deferrable: start }),
    nullsNotDistinct: () => uniqueBuilder({ ...state, nullsNotDistinct: true }),
    include: (...columns) => uniqueBuilder({ ...state, include: columns }),
    attributes: (attributes) => uniqueBuilder({ ...state, attributes }),
    renamedFrom: (oldName) => uniqueBuilder({ ...state, renamedFrom: oldName }),
  }
}

function renamable(state: TableExtraState): RenamableExtra {
  return {
    [tableExtraBrand]: state,
    attributes: (attributes) => renamable({ ...state, attributes }),
    renamedFrom: (oldName) => ({ [tableExtraBrand]: { ...state, renamedFrom: oldName } }),
  }
}
