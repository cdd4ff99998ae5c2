import { type CatalogDraft, type Catalog, type EnumType, type TableRef, displayTable } from '../schema/index.ts'
import { similarNames } from '../text/index.ts'
import { requireEnum, stateError } from './catalog-state.ts'
import { columnsOfEnum, enumIn, updateEnumColumns } from './enum-use.ts'
import { enumId } from './touches.ts'

/**
 * An enum type and its values. Where a database has no enum types of its own, its columns still say which they are of:
 * then the values are read from the first of them.
 *
 * @throws LimbeckError LB5003 with near misses when neither the type nor a column of it is known.
 */
export function enumValues(catalog: Catalog, ref: TableRef): readonly string[] {
  const found = catalog.get(enumId(ref))
  if (found?.kind === 'enumType') return found.values
  const [column] = columnsOfEnum(catalog, ref)
  const type = column === undefined ? null : enumIn(column.type)
  return type === null ? requireEnum(catalog, ref).values : type.values
}

/** @throws LimbeckError LB5003 with near misses when the type has no such value. */
export function requireEnumValue(values: readonly string[], ref: TableRef, value: string): void {
  if (values.includes(value)) return
  const [near] = similarNames(value, values)
  const guess = near === undefined ? '.' : `; did you mean '${near}'?`
  throw stateError(`No value '${value}' in enum type '${displayTable(ref)}'${guess}`, enumId(ref))
}

/** @throws LimbeckError LB5003 when the type has the value. */
export function requireFreeEnumValue(values: readonly string[], ref: TableRef, value: string): void {
  if (!values.includes(value)) return
  throw stateError(`Enum type '${displayTable(ref)}' has a value '${value}' already.`, enumId(ref))
}

/** Gives an enum type and every column of it other values; `value` says what becomes of one in a default. */
export function setEnumValues(
  draft: CatalogDraft,
  ref: TableRef,
  values: readonly string[],
  value?: (value: string) => string,
): void {
  const found: EnumType | undefined = draft.get({ kind: 'enumType', namespace: ref.namespace, name: ref.name })
  if (found !== undefined) draft.put({ ...found, values })
  updateEnumColumns(draft, ref, (type) => ({ ...type, values }), value)
}
