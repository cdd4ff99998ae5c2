import { renewUsedEnumTypes } from '../diff/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Catalog } from '../schema/index.ts'
import { foldGroups } from './fold-operations.ts'
import { foldRenames } from './fold-renames.ts'
import { splitAlterations } from './late-alterations.ts'
import { orderOperations } from './order-operations.ts'
import type { Plan } from './plan.ts'
import { reverseOperations } from './reverse-operations.ts'

export interface PlanRequest {
  readonly found: Catalog
  /** Run first, in this order. */
  readonly renames: readonly Operation[]
  /** `found` after the renames. */
  readonly renamed: Catalog
  /** Atomic operations under the new names, in any order. */
  readonly operations: readonly Operation[]
  readonly wanted: Catalog
}

/**
 * Orders operations, folds them, and works out the way back.
 *
 * @throws LimbeckError LB5003 when the catalog is not in a state for one of them, LB9011 when they wait for each other.
 */
export function buildPlan({ found, renames, renamed, operations, wanted }: PlanRequest): Plan {
  // The usual case in a continuous build; ordering reads both catalogs from end to end.
  if (renames.length + operations.length === 0) return { upgrade: [], downgrade: [], losses: [], irreversible: [] }
  const groups = orderOperations(operations, renamed, wanted)
  const back = reverseOperations(
    groups.flatMap((group) => group.operations),
    renamed,
  )
  const { early, late } = splitAlterations(back.operations, renames, found)
  const backGroups = orderOperations(renewUsedEnumTypes(early, back.after), back.after, renamed)
  const renamesBack = reverseOperations(renames, found)
  return {
    upgrade: foldRenames(renames, foldGroups(groups), renamed, 'front'),
    downgrade: [...foldRenames(renamesBack.operations, foldGroups(backGroups), back.after, 'back'), ...late],
    losses: [...renamesBack.losses, ...back.losses],
    irreversible: [...renamesBack.irreversible, ...back.irreversible],
  }
}
