import {
  type DeclaredRename,
  type DifferenceRequest,
  type Question,
  diffCatalogs,
  noRightsCompared,
} from '../diff/index.ts'
import { buildPlan } from './build-plan.ts'
import type { Plan } from './plan.ts'
import { provePlan } from './prove-plan.ts'
import { withRights } from './with-rights.ts'

export interface PlannedChanges {
  /** Takes everything that `questions` ask about for new: while there are questions it must not be written. */
  readonly plan: Plan
  /** What only a person can tell. Ask, and plan again with the answers as `decisions`. */
  readonly questions: readonly Question[]
  /** What the database has and limbeck does not model, a sentence each. */
  readonly unmodelled: readonly string[]
  /** What may fail when the upgrade meets rows, a sentence each. */
  readonly warnings: readonly string[]
  /** The declared renames that applied; a `--rename` that is not among them names nothing. */
  readonly appliedRenames: readonly DeclaredRename[]
}

/**
 * Autogenerate, without a database and without a file: compares, asks, orders, folds, turns round and proves.
 *
 * @throws LimbeckError LB5001 when a difference cannot be expressed, LB5010 when values cannot be converted, LB5011
 * when a decision makes no sense, LB5003 when something outside of the comparison stands in the way, LB9010 or LB9011
 * when limbeck itself is wrong.
 */
export function planChanges(request: DifferenceRequest): PlannedChanges {
  const { found } = request
  const difference = diffCatalogs(request)
  const { renames, renamed, wanted, operations, notes } = difference
  const built = buildPlan({ found, renames, renamed, operations, wanted })
  const plan: Plan = {
    ...built,
    losses: [...notes.losses, ...built.losses],
    irreversible: [...notes.irreversible, ...built.irreversible],
  }
  if (plan.upgrade.length + difference.deltas.length > 0) provePlan({ ...difference, plan: built, found })
  return {
    plan: withRights(plan, { ...difference, found, settings: request.rights ?? noRightsCompared }, notes.warnings),
    questions: difference.questions,
    unmodelled: difference.unmodelled,
    warnings: notes.warnings,
    appliedRenames: difference.appliedRenames,
  }
}
