import { openQuestions } from '../../diff/index.ts'
import { compareWithModels, operationInfos, planComparison, refuseStrayRenames } from './compare-with-models.ts'
import { planStatements } from '../run/plan-statements.ts'
import type { DiffOptions } from '../project.ts'
import type { ProjectContext } from '../project-context.ts'
import type { DifferenceResult } from '../results.ts'

/**
 * What would bring the database to the models, at whatever revision it is, or any source to any other. With `onSql` also as
 * statements.
 *
 * @throws LimbeckError LB5002 with `onSql` while it is open whether something was renamed, LB5011 for a given rename
 *   that names nothing
 */
export async function diff(project: ProjectContext, options: DiffOptions = {}): Promise<DifferenceResult> {
  const { from = 'database', to = 'models' } = options
  if (from !== 'database' || to !== 'models') {
    const { diffSources } = await import('../sources/diff-sources.ts')
    const { renames = [], decisions = {}, onSql, cwd = project.config.folder } = options
    return await diffSources(project, { from, to, cwd, onSql, renames, decisions })
  }
  const { renames = [], decisions = {} } = options
  const comparison = await compareWithModels(project, { atHeads: false, renames, decisions })
  const planned = planComparison(comparison, { renames, decisions })
  if (options.onSql !== undefined) {
    // Statements are made to be run, and these would drop what may only have a new name.
    if (planned.questions.length > 0) throw openQuestions(planned.questions)
    options.onSql(planStatements(comparison.dialect, comparison.found, planned.plan.upgrade, comparison.serverVersion))
  }
  if (planned.questions.length === 0) refuseStrayRenames(renames, planned.appliedRenames)
  return { operations: operationInfos(planned.plan.upgrade), unmodelled: planned.unmodelled }
}
