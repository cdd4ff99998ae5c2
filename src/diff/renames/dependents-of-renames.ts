import { type Operation, applyOperations, idBehind, idInFront, renamingOf } from '../../operations/index.ts'
import { type Catalog, type DefinedObject, type ObjectKey, idOf, keyOf } from '../../schema/index.ts'
import type { Comparer } from '../comparer.ts'
import { standsOn } from '../dependents-in-the-way.ts'
import { isRemark } from '../remark.ts'
import { dropObject } from '../rules/defined-rule.ts'
import type { Scope } from '../scope.ts'

interface Renames {
  readonly catalog: Catalog
  readonly operations: readonly Operation[]
}

interface Context {
  readonly wanted: Catalog
  readonly comparer: Comparer
  readonly scope: Scope
  /** Whether the database changes a defined object in place. */
  alters(found: DefinedObject, wanted: DefinedObject): boolean
}

/**
 * Views and the like that stand on what is renamed and are not the same afterwards: they are dropped in front of the
 * renames, so that the way back makes them behind the renames back, when what they name is there again. A routine that
 * changes in place stays: no database reads its body before it runs.
 */
export function dependentsOfRenames(found: Catalog, renames: Renames, context: Context): Renames {
  if (renames.operations.length === 0) return renames
  const objects = [...found.looseObjects()].filter(
    (object): object is DefinedObject => object.kind === 'defined' && context.scope(object),
  )
  if (objects.length === 0) return renames
  const front = idsInFront(renames.operations)
  const moved = new Set<ObjectKey>(front.filter((key) => key !== null))
  const aside = new Map<ObjectKey, DefinedObject>()
  for (const object of objects) {
    if (!isRemark(object) && standsOn(object, moved) && !staysSame(object, renames, context))
      aside.set(keyOf(object), object)
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
  // What is dropped needs no new name: it is made under it.
  const others = renames.operations.filter((_operation, at) => !aside.has(front[at] ?? ''))
  const operations = [...drops, ...others]
  return { operations, catalog: applyOperations(found, operations) }
}

function staysSame(object: DefinedObject, renames: Renames, { wanted, comparer, alters }: Context): boolean {
  const now = renames.catalog.get(idBehind(idOf(object), renames.operations))
  const counterpart = now === undefined ? undefined : wanted.get(idOf(now))
  if (now?.kind !== 'defined' || counterpart?.kind !== 'defined') return false
  if (comparer.differences(now, renames.catalog, counterpart, wanted).length === 0) return true
  return object.name.endsWith(')') && alters(now, counterpart)
}

/** The keys of what is renamed, each as it was in front of all renames; null for what nothing else stands on. */
function idsInFront(operations: readonly Operation[]): readonly (ObjectKey | null)[] {
  return operations.map((operation, at) => {
    const renaming = renamingOf(operation)
    if (renaming === null || renaming.id.kind === 'namespace') return null
    return keyOf(idInFront(renaming.id, operations.slice(0, at)))
  })
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
