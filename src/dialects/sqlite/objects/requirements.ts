import { type Catalog, type DefinedObject, type ObjectId, editCatalog, idOf, keyOf } from '../../../schema/index.ts'
import { significantTokens, tokenizeSql } from '../../../text/index.ts'
import type { ObjectType } from './object-type.ts'
import { type NamedThings, nameFrom, namedThings } from './named-relations.ts'
import { objectTypes } from './registry.ts'

/** What can be named, by lower-case name. */
type Relations = ReadonlyMap<string, { readonly id: ObjectId; readonly columns: readonly ObjectId[] }>

/**
 * A catalog whose views, triggers and virtual tables say what they stand on. SQLite has no catalog of dependencies, so
 * their texts are read: they may require more than they do (a column of each table that has one of the name), never less.
 */
export function withRequirements(catalog: Catalog): Catalog {
  const objects = [...catalog.looseObjects()].filter((object): object is DefinedObject => object.kind === 'defined')
  if (objects.length === 0) return catalog
  const relations = relationsOf(catalog)
  const draft = editCatalog(catalog)
  for (const object of objects) {
    const ids = new Map(object.requires.map((id) => [keyOf(id), id]))
    for (const id of requirementsOf(object, relations)) ids.set(keyOf(id), id)
    draft.put({ ...object, requires: [...ids.values()] })
  }
  return draft
}

function relationsOf(catalog: Catalog): Relations {
  const relations = new Map<string, { readonly id: ObjectId; readonly columns: readonly ObjectId[] }>()
  for (const object of catalog.looseObjects()) {
    if (object.kind === 'defined' && object.on === null)
      relations.set(object.name.toLowerCase(), { id: idOf(object), columns: [] })
  }
  for (const table of catalog.tables()) {
    const columns = [...catalog.membersOf(table)].filter(({ kind }) => kind === 'column').map(idOf)
    relations.set(table.name.toLowerCase(), { id: idOf(table), columns })
  }
  return relations
}

function requirementsOf(object: DefinedObject, relations: Relations): readonly ObjectId[] {
  const type = objectTypes.get(object.objectType)
  if (type === undefined) return []
  const { relations: named, words, allColumns } = thingsIn(object, type)
  return [...named].flatMap((name) => {
    const relation = relations.get(name)
    if (relation === undefined || keyOf(relation.id) === keyOf(object)) return []
    const columns = relation.columns.filter((id) => allColumns || words.has(id.name.toLowerCase()))
    // The table or view that a trigger belongs to is no requirement of its own, but its columns are.
    const own = object.on !== null && object.on.toLowerCase() === name
    return own ? columns : [relation.id, ...columns]
  })
}

function thingsIn(object: DefinedObject, type: ObjectType): NamedThings {
  const body = type.body(object)
  if (type.namesAnywhere === true) {
    const tokens = significantTokens(tokenizeSql(body, { brackets: true }))
    const words = new Set(
      tokens.filter(({ kind }) => kind === 'word' || kind === 'identifier' || kind === 'string').map(nameFrom),
    )
    return { relations: words, words, allColumns: false }
  }
  const things = namedThings(body)
  if (object.on === null) return things
  return { ...things, relations: new Set([object.on.toLowerCase(), ...things.relations]) }
}
