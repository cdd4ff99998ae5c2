import type { ColumnDefault, ColumnType, EnumType, TableRef } from '../../../schema/index.ts'

/** What the rows of the other queries are resolved with: oids and column numbers to names. */
export interface CatalogNames {
  /** Namespace oid → name, null for the default one. */
  readonly namespaces: ReadonlyMap<string, string | null>
  /** Table oid → table, for every relation in scope and what foreign keys point at. */
  readonly tables: ReadonlyMap<string, TableRef>
  /** Table oid → column number → name. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<number, string>>
  /** Table oid → column number → oid of a collation that is not the type's own. */
  readonly columnCollations: ReadonlyMap<string, ReadonlyMap<number, string>>
  /** Oid of an enum type or of its array type → the enum. */
  readonly enums: ReadonlyMap<string, { readonly type: EnumType; readonly isArray: boolean }>
  readonly collations: ReadonlyMap<string, string>
  /** Operator class oid → its name, and whether it is the default of its type. */
  readonly operatorClasses: ReadonlyMap<string, { readonly name: string; readonly isDefault: boolean }>
  /** Types by their text, and defaults by text and type, so that a thousand equal columns are parsed once. */
  readonly parsed: { readonly types: Map<string, ColumnType>; readonly defaults: Map<string, ColumnDefault | null> }
}

/** The names of columns by their numbers; a number without a name (a system column) is left out. */
export function columnNames(names: CatalogNames, table: string, numbers: readonly number[]): readonly string[] {
  const columns = names.columns.get(table)
  return numbers.map((number) => columns?.get(number)).filter((name) => name !== undefined)
}
