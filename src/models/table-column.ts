import type { TableRef } from '../schema/index.ts'
import { hasBrand, tableColumnBrand } from './brands.ts'
import { type IndexPartBuilder, indexPartMethods } from './index-part.ts'

/** A column of a table, as `users.id` gives it: for references, indexes, constraints and `` sql`…` ``. */
export interface TableColumn {
  readonly [tableColumnBrand]: { readonly table: TableRef; readonly name: string }
  /** In an index: ascending order, which is the default. */
  asc(): IndexPartBuilder
  /** In an index: descending order. */
  desc(): IndexPartBuilder
  /** In an index: NULL in front of all values. */
  nullsFirst(): IndexPartBuilder
  /** In an index: NULL behind all values. */
  nullsLast(): IndexPartBuilder
  /** In an index: PostgreSQL's operator class, such as `gin_trgm_ops`. */
  operatorClass(name: string): IndexPartBuilder
  /** In an index: the collation of this part. */
  collate(name: string): IndexPartBuilder
}

export function tableColumn(table: TableRef, name: string): TableColumn {
  const column = Object.create(indexPartMethods) as typeof indexPartMethods & { [tableColumnBrand]?: object }
  column[tableColumnBrand] = { table, name }
  return column as TableColumn
}

export function isTableColumn(value: unknown): value is TableColumn {
  return hasBrand(value, tableColumnBrand)
}
