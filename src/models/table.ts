import {
  type Attributes,
  type TableOptions as CatalogTableOptions,
  type Table as CatalogTable,
  type TableRef,
  defaultTableOptions,
} from '../schema/index.ts'
import { type columnBrand, hasBrand, schemaRenamedFrom, tableBrand } from './brands.ts'
import type { columnTyping } from './column-builder.ts'
import type { ColumnState } from './column-state.ts'
import type { AnyColumnTyping } from './column-typing.ts'
import { type TableColumn, tableColumn } from './table-column.ts'
import type { TableExtra } from './table-extras.ts'

/** The columns of a table by their names in the database. */
export interface ColumnMap {
  readonly [name: string]: { readonly [columnBrand]: ColumnState; readonly [columnTyping]: AnyColumnTyping }
}

/** The columns of a table as values: for indexes, constraints and references. */
export type TableColumns<Columns extends ColumnMap> = { readonly [Name in keyof Columns]: TableColumn }

/** Options of {@link table}. */
export interface TableOptions<Schema extends string = string> {
  /** PostgreSQL schema of the table. Default: the connection's. */
  readonly schema?: Schema
  /** Describes the table in the database, where it keeps comments. */
  readonly comment?: string
  /** The name that the table had. Autogenerate then renames it; once done, the option may go. */
  readonly renamedFrom?: string
  /** SQLite: STRICT, so that columns hold only values of their type. */
  readonly strict?: boolean
  /** SQLite: WITHOUT ROWID. */
  readonly withoutRowid?: boolean
  /** PostgreSQL: UNLOGGED, faster and empty after a crash. */
  readonly unlogged?: boolean
  /** PostgreSQL: the tables it inherits from, or the one that it is a partition of; names of another schema as `billing.invoices`. */
  readonly inherits?: readonly (AnyTable | string)[]
  /** PostgreSQL: of a partition, its bound: `FOR VALUES FROM (1) TO (10)`, `DEFAULT`. */
  readonly bound?: string
  /** PostgreSQL: how it is partitioned: `RANGE (created_at)`. */
  readonly partitionBy?: string
  /** What only one database knows about it, by the names in its page of the manual. */
  readonly attributes?: Attributes
  /** Set by `schema()`. */
  readonly [schemaRenamedFrom]?: string
}

/** What `table()` was told. */
export interface TableState {
  readonly namespace: string | null
  readonly name: string
  readonly comment: string | null
  readonly renamedFrom: string | null
  /** The name that its schema had. */
  readonly schemaRenamedFrom: string | null
  readonly options: CatalogTableOptions
  /** What only some tables have, as the catalog says it. */
  readonly more: Pick<CatalogTable, 'inherits' | 'bound' | 'partitionBy' | 'attributes'>
  /** What stands under the columns' names; whether each is a column is checked when the table is built. */
  readonly columns: { readonly [name: string]: unknown }
  /** Lists constraints and indexes; called when the table is built, when every model file has been loaded. */
  readonly extras: ((columns: never) => unknown) | null
}

/** The place of a table's TypeScript types; there is no value behind it. */
export declare const tableTyping: unique symbol

/** The TypeScript types of a table: its name with the schema, where it has one, and its columns. */
export interface TableTyping<Name extends string, Columns extends ColumnMap> {
  readonly name: Name
  readonly columns: Columns
}

/** Any table, without its columns as properties. */
export interface AnyTable {
  readonly [tableBrand]: TableState
  readonly [tableTyping]: TableTyping<string, ColumnMap>
}

interface TableModel<Name extends string, Columns extends ColumnMap> extends AnyTable {
  readonly [tableTyping]: TableTyping<Name, Columns>
}

/**
 * A table: its columns are its properties, everything else stands under a symbol, so that a column may have any name.
 *
 * `Name` is the name with the schema in front, where the table has one: `'billing.invoices'`.
 */
export type Table<Name extends string, Columns extends ColumnMap> = TableModel<Name, Columns> & TableColumns<Columns>

/** `users`, or `billing.users` in a schema. */
export type QualifiedName<Name extends string, Schema extends string> = [Schema] extends [never]
  ? Name
  : `${Schema}.${Name}`

/** The function that lists a table's constraints and indexes. */
export type TableExtras<Columns extends ColumnMap> = (t: TableColumns<Columns>) => readonly TableExtra[]

/**
 * Declares a table: its columns by their names in the database, then its constraints and indexes, then its options.
 *
 * Columns are nullable unless they say `.notNull()` or `.primaryKey()`. What has no name of its own gets one from the
 * naming convention of the configuration. The third argument is called when all model files have been loaded; where a
 * table has no constraints of several columns, the options may stand in its place. Mistakes are reported when limbeck
 * reads the models, with the file.
 *
 * @example
 * ```ts
 * export const crews = table('crews', {
 *   id: uuid().primaryKey().defaultUuid(),
 *   name: string(255).notNull(),
 *   owner_id: integer().references(() => users.id, { onDelete: 'cascade' }),
 * }, (t) => [
 *   unique().on(t.owner_id, t.name),
 *   check('ck_crews_name_not_empty', sql`length(${t.name}) > 0`),
 * ])
 * ```
 */
export function table<const Name extends string, Columns extends ColumnMap, const Schema extends string = never>(
  name: Name,
  columns: Columns,
  extras?: TableExtras<Columns> | TableOptions<Schema>,
  options?: TableOptions<Schema>,
): Table<QualifiedName<Name, Schema>, Columns> {
  const given = (typeof extras === 'function' ? options : (extras ?? options)) ?? {}
  const ref = { namespace: given.schema ?? null, name }
  const state: TableState = {
    ...ref,
    comment: given.comment ?? null,
    renamedFrom: given.renamedFrom ?? null,
    schemaRenamedFrom: given[schemaRenamedFrom] ?? null,
    options: {
      strict: given.strict ?? defaultTableOptions.strict,
      withoutRowid: given.withoutRowid ?? defaultTableOptions.withoutRowid,
      unlogged: given.unlogged ?? defaultTableOptions.unlogged,
    },
    more: moreOf(given),
    columns,
    extras: typeof extras === 'function' ? extras : null,
  }
  const properties = Object.fromEntries(Object.keys(columns).map((column) => [column, tableColumn(ref, column)]))
  // The properties are the keys of `columns`; what stands under `tableTyping` exists for the compiler alone.
  return Object.freeze(Object.assign(properties, { [tableBrand]: state })) as unknown as Table<
    QualifiedName<Name, Schema>,
    Columns
  >
}

function moreOf({ inherits, bound, partitionBy, attributes }: TableOptions): TableState['more'] {
  return {
    ...(inherits === undefined ? {} : { inherits: inherits.map(refOf) }),
    ...(bound === undefined ? {} : { bound }),
    ...(partitionBy === undefined ? {} : { partitionBy }),
    ...(attributes === undefined ? {} : { attributes }),
  }
}

/** A table, or its name with the schema in front where it has one. */
function refOf(parent: AnyTable | string): TableRef {
  if (typeof parent !== 'string') return { namespace: parent[tableBrand].namespace, name: parent[tableBrand].name }
  const [first = '', second] = parent.split('.')
  return second === undefined ? { namespace: null, name: first } : { namespace: first, name: second }
}

export function isTable(value: unknown): value is AnyTable {
  return hasBrand(value, tableBrand)
}
