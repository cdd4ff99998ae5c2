import type { Operation } from '../operations/index.ts'
import {
  type Catalog,
  type CatalogObject,
  type Column,
  type ColumnType,
  type DefinedObject,
  type EnumType,
  type ObjectId,
  type ObjectKey,
  columnsComputedFrom,
  displayName,
  idOf,
  keyOf,
  tableKey,
} from '../schema/index.ts'
import type { Delta } from './compare-catalogs.ts'
import { deltasByKey, standingMembers, stepAside } from './members-in-the-way.ts'
import { replaceObject } from './rules/defined-rule.ts'
import { isChangedInPlace } from './rules/attribute-changes.ts'
import type { RuleContext } from './rules/difference-rule.ts'

export interface Dependents {
  /** Objects that stay and still have to step aside, dropped before and created again behind. */
  readonly operations: readonly Operation[]
  /** The keys of these objects: where they change as well, there is nothing left to alter. */
  readonly renewed: ReadonlySet<ObjectKey>
}

/**
 * Views, functions and the like that stand on what is dropped, replaced or changes its type: no database changes a
 * column under a view, or drops a function under a trigger. They are taken down first and put up again behind, and so
 * is what stands on them. `renewedTypes` are made anew for another reason than their difference.
 *
 * @see https://www.postgresql.org/docs/18/ddl-depend.html
 */
export function dependentsInTheWay(
  deltas: readonly Delta[],
  context: RuleContext,
  renewedTypes: ReadonlySet<ObjectKey> = new Set(),
): Dependents {
  const { found, wanted, notes } = context
  const objects = [...found.looseObjects()].filter((object): object is DefinedObject => object.kind === 'defined')
  if (objects.length === 0) return { operations: [], renewed: new Set() }
  const disturbed = new Set<ObjectKey>()
  const settled = new Set<ObjectKey>()
  for (const delta of deltas) {
    if (delta.kind === 'removed') {
      settled.add(keyOf(idOf(delta.object)))
      disturb(delta.object, disturbed)
    } else if (delta.kind === 'changed') {
      const isRenewed = !context.dependentsStay && isRenewedType(delta, renewedTypes)
      if (!isRenewed && !mustStandFree(delta, context)) continue
      disturbed.add(keyOf(idOf(delta.found)))
      settled.add(keyOf(idOf(delta.found)))
      // What is computed from a column is made anew when that changes its type.
      const columns = isRenewed && delta.found.kind === 'enumType' ? columnsOfType(found, delta.found) : [delta.found]
      for (const column of columns) {
        disturbed.add(keyOf(idOf(column)))
        if (column.kind !== 'column') continue
        for (const computed of columnsComputedFrom(found, column)) disturbed.add(keyOf(idOf(computed)))
      }
    }
  }
  const operations: Operation[] = []
  const renewed = new Set<ObjectKey>()
  const members = disturbed.size === 0 ? [] : standingMembers(context)
  const stepped = new Set<ObjectKey>()
  const byKey = deltasByKey(deltas)
  for (let grew = true; grew;) {
    grew = false
    for (const member of members) {
      const key = keyOf(member)
      const under = stepped.has(key) ? undefined : member.requires.find((id) => isDisturbed(id, disturbed))
      if (under === undefined) continue
      stepped.add(key)
      const steps = stepAside(member, under, byKey, context)
      operations.push(...steps)
      // A default is nothing that other objects stand on.
      if (member.kind !== 'column') disturbed.add(key)
      else if (steps.length > 0) renewed.add(key)
      grew = true
    }
    for (const object of objects) {
      const key = keyOf(object)
      if (settled.has(key) || !standsOn(object, disturbed)) continue
      const counterpart = wanted.get(idOf(object))
      if (counterpart?.kind !== 'defined') continue
      settled.add(key)
      disturbed.add(key)
      renewed.add(key)
      operations.push(...replaceObject(object, counterpart))
      grew = true
    }
  }
  for (const object of objects) {
    if (settled.has(keyOf(object)) || wanted.has(object) || goesAlong(object, disturbed)) continue
    const [under] = object.requires.filter((id) => isDisturbed(id, disturbed))
    if (under === undefined) continue
    notes.warnings.push(
      `The ${object.objectType} '${displayName(object)}' stands on '${displayName(under)}', which changes or goes, and no model has it: it stays, and the database may refuse the change.`,
    )
  }
  return { operations, renewed }
}

/** Whether an enum type loses values or their order, or is made anew anyhow: then its columns change to another type. */
function isRenewedType(
  { found, wanted }: Extract<Delta, { kind: 'changed' }>,
  renewed: ReadonlySet<ObjectKey>,
): boolean {
  if (found.kind !== 'enumType' || wanted.kind !== 'enumType') return false
  if (renewed.has(keyOf(idOf(found)))) return true
  return found.values.join('\0') !== wanted.values.filter((value) => found.values.includes(value)).join('\0')
}

function columnsOfType(catalog: Catalog, { namespace, name }: EnumType): readonly Column[] {
  const isOfType = (type: ColumnType): boolean =>
    type.kind === 'array'
      ? isOfType(type.of)
      : type.kind === 'enum' && type.name === name && type.namespace === namespace
  return [...catalog.tables()].flatMap((table) =>
    [...catalog.membersOf(table)].filter(
      (member): member is Column => member.kind === 'column' && isOfType(member.type),
    ),
  )
}

/** A dropped table takes its columns along. */
function disturb(object: CatalogObject, disturbed: Set<ObjectKey>): void {
  disturbed.add(keyOf(idOf(object)))
  if (object.kind === 'table') disturbed.add(`members of ${tableKey(object)}`)
}

/** Whether nothing may stand on it while it changes. */
function mustStandFree(delta: Extract<Delta, { kind: 'changed' }>, context: RuleContext): boolean {
  const { alters, dependentsStay } = context
  const { found, wanted, attributes } = delta
  if (found.kind === 'defined' && wanted.kind === 'defined') return !alters(found, wanted)
  if (dependentsStay) return false
  if (found.kind === 'column')
    return attributes.some((name) => name === 'type' || name === 'generated' || name === 'collation')
  return found.kind !== 'table' && found.kind !== 'namespace' && !isChangedInPlace(delta, context)
}

/** A trigger goes with its table. */
function goesAlong({ namespace, on }: DefinedObject, disturbed: ReadonlySet<ObjectKey>): boolean {
  return on !== null && disturbed.has(tableKey({ namespace, name: on }))
}

/** Whether an object stands on one of these, or on a member of a table that goes. */
export function standsOn(object: DefinedObject, disturbed: ReadonlySet<ObjectKey>): boolean {
  const { namespace, on } = object
  if (on !== null && isOwnedBy(object, disturbed)) return true
  return (
    object.requires.some((id) => isDisturbed(id, disturbed)) ||
    (on !== null && disturbed.has(tableKey({ namespace, name: on })))
  )
}

function isDisturbed(id: ObjectId, disturbed: ReadonlySet<ObjectKey>): boolean {
  if (disturbed.has(keyOf(id))) return true
  if (!('table' in id) || id.table === null) return false
  return disturbed.has(`members of ${tableKey({ namespace: id.namespace, name: id.table })}`)
}

/** Whether it belongs to a view that is taken down. */
function isOwnedBy({ namespace, on }: DefinedObject, disturbed: ReadonlySet<ObjectKey>): boolean {
  return ['view', 'materialized view'].some((objectType) =>
    disturbed.has(keyOf({ kind: 'defined', objectType, namespace, on: null, name: on ?? '' })),
  )
}
