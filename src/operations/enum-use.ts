import type { CatalogDraft, Catalog, Column, ColumnType, TableRef } from '../schema/index.ts'

/** Columns whose type is an enum type, or an array of one. */

type EnumColumnType = Extract<ColumnType, { kind: 'enum' }>

/** The enum type in a column's type, arrays taken off; null when there is none. */
export function enumIn(type: ColumnType): EnumColumnType | null {
  if (type.kind === 'array') return enumIn(type.of)
  return type.kind === 'enum' ? type : null
}

/** Whether two references mean the same enum type. */
function isEnum(type: ColumnType, ref: TableRef): boolean {
  const found = enumIn(type)
  return found !== null && found.namespace === ref.namespace && found.name === ref.name
}

/** Every column of an enum type, in the order of the catalog. */
export function columnsOfEnum(catalog: Catalog, ref: TableRef): readonly Column[] {
  return [...catalog.objects()].filter((object) => object.kind === 'column' && isEnum(object.type, ref)) as Column[]
}

/** Replaces the enum type in a column's type, also within arrays. */
export function replaceEnum(type: ColumnType, replace: (found: EnumColumnType) => EnumColumnType): ColumnType {
  if (type.kind === 'array') return { kind: 'array', of: replaceEnum(type.of, replace) }
  return type.kind === 'enum' ? replace(type) : type
}

/** Changes every column of an enum type: its type, and its default where that is one of the values. */
export function updateEnumColumns(
  draft: CatalogDraft,
  ref: TableRef,
  type: (found: EnumColumnType) => EnumColumnType,
  value: (value: string) => string = (one) => one,
): void {
  for (const column of columnsOfEnum(draft, ref)) {
    draft.put({ ...column, type: replaceEnum(column.type, type), default: replaceInDefault(column, value) })
  }
}

function replaceInDefault(column: Column, value: (value: string) => string): Column['default'] {
  if (column.default?.kind !== 'literal') return column.default
  const literal = column.default.value
  if (typeof literal === 'string' && column.type.kind === 'enum') return { kind: 'literal', value: value(literal) }
  if (!Array.isArray(literal)) return column.default
  return { kind: 'literal', value: literal.map((item: unknown) => (typeof item === 'string' ? value(item) : null)) }
}

/** The values of an enum type that a column's literal default names. */
export function enumValuesInDefault(column: Column): readonly string[] {
  if (enumIn(column.type) === null || column.default?.kind !== 'literal') return []
  const literal = column.default.value
  return (Array.isArray(literal) ? literal : [literal]).filter((one): one is string => typeof one === 'string')
}
