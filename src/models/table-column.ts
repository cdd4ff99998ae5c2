import type { TableRef } from '../schema/index.ts'
import { hasBrand, tableColumnBrand } from './brands.ts'
import { type IndexPartBuilder, indexPartOf } from './index-part.ts'

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

const methods = {
  asc(this: TableColumn) {
    return indexPartOf(this).asc()
  },
  desc(this: TableColumn) {
    return indexPartOf(this).desc()
  },
  nullsFirst(this: TableColumn) {
    return indexPartOf(this).nullsFirst()
  },
  nullsLast(this: TableColumn) {
    return indexPartOf(this).nullsLast()
  },
  operatorClass(this: TableColumn, name: string) {
    return indexPartOf(this).operatorClass(name)
  },
  collate(this: TableColumn, name: string) {
    return indexPartOf(this).collate(name)
  },
}

export function tableColumn(table: TableRef, name: string): TableColumn {
  return Object.assign(Object.create(methods) as typeof methods, { [tableColumnBrand]: { table, name } })
}

export function isTableColumn(value: unknown): value is TableColumn {
  return hasBrand(value, tableColumnBrand)
}
