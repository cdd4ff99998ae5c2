import {
  type Catalog,
  type DefinedObject,
  type ObjectId,
  type ObjectKey,
  idOf,
  keyOf,
  tableKey,
} from '../../../schema/index.ts'
import { tokenizeSql } from '../../../text/index.ts'
import { textOf } from './object-type.ts'

/**
 * What the bodies of functions name: tables, views, types and other functions. PostgreSQL looks at a body when the function
 * is made, but does not keep what it names in its dependency catalog unless it is written in SQL-standard form. Good for
 * the order alone. What stands on the function itself is left out, since neither could come first.
 *
 * @see https://www.postgresql.org/docs/18/ddl-depend.html
 */
export function mentionsOf(
  objects: readonly DefinedObject[],
  catalog: Catalog,
): ReadonlyMap<DefinedObject, readonly ObjectId[]> {
  const routines = objects.filter(({ objectType }) => objectType === 'function' || objectType === 'procedure')
  if (routines.length === 0) return new Map()
  const byName = namedObjects(objects, catalog)
  const edges = requirements(objects, catalog)
  const found = new Map<DefinedObject, readonly ObjectId[]>()
  for (const object of routines) {
    const own = keyOf(idOf(object))
    const known = new Set(edges.get(own))
    const mentions: ObjectId[] = []
    for (const name of namesIn(textOf(object, 'definition'))) {
      for (const id of byName.get(name) ?? []) {
        const key = keyOf(id)
        if (key === own || known.has(key) || reaches(key, own, edges)) continue
        known.add(key)
        mentions.push(id)
        edges.set(own, [...(edges.get(own) ?? []), key])
      }
    }
    if (mentions.length > 0) found.set(object, mentions)
  }
  return found
}

/** The names in a text of SQL, those in its strings and dollar quotes too: a body is one of these. */
export function namesIn(sql: string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const token of tokenizeSql(sql)) {
    if (token.kind === 'word') names.add(token.text.toLowerCase())
    else if (token.kind === 'identifier') names.add(token.text.slice(1, -1).replaceAll('""', '"'))
    else for (const [word] of token.text.matchAll(/[\p{L}_][\p{L}\p{N}_$]*/gu)) names.add(word.toLowerCase()).add(word)
  }
  return names
}

const mentioned = new Set([
  'view',
  'materialized view',
  'function',
  'procedure',
  'aggregate',
  'domain',
  'composite type',
  'range type',
  'sequence',
])

function namedObjects(objects: readonly DefinedObject[], catalog: Catalog): ReadonlyMap<string, readonly ObjectId[]> {
  const byName = new Map<string, ObjectId[]>()
  const add = (name: string, id: ObjectId) => {
    const ids = byName.get(name)
    if (ids === undefined) byName.set(name, [id])
    else ids.push(id)
  }
  for (const table of catalog.tables()) add(table.name, idOf(table))
  for (const object of catalog.looseObjects()) if (object.kind === 'enumType') add(object.name, idOf(object))
  for (const object of objects) {
    if (mentioned.has(object.objectType)) add(object.name.replace(/\(.*$/s, ''), idOf(object))
  }
  return byName
}

/** What stands on what, a table as one with its members. */
function requirements(objects: readonly DefinedObject[], catalog: Catalog): Map<ObjectKey, readonly ObjectKey[]> {
  const keyFor = (id: ObjectId) =>
    'table' in id && id.table !== null ? tableKey({ namespace: id.namespace, name: id.table }) : keyOf(id)
  const edges = new Map<ObjectKey, readonly ObjectKey[]>()
  for (const object of objects) edges.set(keyOf(idOf(object)), object.requires.map(keyFor))
  for (const table of catalog.tables()) {
    const required = [...catalog.membersOf(table)].flatMap((member) =>
      'requires' in member ? (member.requires ?? []) : [],
    )
    if (required.length > 0) edges.set(tableKey(table), required.map(keyFor))
  }
  return edges
}

function reaches(from: ObjectKey, to: ObjectKey, edges: ReadonlyMap<ObjectKey, readonly ObjectKey[]>): boolean {
  const seen = new Set([from])
  const waiting = [from]
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (key === to) return true
    for (const next of edges.get(key) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      waiting.push(next)
    }
  }
  return false
}
