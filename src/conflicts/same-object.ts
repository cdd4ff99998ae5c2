import { isDeepStrictEqual } from 'node:util'
import { type Catalog, type CatalogObject, type ObjectKey, idOf, keyOf } from '../schema/index.ts'

/** What never counts: how a name came about, and the CREATE text that a database keeps. */
const uncounted: ReadonlySet<string> = new Set(['nameSource', 'definition'])

/** The attributes in which two objects differ. */
export function differingAttributes(a: CatalogObject, b: CatalogObject): readonly string[] {
  const left = new Map(Object.entries(a))
  const right = new Map(Object.entries(b))
  return [...new Set([...left.keys(), ...right.keys()])].filter(
    (name) => !uncounted.has(name) && !isDeepStrictEqual(left.get(name), right.get(name)),
  )
}

/** Whether two objects are the same; nothing is the same as nothing. */
export function sameObject(a: CatalogObject | undefined, b: CatalogObject | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a === b || differingAttributes(a, b).length === 0
}

/** The ids of what two catalogs do not have in common. The order of tables and columns does not count. */
export function differingObjects(a: Catalog, b: Catalog): readonly CatalogObject[] {
  const left = byKey(a)
  const right = byKey(b)
  return [
    ...[...left].filter(([key, object]) => !sameObject(object, right.get(key))).map(([, object]) => object),
    ...[...right].filter(([key]) => !left.has(key)).map(([, object]) => object),
  ]
}

function byKey(catalog: Catalog): ReadonlyMap<ObjectKey, CatalogObject> {
  return new Map([...catalog.objects()].map((object) => [keyOf(idOf(object)), object]))
}
