import type { Json, JsonObject } from '../../errors/index.ts'
import type { Attributes } from '../../schema/index.ts'

/** Reads the attributes that docs/postgresql.md lists. What is of another type than it says counts as missing. */

export interface Attributed {
  readonly attributes?: Attributes
}

export function textAttribute(owner: Attributed, name: string): string | null {
  const value = owner.attributes?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}

export function hasFlag(owner: Attributed, name: string): boolean {
  return owner.attributes?.[name] === true
}

export function textsOf(owner: Attributed, name: string): readonly string[] {
  const value = owner.attributes?.[name]
  return Array.isArray(value) ? value.map(String) : []
}

/** An attribute that is an object, such as storage parameters; empty when it is missing. */
export function objectAttribute(attributes: Attributes | undefined, name: string): JsonObject {
  const value = attributes?.[name]
  // A JSON value that is an object and no array has keys.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

/** Storage parameters as WITH and SET take them; empty where there are none. */
export function storageList(owner: Attributed): string {
  return optionList(objectAttribute(owner.attributes, 'storage'))
}

/** `fillfactor = '70', toast.autovacuum_enabled = 'off'`. */
export function optionList(options: JsonObject): string {
  return Object.entries(options)
    .map(([name, value]) => `${optionName(name)} = '${optionText(value).replaceAll("'", "''")}'`)
    .join(', ')
}

/** A parameter's name goes into SQL as it stands, so it must be one. */
export function optionName(name: string): string {
  return /^(?:toast\.)?[a-z_][a-z0-9_]*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}

function optionText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
