import type { columnTyping } from './column-builder.ts'
import type { AnyTable, tableTyping } from './table.ts'

type ColumnsOf<Model extends AnyTable> = Model[typeof tableTyping]['columns']
type NameOf<Model extends AnyTable> = Model[typeof tableTyping]['name']
type InsertedOf<Column extends { readonly [columnTyping]: { readonly __insert__: unknown } }> =
  Column[typeof columnTyping]['__insert__']

/** Prints a computed object type as one object in editors. */
type Flat<Row> = { [Name in keyof Row]: Row[Name] } & {}

/**
 * The type of a row that a query gives.
 *
 * The types are those of the driver `pg`. SQLite's drivers give text for timestamps, dates and JSON, numbers for
 * decimals and big integers, and `1` and `0` for booleans.
 *
 * @example
 * ```ts
 * type Crew = Selectable<typeof crews>
 * ```
 */
export type Selectable<Model extends AnyTable> = {
  -readonly [Name in keyof ColumnsOf<Model>]: ColumnsOf<Model>[Name][typeof columnTyping]['__select__']
}

/**
 * The type of a row to insert.
 *
 * Columns that are nullable, have a default or number the rows may be left out; generated columns and identity columns
 * with `always` must be.
 *
 * @example
 * ```ts
 * const crew: Insertable<typeof crews> = { name: 'Research' }
 * ```
 */
export type Insertable<Model extends AnyTable> = Flat<
  {
    -readonly [
      Name in keyof ColumnsOf<Model> as undefined extends InsertedOf<ColumnsOf<Model>[Name]>
        ? never
        : [InsertedOf<ColumnsOf<Model>[Name]>] extends [never]
          ? never
          : Name
    ]: InsertedOf<ColumnsOf<Model>[Name]>
  } & {
    -readonly [
      Name in keyof ColumnsOf<Model> as undefined extends InsertedOf<ColumnsOf<Model>[Name]> ? Name : never
    ]?: InsertedOf<ColumnsOf<Model>[Name]>
  }
>

/**
 * The type of a change to a row: every column may be left out; generated columns and identity columns with `always`
 * cannot be set.
 *
 * @example
 * ```ts
 * const change: Updateable<typeof crews> = { status: 'archived' }
 * ```
 */
export type Updateable<Model extends AnyTable> = {
  -readonly [
    Name in keyof ColumnsOf<Model> as [ColumnsOf<Model>[Name][typeof columnTyping]['__update__']] extends [never]
      ? never
      : Name
  ]?: ColumnsOf<Model>[Name][typeof columnTyping]['__update__']
}

/**
 * The types of all tables of a module, as Kysely wants them: by table name, each column with what is selected, inserted
 * and updated. Other exports of the module are left out.
 *
 * @example
 * ```ts
 * import type * as models from './models/index.ts'
 * const db = new Kysely<Database<typeof models>>({ dialect })
 * ```
 */
export type Database<Models> = {
  -readonly [
    Key in keyof Models as Models[Key] extends AnyTable ? NameOf<Models[Key]> : never
  ]: Models[Key] extends AnyTable ? KyselyTable<Models[Key]> : never
}

type KyselyTable<Model extends AnyTable> = {
  -readonly [Name in keyof ColumnsOf<Model>]: ColumnsOf<Model>[Name][typeof columnTyping]
}
