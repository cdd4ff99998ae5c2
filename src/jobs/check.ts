import { compareWithModels, operationInfos, planComparison } from './compare-with-models.ts'
import type { ProjectContext } from './project-context.ts'
import type { DifferenceResult } from './results.ts'

/**
 * What autogenerate would write; nothing when models and database agree. Asks no questions: what may be a rename is
 * listed as dropped and added.
 *
 * @throws LimbeckError LB6014 when the database is not at the newest revision
 */
export async function check(project: ProjectContext): Promise<DifferenceResult> {
  const { plan, unmodelled } = planComparison(await compareWithModels(project, { atHeads: true }))
  return { operations: operationInfos(plan.upgrade), unmodelled }
}
