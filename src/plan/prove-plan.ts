import { type Comparer, type Delta, type Scope, compareCatalogs, keysOfDeltas } from '../diff/index.ts'
import { LimbeckError, isLimbeckError } from '../errors/index.ts'
import { type Operation, applyOperations } from '../operations/index.ts'
import type { Catalog } from '../schema/index.ts'
import type { Plan } from './plan.ts'

/**
 * Replays a plan in memory before anybody sees it: upgraded, the database must be what the models say; downgraded, what
 * it was.
 *
 * @throws LimbeckError LB9010 with the objects that differ.
 */
export function provePlan(
  plan: Plan,
  found: Catalog,
  wanted: Catalog,
  options: { readonly comparer: Comparer; readonly scope: Scope },
): void {
  const upgraded = replay(found, plan.upgrade, 'upgrade')
  refuseDifferences(compareCatalogs(upgraded, wanted, options), 'upgrade')
  if (plan.irreversible.length > 0) return
  const downgraded = replay(upgraded, plan.downgrade, 'downgrade')
  refuseDifferences(compareCatalogs(downgraded, found, options), 'downgrade')
}

function replay(catalog: Catalog, operations: readonly Operation[], direction: 'upgrade' | 'downgrade'): Catalog {
  try {
    return applyOperations(catalog, operations)
  } catch (cause) {
    if (!isLimbeckError(cause)) throw cause
    throw new LimbeckError('LB9010', `The ${direction} cannot be replayed: ${cause.message}`, {
      hints: [report],
      details: { direction, ...cause.details },
      cause,
    })
  }
}

function refuseDifferences(deltas: readonly Delta[], direction: 'upgrade' | 'downgrade'): void {
  if (deltas.length === 0) return
  const keys = keysOfDeltas(deltas)
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
