import type { Attributes, ColumnType } from '../schema/index.ts'
import { columnBrand, hasBrand } from './brands.ts'
import type { ColumnState, DefaultState, EnumTypeState, ForeignKeyOptions, IdentityOptions } from './column-state.ts'
import { identityOf } from './identity-of.ts'
import type { BaseTyping, ColumnTyping, Presence } from './column-typing.ts'
import { type SqlExpression, isSqlExpression, toExpression } from './sql-expression.ts'

/** The place of a column's TypeScript types; there is no value behind it. */
export declare const columnTyping: unique symbol

/**
 * A column as models and revision files write it. Immutable: every method returns a new builder.
 *
 * `Base` holds the TypeScript types of the database type, `Null` is `null` while the column is nullable (`never` else),
 * `Inserted` says whether an inserted row must name it.
 */
export class ColumnBuilder<
  Base extends BaseTyping = BaseTyping,
  Null extends null = null,
  Inserted extends Presence = Presence,
> {
  readonly [columnBrand]: ColumnState
  declare readonly [columnTyping]: ColumnTyping<Base, Null, Inserted>

  constructor(state: ColumnState) {
    this[columnBrand] = state
  }

  /** Refuses NULL. */
  notNull(): ColumnBuilder<Base, never, Inserted> {
    return new ColumnBuilder({ ...this[columnBrand], nullable: false })
  }

  /** Allows NULL, which is the default. */
  nullable(): ColumnBuilder<Base, null, Inserted> {
    return new ColumnBuilder({ ...this[columnBrand], nullable: true })
  }

  /**
   * Gives rows that do not name the column a value: a literal that fits the type, or `` sql`…` ``. `null` takes the
   * default away; a JSON null is `` sql`'null'` ``.
   */
  default(value: Base['literal'] | SqlExpression | null): ColumnBuilder<Base, Null, 'optional'> {
    return new ColumnBuilder({ ...this[columnBrand], default: defaultStateOf(value) })
  }

  /** Gives rows that do not name the column the current time. */
  defaultNow(): ColumnBuilder<Base, Null, 'optional'> {
    return new ColumnBuilder({ ...this[columnBrand], default: { kind: 'now' } })
  }

  /** Gives rows that do not name the column a random UUID, made by the database. */
  defaultUuid(): ColumnBuilder<Base, Null, 'optional'> {
    return new ColumnBuilder({ ...this[columnBrand], default: { kind: 'uuid' } })
  }

  /** Makes the column the primary key; it is never NULL. A key of several columns is `primaryKey({ columns })`. */
  primaryKey(name?: string): ColumnBuilder<Base, never, Inserted> {
    return new ColumnBuilder({ ...this[columnBrand], primaryKey: { name: name ?? null } })
  }

  /** Refuses a value that another row has. */
  unique(name?: string): ColumnBuilder<Base, Null, Inserted> {
    const state = this[columnBrand]
    return new ColumnBuilder({ ...state, uniques: [...state.uniques, { name: name ?? null }] })
  }

  /** Adds an index on this column. */
  index(name?: string): ColumnBuilder<Base, Null, Inserted> {
    const state = this[columnBrand]
    return new ColumnBuilder({ ...state, indexes: [...state.indexes, { name: name ?? null }] })
  }

  /** Refuses rows for which the condition is false. */
  check(condition: SqlExpression): ColumnBuilder<Base, Null, Inserted>
  check(name: string, condition: SqlExpression): ColumnBuilder<Base, Null, Inserted>
  check(first: string | SqlExpression, second?: SqlExpression): ColumnBuilder<Base, Null, Inserted> {
    const state = this[columnBrand]
    const one = typeof first === 'string' ? { name: first, expression: second } : { name: null, expression: first }
    return new ColumnBuilder({ ...state, checks: [...state.checks, one] })
  }

  /**
   * Points at a column of a table: `() => users.id`, or its name `'users.id'` or `'billing.users.id'`.
   *
   * The function is called when the models are read, so tables may point at each other and at themselves. Its type is
   * left open on purpose: the compiler would otherwise go in circles there. What it returns is checked at run time.
   */
  references(target: CallableFunction | string, options: ForeignKeyOptions = {}): ColumnBuilder<Base, Null, Inserted> {
    return new ColumnBuilder({ ...this[columnBrand], references: { target, options } })
  }

  /** Numbers new rows: AUTOINCREMENT on SQLite, an identity column on PostgreSQL. Integers only. */
  autoincrement(): ColumnBuilder<Base, never, 'optional'> {
    const identity = { ...identityOf({}), generation: 'auto' } as const
    return new ColumnBuilder({ ...this[columnBrand], identity })
  }

  /** Numbers new rows by an identity column with these options. `always` refuses values given in an INSERT. */
  identity(options: IdentityOptions & { readonly always: true }): ColumnBuilder<Base, never, 'never'>
  identity(options?: IdentityOptions): ColumnBuilder<Base, never, 'optional'>
  identity(options: IdentityOptions = {}): ColumnBuilder<Base, never, 'never' | 'optional'> {
    return new ColumnBuilder({ ...this[columnBrand], identity: identityOf(options) })
  }

  /** Computes the value from other columns of the row. Stored by default; `stored: false` computes it when it is read. */
  generatedAs(
    expression: SqlExpression,
    options: { readonly stored?: boolean } = {},
  ): ColumnBuilder<Base, Null, 'never'> {
    return new ColumnBuilder({ ...this[columnBrand], generated: { expression, stored: options.stored ?? true } })
  }

  /** Sets the collation of a text column. */
  collate(name: string): ColumnBuilder<Base, Null, Inserted> {
    return new ColumnBuilder({ ...this[columnBrand], collation: name })
  }

  /** Describes the column in the database, where it keeps comments. */
  comment(text: string): ColumnBuilder<Base, Null, Inserted> {
    return new ColumnBuilder({ ...this[columnBrand], comment: text })
  }

  /** Says what only one database knows about the column, by the names in its page of the manual: `{ storage: 'external' }`. */
  attributes(attributes: Attributes): ColumnBuilder<Base, Null, Inserted> {
    const state = this[columnBrand]
    return new ColumnBuilder({ ...state, attributes: { ...state.attributes, ...attributes } })
  }

  /** Says that the column had another name. Autogenerate then renames it; once done, the line may go. */
  renamedFrom(oldName: string): ColumnBuilder<Base, Null, Inserted> {
    return new ColumnBuilder({ ...this[columnBrand], renamedFrom: oldName })
  }
}

function defaultStateOf(value: unknown): DefaultState | null {
  if (value === null) return null
  return isSqlExpression(value) ? { kind: 'expression', expression: toExpression(value) } : { kind: 'literal', value }
}

/** A column of a type, with nothing said about it yet. */
export function columnOf<Base extends BaseTyping>(
  type: ColumnType,
  enumType: EnumTypeState | null = null,
): ColumnBuilder<Base, null, 'required'> {
  return new ColumnBuilder({
    type,
    enumType,
    nullable: null,
    default: null,
    primaryKey: null,
    uniques: [],
    indexes: [],
    checks: [],
    references: null,
    identity: null,
    generated: null,
    collation: null,
    comment: null,
    renamedFrom: null,
  })
}

/** Whether a value is a column builder, of this copy of the package or another. */
export function isColumnBuilder(value: unknown): value is ColumnBuilder {
  return hasBrand(value, columnBrand)
}

/** Whether a builder says `.nullable()` itself. */
export function saysNullable(value: unknown): boolean {
  return isColumnBuilder(value) && value[columnBrand].nullable === true
}
