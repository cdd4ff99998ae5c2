import type { JsonObject } from '../../../errors/index.ts'
import {
  type CatalogDraft,
  type DefinedObject,
  type ObjectId,
  type TableRef,
  idOf,
  keyOf,
} from '../../../schema/index.ts'
import { type CatalogNames } from '../introspect/catalog-names.ts'
import { type ResultRow, numberAt, textAt, textOrNullAt } from '../introspect/result-row.ts'

/** System catalog and oid → what limbeck knows under it. */
type KnownObjects = Map<string, ObjectId>

/**
 * Puts the rows of the objects query into the catalog, each with what it requires, and tells columns, checks and indexes
 * which of these objects they stand on.
 *
 * @param tables oid → the tables that the catalog has
 */
export function putObjects(
  draft: CatalogDraft,
  rows: { readonly objects: readonly ResultRow[]; readonly dependencies: readonly ResultRow[] },
  names: CatalogNames,
  tables: ReadonlyMap<string, TableRef>,
): void {
  const objects = new Map<string, DefinedObject>()
  const known: KnownObjects = new Map()
  for (const row of rows.objects) {
    const object = readObject(row, names)
    if (object === null) continue
    const key = `${textAt(row, 1)} ${textAt(row, 2)}`
    objects.set(key, object)
    known.set(key, idOf(object))
  }
  for (const [oid, { type }] of names.enums) known.set(`pg_type ${oid}`, idOf(type))
  const find = (catalog: string, oid: string, column: number): readonly ObjectId[] => {
    const table = catalog === 'pg_class' ? tables.get(oid) : undefined
    if (table === undefined) return [known.get(`${catalog} ${oid}`)].filter((id) => id !== undefined)
    const ref = { namespace: table.namespace, name: table.name }
    const name = names.columns.get(oid)?.get(column)
    return [
      { kind: 'table', ...ref },
      ...(name === undefined ? [] : [{ kind: 'column', namespace: ref.namespace, table: ref.name, name } as const]),
    ]
  }
  const requires = new Map<string, ObjectId[]>()
  for (const row of rows.dependencies) {
    const column = numberAt(row, 2)
    const table = textAt(row, 0) === 'pg_class' ? tables.get(textAt(row, 1)) : undefined
    const dependent = table === undefined ? `${textAt(row, 0)} ${textAt(row, 1)}` : `column ${textAt(row, 1)} ${column}`
    const found = find(textAt(row, 3), textAt(row, 4), numberAt(row, 5))
    requires.set(dependent, [...(requires.get(dependent) ?? []), ...found])
  }
  for (const [key, object] of objects) {
    const own = keyOf(object)
    draft.put({ ...object, requires: (requires.get(key) ?? []).filter((id) => keyOf(id) !== own) })
  }
  for (const [dependent, ids] of requires) {
    const [, oid = '', number = ''] = /^column (\d+) (\d+)$/.exec(dependent) ?? []
    const table = tables.get(oid)
    const name = names.columns.get(oid)?.get(Number(number))
    if (table === undefined || name === undefined) continue
    const column = draft.get({ kind: 'column', namespace: table.namespace, table: table.name, name })
    const others = ids.filter((id) => id.kind === 'defined')
    if (column !== undefined && others.length > 0) draft.put({ ...column, requires: others })
  }
}

function readObject(row: ResultRow, names: CatalogNames): DefinedObject | null {
  const owner = textOrNullAt(row, 4)
  const on = owner === null ? null : (names.tables.get(owner)?.name ?? null)
  // A trigger of a table that nobody asked for, such as limbeck's own.
  if (owner !== null && on === null) return null
  const namespace = textOrNullAt(row, 3)
  return {
    kind: 'defined',
    objectType: textAt(row, 0),
    namespace: namespace === null ? null : (names.namespaces.get(namespace) ?? null),
    on,
    name: textAt(row, 5),
    attributes: jsonAt(row, 7),
    comment: textOrNullAt(row, 6),
    facts: jsonAt(row, 8),
    requires: [],
  }
}

function jsonAt(row: ResultRow, index: number): JsonObject {
  const text = textOrNullAt(row, index)
  // The query builds the objects itself.
  return text === null ? {} : (JSON.parse(text) as JsonObject)
}
