import { type Operation, applyOperations } from '../../operations/index.ts'
import { type Catalog, type DefinedObject, type ObjectId, type ObjectKey, idOf, keyOf } from '../../schema/index.ts'
import type { Comparer } from '../comparer.ts'
import { standsOn } from '../dependents-in-the-way.ts'
import { dropObject } from '../rules/defined-rule.ts'
import type { Scope } from '../scope.ts'

interface Renames {
  readonly catalog: Catalog
  readonly operations: readonly Operation[]
}

/**
 * Views and the like that stand on what is renamed and are not the same afterwards: they are dropped in front of the
 * renames, so that the way back makes them behind the renames back, when what they name is there again.
 */
export function dependentsOfRenames(
  found: Catalog,
  renames: Renames,
  { wanted, comparer, scope }: { readonly wanted: Catalog; readonly comparer: Comparer; readonly scope: Scope },
): Renames {
  if (renames.operations.length === 0) return renames
  const objects = [...found.looseObjects()].filter(
    (object): object is DefinedObject => object.kind === 'defined' && scope(object),
  )
  if (objects.length === 0) return renames
  const moved = movedBy(renames.operations)
  const aside = new Map<ObjectKey, DefinedObject>()
  for (const object of objects) {
    if (!standsOn(object, moved)) continue
    const now = renames.catalog.get(idOf(followed(object, renames.operations)))
    const counterpart = now === undefined ? undefined : wanted.get(idOf(now))
    const same =
      now !== undefined &&
      counterpart !== undefined &&
      comparer.differences(now, renames.catalog, counterpart, wanted).length === 0
    if (!same) aside.set(keyOf(object), object)
  }
  if (aside.size === 0) return renames
  for (let grew = true; grew;) {
    grew = false
    for (const object of objects) {
      if (aside.has(keyOf(object)) || !standsOn(object, new Set(aside.keys()))) continue
      aside.set(keyOf(object), object)
      grew = true
    }
  }
  const drops = inOrder([...aside.values()]).map(dropObject)
  const operations = [...drops, ...renames.operations]
  return { operations, catalog: applyOperations(found, operations) }
}

/** The keys of what is renamed, under the names in front of all renames. */
function movedBy(operations: readonly Operation[]): ReadonlySet<ObjectKey> {
  const before = new Map<string, string>()
  const keys = new Set<ObjectKey>()
  const add = (id: ObjectId) => keys.add(keyOf(id))
  for (const operation of operations) {
    if (operation.kind === 'renameTable') {
      const { namespace, table, to } = operation
      before.set(`${namespace ?? ''}.${to}`, table)
      add({ kind: 'table', namespace, name: table })
    } else if (operation.kind === 'renameColumn') {
      const { namespace, table, column } = operation
      add({ kind: 'column', namespace, table: before.get(`${namespace ?? ''}.${table}`) ?? table, name: column })
    } else if (operation.kind === 'renameEnum') {
      add({ kind: 'enumType', namespace: operation.namespace, name: operation.name })
    }
  }
  return keys
}

/** A trigger of a renamed table under the table's new name. */
function followed(object: DefinedObject, operations: readonly Operation[]): DefinedObject {
  let { on } = object
  for (const operation of operations) {
    if (operation.kind !== 'renameTable' || operation.namespace !== object.namespace) continue
    if (operation.table === on) on = operation.to
  }
  return { ...object, on }
}

/** Each in front of what it stands on. */
function inOrder(objects: readonly DefinedObject[]): readonly DefinedObject[] {
  const waiting = [...objects]
  const ordered: DefinedObject[] = []
  while (waiting.length > 0) {
    const free = waiting.findIndex((object) => {
      const key = new Set([keyOf(object)])
      return !waiting.some((other) => other !== object && standsOn(other, key))
    })
    ordered.push(...waiting.splice(Math.max(free, 0), 1))
  }
  return ordered
}
