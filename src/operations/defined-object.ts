import { LimbeckError, fault } from '../errors/index.ts'
import { type Catalog, type DefinedObject, type ObjectId, type TableRef, displayName, keyOf } from '../schema/index.ts'
import { similarNames } from '../text/index.ts'
import { stateError } from './catalog-state.ts'
import type { CreateObject, OnObject } from './data.ts'
import { changes, makes, namespaceIds, needs, releases, removes, tableId } from './touches.ts'
import type { Touch } from './definition.ts'

/** What the operations on defined objects share: their identity, what they stand on, and how they are found. */

export type DefinedId = Extract<ObjectId, { kind: 'defined' }>

export function definedId({ objectType, namespace, on, name }: OnObject): DefinedId {
  return { kind: 'defined', objectType, namespace, on, name }
}

/** As people say it: `view active_users`, `trigger users.touch`. */
export function describeObject(op: OnObject): string {
  return `${op.objectType} ${displayName(definedId(op))}`
}

/** @throws LimbeckError LB5003 with near misses when there is no such object. */
export function requireObject(catalog: Catalog, op: OnObject): DefinedObject {
  const found = catalog.get(definedId(op))
  if (found !== undefined) return found
  const known = [...catalog.looseObjects()].flatMap((object) =>
    object.kind === 'defined' && object.objectType === op.objectType ? [displayName(object)] : [],
  )
  const name = displayName(definedId(op))
  const near = similarNames(name, known)
  const guess = near.length === 0 ? '.' : `; did you mean ${near.map((one) => `'${one}'`).join(' or ')}?`
  throw stateError(`No ${op.objectType} '${name}' in the catalog${guess}`, definedId(op))
}

/** The triggers, policies and rules of a table or view. */
export function objectsOn(catalog: Catalog, ref: TableRef): readonly DefinedObject[] {
  const objects: DefinedObject[] = []
  for (const object of catalog.looseObjects()) {
    if (object.kind === 'defined' && object.on === ref.name && object.namespace === ref.namespace) objects.push(object)
  }
  return objects
}

/** The table or view that it belongs to, as an id. Which of the two it is, the catalog knows. */
function ownerOf({ namespace, on }: OnObject, catalog: Catalog): readonly ObjectId[] {
  if (on === null) return []
  const table = tableId({ namespace, name: on })
  if (catalog.has(table)) return [table]
  for (const object of catalog.looseObjects()) {
    if (object.kind === 'defined' && object.on === null && object.namespace === namespace && object.name === on)
      return [definedId(object)]
  }
  return [table]
}

export function touchesOfCreating({ object }: CreateObject, before: Catalog): readonly Touch[] {
  return [
    ...namespaceIds(object.namespace).map(needs),
    ...ownerOf(object, before).map(needs),
    ...object.requires.map(needs),
    ...(object.mentions ?? []).map(needs),
    makes(definedId(object)),
  ]
}

export function touchesOfDropping(op: OnObject, before: Catalog): readonly Touch[] {
  return [
    ...namespaceIds(op.namespace).map(releases),
    ...ownerOf(op, before).map(releases),
    ...(before.get(definedId(op))?.requires ?? []).map(releases),
    ...(before.get(definedId(op))?.mentions ?? []).map(releases),
    removes(definedId(op)),
  ]
}

export function touchesOfAltering(op: OnObject, before: Catalog, after: readonly ObjectId[]): readonly Touch[] {
  const known = new Set(after.map((id) => keyOf(id)))
  const left = (before.get(definedId(op))?.requires ?? []).filter((id) => !known.has(keyOf(id)))
  return [...after.map(needs), ...left.map(releases), changes(definedId(op))]
}

/** LB5014: a type of object that a database does not have, with the ones that it has. */
export function unknownObjectType(database: string, object: OnObject, types: Iterable<string>): LimbeckError {
  const known = [...types]
  const name = displayName(definedId(object))
  const { objectType } = object
  const [near] = similarNames(objectType, known)
  return new LimbeckError(
    'LB5014',
    `${database} has no objects of the type '${objectType}', such as '${name}' should be.`,
    {
      hints: [
        ...(near === undefined ? [] : [`Did you mean '${near}'?`]),
        `Types are ${known.map((one) => `'${one}'`).join(', ')}. Write anything else with \`op.execute(…)\`, where \`op.dialect\` says that it is wanted.`,
      ],
      details: { objectType, name },
    },
  )
}

/** Every dialect writes the statements of what not all of them have. */
export function noStatementsFor(what: string): never {
  throw fault(`The dialect has no statements for: ${what}`)
}

/** Every dialect writes the statements of its own types of objects. */
export function noStatements(op: OnObject): never {
  throw fault(`The dialect has no statements for ${describeObject(op)}`)
}
