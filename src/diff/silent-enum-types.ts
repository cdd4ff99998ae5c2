import type { Operation } from '../operations/index.ts'
import { type Catalog, type ColumnType, type EnumType, type ObjectKey, idOf, keyOf } from '../schema/index.ts'
import type { Delta } from './compare-catalogs.ts'
import type { Comparer } from './comparer.ts'
import { enumValueOperations } from './rules/enum-type-rule.ts'
import type { Scope } from './scope.ts'

export interface SilentEnumTypes {
  readonly operations: readonly Operation[]
  /** The deltas without what the operations do already. */
  readonly deltas: readonly Delta[]
}

/**
 * Enum types that this database does not know as such, but others that run the same revisions do. Their columns tell
 * what they are: a type is new when every column of it is new or becomes one, and its values changed when its columns
 * say so. The operations cost little here and are needed there.
 */
export function silentEnumTypes(
  deltas: readonly Delta[],
  found: Catalog,
  wanted: Catalog,
  options: { readonly comparer: Comparer; readonly scope: Scope },
): SilentEnumTypes {
  const silent = new Map<ObjectKey, EnumType>()
  for (const object of wanted.objects()) {
    if (object.kind !== 'enumType' || !options.scope(object)) continue
    if (options.comparer.attributesOf(object, wanted) === null) silent.set(keyOf(idOf(object)), object)
  }
  if (silent.size === 0) return { operations: [], deltas }
  const foundValues = valuesInColumns(found)
  const foundOrKept = keptColumns(deltas, wanted)
  const used = enumsOfColumns(wanted)
  const operations: Operation[] = []
  for (const [key, enumType] of silent) {
    const values = found.get({ ...enumType, kind: 'enumType' })?.values ?? foundValues.get(key)
    if (values !== undefined) operations.push(...enumValueOperations({ ...enumType, values }, enumType))
    else if (used.has(key) && !foundOrKept.has(key)) operations.push({ kind: 'createEnum', enumType })
  }
  return { operations, deltas: deltas.flatMap((delta) => withoutValues(delta, silent)) }
}

/** The values of enum types as the columns of a catalog have them. */
function valuesInColumns(catalog: Catalog): ReadonlyMap<ObjectKey, readonly string[]> {
  const values = new Map<ObjectKey, readonly string[]>()
  for (const object of catalog.objects()) {
    const type = object.kind === 'column' ? enumIn(object.type) : null
    if (type !== null && type.values.length > 0) values.set(enumKey(type), type.values)
  }
  return values
}

/** Enum types with a column that was there before, and of this type. */
function keptColumns(deltas: readonly Delta[], wanted: Catalog): ReadonlySet<ObjectKey> {
  const fresh = new Set<ObjectKey>()
  for (const delta of deltas) {
    if (delta.kind === 'added') fresh.add(keyOf(idOf(delta.object)))
    if (delta.kind === 'changed' && delta.attributes.includes('type')) fresh.add(keyOf(idOf(delta.wanted)))
  }
  const kept = new Set<ObjectKey>()
  for (const object of wanted.objects()) {
    const type = object.kind === 'column' ? enumIn(object.type) : null
    if (type === null || object.kind !== 'column' || fresh.has(keyOf(idOf(object)))) continue
    if (!fresh.has(keyOf({ kind: 'table', namespace: object.namespace, name: object.table }))) kept.add(enumKey(type))
  }
  return kept
}

function enumsOfColumns(catalog: Catalog): ReadonlySet<ObjectKey> {
  const used = new Set<ObjectKey>()
  for (const object of catalog.objects()) {
    const type = object.kind === 'column' ? enumIn(object.type) : null
    if (type !== null) used.add(enumKey(type))
  }
  return used
}

/** A column of the same enum type on both sides changes with its type. */
function withoutValues(delta: Delta, silent: ReadonlyMap<ObjectKey, EnumType>): readonly Delta[] {
  if (delta.kind !== 'changed' || delta.found.kind !== 'column' || delta.wanted.kind !== 'column') return [delta]
  const before = enumIn(delta.found.type)
  const after = enumIn(delta.wanted.type)
  if (before === null || after === null || enumKey(before) !== enumKey(after) || !silent.has(enumKey(after))) {
    return [delta]
  }
  if (delta.found.type.kind !== delta.wanted.type.kind) return [delta]
  const attributes = delta.attributes.filter((attribute) => attribute !== 'type')
  return attributes.length === 0 ? [] : [{ ...delta, attributes }]
}

type EnumColumnType = Extract<ColumnType, { kind: 'enum' }>

function enumIn(type: ColumnType): EnumColumnType | null {
  if (type.kind === 'array') return enumIn(type.of)
  return type.kind === 'enum' ? type : null
}

function enumKey(type: EnumColumnType): ObjectKey {
  return keyOf({ kind: 'enumType', namespace: type.namespace, name: type.name })
}
