import { type Catalog, type DefinedObject, type ObjectId, editCatalog, idOf, keyOf } from '../../../schema/index.ts'
import { namesIn } from './mentions.ts'

/**
 * What views, functions and their like seem to stand on, by the names in their texts, for where no server can say. A name
 * that means something else makes an object step aside in vain, and nothing worse.
 */
export function withTextRequirements(catalog: Catalog): Catalog {
  const objects = [...catalog.looseObjects()].filter((object): object is DefinedObject => object.kind === 'defined')
  const draft = editCatalog(catalog)
  const known = new Map(objects.map((object) => [keyOf(idOf(object)), new Set(object.requires.map(keyOf))]))
  for (const object of objects) {
    const own = keyOf(idOf(object))
    const names = namesIn(
      Object.values(object.attributes)
        .filter((value) => typeof value === 'string')
        .join('\n'),
    )
    const found: ObjectId[] = [...object.requires]
    const add = (id: ObjectId) => {
      if (known.get(own)?.has(keyOf(id)) === true) return
      known.get(own)?.add(keyOf(id))
      found.push(id)
    }
    for (const id of relationsNamed(names, catalog)) add(id)
    for (const other of objects) {
      const key = keyOf(idOf(other))
      const bare = other.name.replace(/\(.*$/s, '')
      if (key !== own && other.on === null && names.has(bare) && known.get(key)?.has(own) !== true) add(idOf(other))
    }
    if (found.length > object.requires.length) draft.put({ ...object, requires: found })
  }
  return draft
}

/** Tables that are named, and the columns of theirs that are. */
function relationsNamed(names: ReadonlySet<string>, catalog: Catalog): readonly ObjectId[] {
  return [...catalog.tables()]
    .filter((table) => names.has(table.name))
    .flatMap((table) => [
      idOf(table),
      ...[...catalog.membersOf(table)].filter(({ kind, name }) => kind === 'column' && names.has(name)).map(idOf),
    ])
}
