import { downgradeOf } from '../../revisions/index.ts'
import type { PreparedStep } from '../../runtime/index.ts'

/** Refuses a downgrade over a file without a way back before anything has run. */
export function checkSteps(steps: readonly PreparedStep[]): void {
  for (const { step, module } of steps) if (step.direction === 'downgrade') downgradeOf(step.revision, module)
}
