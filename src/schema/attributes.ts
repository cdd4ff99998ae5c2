import type { JsonObject } from '../errors/index.ts'
import type { Attributes } from './objects.ts'

/** An object with some of its attributes changed: `null` takes one away, and without any left there is no such field. */
export function withAttributes<Owner extends { readonly attributes?: Attributes }>(
  owner: Owner,
  changes: JsonObject,
): Owner {
  const { attributes, ...rest } = owner
  const kept = Object.entries({ ...attributes, ...changes }).filter(([, value]) => value !== null)
  // The field is optional, so an owner without it is an owner.
  return (kept.length === 0 ? rest : { ...rest, attributes: Object.fromEntries(kept) }) as Owner
}
