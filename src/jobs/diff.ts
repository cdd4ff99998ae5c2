import { type Decisions, type DeclaredRename, openQuestions } from '../diff/index.ts'
import { applyOperation } from '../operations/index.ts'
import { ScriptWriter } from '../runtime/index.ts'
import { editCatalog } from '../schema/index.ts'
import {
  type Comparison,
  compareWithModels,
  operationInfos,
  planComparison,
  refuseStrayRenames,
} from './compare-with-models.ts'
import type { ProjectContext } from './project-context.ts'
import type { DifferenceResult } from './results.ts'

/**
 * What would bring the database to the models, at whatever revision it is. With `onSql` also as statements.
 *
 * @throws LimbeckError LB5002 with `onSql` while it is open whether something was renamed, LB5011 for a given rename
 *   that names nothing
 */
export async function diff(
  project: ProjectContext,
  options: {
    readonly onSql?: (text: string) => void
    readonly renames?: readonly DeclaredRename[]
    readonly decisions?: Decisions
  } = {},
): Promise<DifferenceResult> {
  const comparison = await compareWithModels(project, { atHeads: false })
  const { renames = [], decisions = {} } = options
  const planned = planComparison(comparison, { renames, decisions })
  if (options.onSql !== undefined) {
    // Statements are made to be run, and these would drop what may only have a new name.
    if (planned.questions.length > 0) throw openQuestions(planned.questions)
    writeSql(comparison, planned.plan.upgrade, options.onSql)
  }
  if (planned.questions.length === 0) refuseStrayRenames(renames, planned.appliedRenames)
  return { operations: operationInfos(planned.plan.upgrade), unmodelled: planned.unmodelled }
}

function writeSql(
  { dialect, found }: Comparison,
  operations: ReturnType<typeof planComparison>['plan']['upgrade'],
  write: (text: string) => void,
): void {
  const writer = new ScriptWriter(dialect, write)
  const capabilities = dialect.capabilitiesOf(dialect.script.serverVersion)
  const draft = editCatalog(found)
  for (const operation of operations) {
    for (const statement of dialect.emit(operation, { before: draft.fork(), capabilities })) writer.statement(statement)
    applyOperation(draft, operation)
  }
}
