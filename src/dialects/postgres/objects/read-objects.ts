import type { JsonObject } from '../../../errors/index.ts'
import {
  type CatalogDraft,
  type DefinedObject,
  type MemberKind,
  type ObjectId,
  type TableRef,
  idOf,
  keyOf,
  ownSequence,
  ownSequenceId,
} from '../../../schema/index.ts'
import { type CatalogNames } from '../introspect/catalog-names.ts'
import { type ResultRow, numberAt, textAt, textOrNullAt } from '../introspect/result-row.ts'
import { mentionsOf } from './mentions.ts'
import { objectTypes } from './registry.ts'

interface ObjectRows {
  readonly sequences: readonly ResultRow[]
  readonly objects: readonly ResultRow[]
  readonly dependencies: readonly ResultRow[]
  readonly namespaces: readonly ResultRow[]
}

/** What `pg_constraint.contype`, and `i` for an index, stand for. */
const memberKinds: { readonly [code: string]: MemberKind } = {
  p: 'primaryKey',
  u: 'unique',
  c: 'check',
  f: 'foreignKey',
  i: 'index',
}

/**
 * Puts the rows of the objects query into the catalog, each with what it requires, and tells columns, checks and indexes
 * which of these objects they stand on.
 *
 * @param tables oid → the tables that the catalog has
 */
export function putObjects(
  draft: CatalogDraft,
  rows: ObjectRows,
  names: CatalogNames,
  tables: ReadonlyMap<string, TableRef>,
): void {
  const objects = new Map<string, DefinedObject>()
  /** System catalog and oid → what limbeck knows under it. */
  const known = new Map<string, ObjectId>()
  for (const row of rows.objects) {
    const object = readObject(row, names)
    if (object === null) continue
    const key = `${textAt(row, 1)} ${textAt(row, 2)}`
    // A comment or a setting of something else has its oid.
    const isItself = objectTypes.get(object.objectType)?.standsOn === undefined && !tables.has(textAt(row, 2))
    objects.set(isItself ? key : `${object.objectType} ${key}`, object)
    if (isItself) known.set(key, idOf(object))
  }
  for (const [oid, { type }] of names.enums) known.set(`pg_type ${oid}`, idOf(type))
  for (const row of rows.sequences) {
    const table = tables.get(textAt(row, 2))
    // A sequence of another kind of column is known as an object.
    const key = `pg_class ${textAt(row, 0)}`
    if (table !== undefined && !known.has(key)) known.set(key, ownSequenceId(table.namespace, textAt(row, 12)))
  }
  for (const row of rows.namespaces) {
    const name = names.namespaces.get(textAt(row, 0))
    if (name !== undefined && name !== null) known.set(`pg_namespace ${textAt(row, 0)}`, { kind: 'namespace', name })
  }
  const find = (row: ResultRow): readonly ObjectId[] => {
    const [catalog, oid] = [textAt(row, 3), textAt(row, 4)]
    const table = catalog === 'pg_class' ? tables.get(oid) : undefined
    if (table === undefined) return [known.get(`${catalog} ${oid}`)].filter((id) => id !== undefined)
    const part = memberAt(row, 7, table) ?? columnAt(table, names.columns.get(oid)?.get(numberAt(row, 5)))
    return [{ kind: 'table', namespace: table.namespace, name: table.name }, ...(part === null ? [] : [part])]
  }
  const requires = new Map<string, ObjectId[]>()
  const members = new Map<string, ObjectId>()
  for (const row of rows.dependencies) {
    const oid = textAt(row, 1)
    const table = textAt(row, 0) === 'pg_class' ? tables.get(oid) : undefined
    let dependent = `${textAt(row, 0)} ${oid}`
    if (table !== undefined) {
      const member = memberAt(row, 6, table) ?? columnAt(table, names.columns.get(oid)?.get(numberAt(row, 2)))
      if (member === null) continue
      dependent = keyOf(member)
      members.set(dependent, member)
    }
    const list = requires.get(dependent)
    if (list === undefined) requires.set(dependent, [...find(row)])
    else list.push(...find(row))
  }
  const put: DefinedObject[] = []
  for (const [key, object] of objects) {
    const own = keyOf(object)
    const named = objectTypes.get(object.objectType)?.standsOn?.(object) ?? []
    put.push({
      ...object,
      requires: distinct([...(requires.get(key) ?? []), ...named].filter((id) => keyOf(id) !== own)),
    })
  }
  for (const object of put) draft.put(object)
  for (const [key, id] of members) {
    const member = draft.get(id)
    const own = member?.kind === 'column' ? ownSequence(member) : null
    const others = distinct(
      (requires.get(key) ?? []).filter((one) => one.kind === 'defined' || (one.kind === 'other' && one.name !== own)),
    )
    if (others.length === 0) continue
    if (member?.kind === 'column' || member?.kind === 'check' || member?.kind === 'index')
      draft.put({ ...member, requires: others })
  }
  for (const [object, mentions] of mentionsOf(put, draft)) draft.put({ ...object, mentions })
}

function distinct(ids: readonly ObjectId[]): readonly ObjectId[] {
  return [...new Map(ids.map((id) => [keyOf(id), id])).values()]
}

function memberAt(row: ResultRow, index: number, { namespace, name: table }: TableRef): ObjectId | null {
  const text = textOrNullAt(row, index)
  if (text === null) return null
  const kind = memberKinds[text.charAt(0)]
  return kind === undefined ? null : { kind, namespace, table, name: text.slice(2) }
}

function columnAt({ namespace, name: table }: TableRef, name: string | undefined): ObjectId | null {
  return name === undefined ? null : { kind: 'column', namespace, table, name }
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
