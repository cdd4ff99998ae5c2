import { type EnumType, type EnumTypeOptions, enumType } from './enum-type.ts'
import { schemaRenamedFrom } from './brands.ts'
import { type ColumnMap, type Table, type TableExtras, type TableOptions, table } from './table.ts'

/** Declares tables and enum types in one PostgreSQL schema. */
export interface SchemaModel<Schema extends string> {
  readonly name: Schema
  /** The same as `table()`, in this schema. */
  table<const Name extends string, Columns extends ColumnMap>(
    name: Name,
    columns: Columns,
    extras?: TableExtras<Columns> | Omit<TableOptions, 'schema'>,
    options?: Omit<TableOptions, 'schema'>,
  ): Table<`${Schema}.${Name}`, Columns>
  /** The same as `enumType()`, in this schema. */
  enumType<const Value extends string>(
    name: string,
    values: readonly Value[],
    options?: Omit<EnumTypeOptions<NoInfer<Value>>, 'schema'>,
  ): EnumType<Value>
}

/**
 * Declares tables and enum types in a PostgreSQL schema.
 *
 * @param options.renamedFrom the name that the schema had; autogenerate then renames it
 * @example
 * ```ts
 * const billing = schema('billing')
 * export const invoices = billing.table('invoices', { id: integer().primaryKey() })
 * ```
 */
export function schema<const Schema extends string>(
  name: Schema,
  options: { readonly renamedFrom?: string } = {},
): SchemaModel<Schema> {
  const { renamedFrom } = options
  const own = { schema: name, ...(renamedFrom === undefined ? {} : { [schemaRenamedFrom]: renamedFrom }) }
  return {
    name,
    table: (tableName, columns, extras, options) => {
      const given = { ...(typeof extras === 'object' ? extras : options), ...own }
      const made = table(tableName, columns, typeof extras === 'function' ? extras : given, given)
      // `given` holds the schema, so the table's name has it in front; the compiler loses that on the way.
      return made as unknown as ReturnType<SchemaModel<Schema>['table']> as never
    },
    enumType: (typeName, values, options) => enumType(typeName, values, { ...options, ...own }),
  }
}
