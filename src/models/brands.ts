/**
 * The marks by which models recognise each other. They are registered symbols: a project's models may come from another
 * copy of the package than the command line, where `instanceof` would lie; and a symbol never collides with a column's name.
 */

export const sqlBrand = Symbol.for('limbeck.model.sql')
export const columnBrand = Symbol.for('limbeck.model.column')
export const enumTypeBrand = Symbol.for('limbeck.model.enumType')
export const tableBrand = Symbol.for('limbeck.model.table')
export const tableColumnBrand = Symbol.for('limbeck.model.tableColumn')
export const indexPartBrand = Symbol.for('limbeck.model.indexPart')
export const definedBrand = Symbol.for('limbeck.model.defined')
export const rightsBrand = Symbol.for('limbeck.model.rights')
/** What `schema()` tells the tables and enum types that it makes: the name that the schema had. */
export const schemaRenamedFrom = Symbol.for('limbeck.model.schemaRenamedFrom')
export const tableExtraBrand = Symbol.for('limbeck.model.tableExtra')

/** Whether a value carries one of the marks. */
export function hasBrand<Brand extends symbol>(
  value: unknown,
  brand: Brand,
): value is { readonly [Key in Brand]: unknown } {
  return ((typeof value === 'object' && value !== null) || typeof value === 'function') && brand in value
}
