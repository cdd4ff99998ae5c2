import type { ComparedOperations } from '../../generation/index.ts'
import { applyOperations } from '../../operations/index.ts'
import { type Plan, reverseOperations } from '../../plan/index.ts'
import type { Catalog } from '../../schema/index.ts'

/** A plan with what comparators found around it, in both directions. */
export function withCompared(plan: Plan, { before, after }: ComparedOperations, found: Catalog): Plan {
  if (before.length + after.length === 0) return plan
  const first = reverseOperations(before, found)
  const last = reverseOperations(after, applyOperations(first.after, plan.upgrade))
  return {
    upgrade: [...before, ...plan.upgrade, ...after],
    downgrade: [...last.operations, ...plan.downgrade, ...first.operations],
    losses: [...last.losses, ...plan.losses, ...first.losses],
    irreversible: [...first.irreversible, ...plan.irreversible, ...last.irreversible],
  }
}
