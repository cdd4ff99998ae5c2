import { type Comparer, type Delta, type Scope, compareCatalogs, objectsOfDeltas } from '../diff/index.ts'
import { LimbeckError, isLimbeckError } from '../errors/index.ts'
import { type Operation, applyOperations } from '../operations/index.ts'
import { type Catalog, type TableRef, idOf, keyOf, tableKey } from '../schema/index.ts'
import type { Plan } from './plan.ts'

export interface Proof {
  readonly plan: Plan
  readonly found: Catalog
  readonly wanted: Catalog
  readonly comparer: Comparer
  readonly scope: Scope
  /** The differences that the plan is made for. Tables without any that the plan leaves alone are not compared again. */
  readonly deltas: readonly Delta[]
}

/**
 * Replays a plan in memory before anybody sees it: upgraded, the database must be what the models say; downgraded, what
 * it was.
 *
 * @throws LimbeckError LB9010 with the objects that differ.
 */
export function provePlan({ plan, found, wanted, comparer, scope, deltas }: Proof): void {
  const differing = new Set(objectsOfDeltas(deltas).map(keyOfTable))
  // What a column of an enum type is compared by may stand in the type.
  const changesTypes = objectsOfDeltas(deltas).some(({ kind }) => kind === 'enumType')
  const upgraded = replay(found, plan.upgrade, 'upgrade')
  const tables = (table: TableRef) => {
    if (changesTypes) return true
    // A table that was made holds the very objects of the models.
    if (upgraded.sharesTable(wanted, table)) return false
    return differing.has(tableKey(table)) || !upgraded.sharesTable(found, table)
  }
  refuseDifferences(compareCatalogs(upgraded, wanted, { comparer, scope, tables }), 'upgrade')
  if (plan.irreversible.length > 0) return
  const downgraded = replay(upgraded, plan.downgrade, 'downgrade')
  const restored = (table: TableRef) => changesTypes || !downgraded.sharesTable(found, table)
  refuseDifferences(compareCatalogs(downgraded, found, { comparer, scope, tables: restored }), 'downgrade')
}

function keyOfTable(object: ReturnType<typeof objectsOfDeltas>[number]): string {
  if (!('table' in object) || object.table === null) return keyOf(idOf(object))
  return tableKey({ namespace: object.namespace, name: object.table })
}

function replay(catalog: Catalog, operations: readonly Operation[], direction: 'upgrade' | 'downgrade'): Catalog {
  try {
    // One by one: a group would try itself out on a copy first.
    return applyOperations(catalog, operations.flatMap(changesOf))
  } catch (cause) {
    if (!isLimbeckError(cause)) throw cause
    throw new LimbeckError('LB9010', `The ${direction} cannot be replayed: ${cause.message}`, {
      hints: [report],
      details: { direction, ...cause.details },
      cause,
    })
  }
}

function changesOf(operation: Operation): readonly Operation[] {
  return operation.kind === 'alterTable' ? operation.changes : [operation]
}

function refuseDifferences(deltas: readonly Delta[], direction: 'upgrade' | 'downgrade'): void {
  if (deltas.length === 0) return
  const keys = objectsOfDeltas(deltas).map((object) => keyOf(idOf(object)))
  const shown = keys.slice(0, 5).map((key) => `'${key}'`)
  const more = keys.length > shown.length ? ` and ${keys.length - shown.length} more` : ''
  const target = direction === 'upgrade' ? 'what the models say' : 'what it was before'
  throw new LimbeckError(
    'LB9010',
    `The ${direction} does not make the database ${target}: ${shown.join(', ')}${more}.`,
    {
      hints: [report],
      details: { direction, objects: [...keys] },
    },
  )
}

const report = 'This is a fault of limbeck. Please report it with the message; write the revision by hand meanwhile.'
