import type { Json, JsonObject } from '../errors/index.ts'
import { type Catalog, type CatalogObject, tableOf } from '../schema/index.ts'

/** What a dialect says about an object in comparison; see `Dialect.comparable`. */
export type Comparable = (object: CatalogObject, catalog: Catalog) => JsonObject | null

/** Changes which attributes of two objects count as different. */
export type Overrule = (found: CatalogObject, wanted: CatalogObject, attributes: readonly string[]) => readonly string[]

/** Asks the dialect, and keeps what may be asked for again. */
export class Comparer {
  readonly #comparable: Comparable
  readonly #overrule: Overrule | null
  readonly #known = new Map<Catalog, Map<CatalogObject, JsonObject | null>>()

  constructor(comparable: Comparable, overrule: Overrule | null = null) {
    this.#comparable = comparable
    this.#overrule = overrule
  }

  /** The attributes in which two objects differ; none where this database does not have one of them. */
  differences(found: CatalogObject, foundIn: Catalog, wanted: CatalogObject, wantedIn: Catalog): readonly string[] {
    const isSame = isSpelledAlike(found, wanted) && !isNullableKey(found, foundIn) && !isNullableKey(wanted, wantedIn)
    // Nearly all objects of a database are asked for here, once, and nobody asks about them again: they are not kept.
    const attributes = isSame
      ? noAttributes
      : differingAttributes(
          this.#known.get(foundIn)?.get(found) ?? this.#comparable(found, foundIn),
          this.#known.get(wantedIn)?.get(wanted) ?? this.#comparable(wanted, wantedIn),
        )
    return this.#overrule === null ? attributes : this.#overrule(found, wanted, attributes)
  }

  /** The attributes that count, or null when this database has no such thing. */
  attributesOf(object: CatalogObject, catalog: Catalog): JsonObject | null {
    let known = this.#known.get(catalog)
    if (known === undefined) {
      known = new Map()
      this.#known.set(catalog, known)
    }
    const before = known.get(object)
    if (before !== undefined) return before
    const attributes = this.#comparable(object, catalog)
    known.set(object, attributes)
    return attributes
  }

  /** The attributes as text: the same for two objects exactly when they differ in nothing but the name. */
  signatureOf(object: CatalogObject, catalog: Catalog): string {
    return `${object.kind} ${sortedText(this.attributesOf(object, catalog))}`
  }
}

const noAttributes: readonly string[] = []

/** Whether two objects are the same to the letter, so that no dialect needs to be asked. */
function isSpelledAlike(found: CatalogObject, wanted: CatalogObject): boolean {
  // Catalog objects are JSON-safe; interfaces have no index signature to say so.
  return equalJson(found as unknown as Json, wanted as unknown as Json)
}

/** Whether a column takes NULL, but a primary key beside it may say otherwise: it is not told by itself alone. */
function isNullableKey(object: CatalogObject, catalog: Catalog): boolean {
  if (object.kind !== 'column' || !object.nullable) return false
  for (const member of catalog.membersOf(tableOf(object)))
    if (member.kind === 'primaryKey') return member.columns.includes(object.name)
  return false
}

/** The attributes in which two objects differ; none where one side has none. */
export function differingAttributes(found: JsonObject | null, wanted: JsonObject | null): readonly string[] {
  if (found === null || wanted === null) return []
  const differing: string[] = []
  for (const name of Object.keys(found)) if (!equalJson(found[name], wanted[name])) differing.push(name)
  for (const name of Object.keys(wanted)) if (!(name in found)) differing.push(name)
  return differing
}

/** Whether two JSON values are the same; the order of keys does not count. */
export function equalJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (isList(a) || isList(b)) {
    if (!isList(a) || !isList(b) || a.length !== b.length) return false
    return a.every((item, place) => equalJson(item, b[place]))
  }
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  for (const key of keys) {
    // Most values are the very same; asking here spares the call.
    if (a[key] !== b[key] && !(key in b && equalJson(a[key], b[key]))) return false
  }
  return true
}

function sortedText(value: Json | undefined): string {
  if (value === undefined || value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (isList(value)) return `[${value.map(sortedText).join(',')}]`
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${sortedText(value[key])}`)
  return `{${entries.join(',')}}`
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
