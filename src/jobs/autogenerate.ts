import { applyOperations } from '../operations/index.ts'
import type { Plan } from '../plan/index.ts'
import { type RecordedRevision, type Finding, runReview } from '../review/index.ts'
import { type SqlBody, dependenciesOfNewRevision, parentsOfNewRevision } from '../revisions/index.ts'
import { type Comparison, compareWithModels, operationInfos, planAnswered } from './compare-with-models.ts'
import type { NewRevisionOptions } from './project.ts'
import type { ProjectContext } from './project-context.ts'
import { readGraph } from './read-graph.ts'
import type { NewRevisionResult } from './results.ts'
import { reviewOptions } from './review.ts'
import { planStatements } from './plan-statements.ts'
import { type NewRevision, draftRevision, formatOf, writeNewRevision } from './write-new-revision.ts'

/**
 * Writes the difference between models and database into a new revision, in both directions, and reviews it. Where they
 * agree no file is written.
 *
 * @throws LimbeckError LB6014 when the database is not at the newest revision, LB5002 for questions that nobody answers,
 *   LB5001 and LB5010 for differences that cannot be expressed, LB3xxx for models that cannot be meant
 */
export async function autogenerate(project: ProjectContext, options: NewRevisionOptions): Promise<NewRevisionResult> {
  const { config, onEvent } = project
  // Wrong arguments are refused before anything slow happens.
  const graph = readGraph(config)
  const parents = parentsOfNewRevision(graph, [options.head ?? 'head'], options.splice === true)
  const dependsOn = dependenciesOfNewRevision(graph, options.dependsOn ?? [])
  const comparison = await compareWithModels(project, { atHeads: true })
  const { plan, unmodelled, warnings } = await planAnswered(project, comparison, {
    renames: options.renames ?? [],
    decisions: options.decisions ?? {},
  })
  for (const message of warnings) onEvent({ kind: 'warning', message, hints: [] })
  if (plan.upgrade.length === 0) return { revision: null, operations: [], findings: [], unmodelled }
  const draft = draftRevision(config, {
    ...options,
    parents,
    dependsOn,
    plan,
    ...(formatOf(config, options) === 'sql' ? { sql: sqlBodyOf(comparison, plan) } : {}),
  })
  const findings = await reviewDraft(project, comparison, draft, plan)
  const revision = await writeNewRevision(config, graph, draft)
  return {
    revision,
    operations: operationInfos(plan.upgrade),
    findings: findings.map((finding) => ({ ...finding, file: revision.file })),
    unmodelled,
  }
}

/** The statements of a plan for the database that it was made for. */
function sqlBodyOf({ dialect, found }: Comparison, { upgrade, downgrade, irreversible }: Plan): SqlBody {
  const after = applyOperations(found, upgrade)
  return {
    dialect: dialect.name,
    upgrade: planStatements(dialect, found, upgrade),
    downgrade: irreversible.length > 0 ? '' : planStatements(dialect, after, downgrade),
  }
}

async function reviewDraft(
  project: ProjectContext,
  { found }: Comparison,
  { source, text }: NewRevision,
  plan: Plan,
): Promise<readonly Finding[]> {
  const recorded: RecordedRevision = {
    id: source.id,
    downRevisions: source.downRevisions,
    message: source.message,
    file: null,
    text,
    upgrade: { operations: plan.upgrade, opaque: false, failure: null },
    downgrade: plan.irreversible.length > 0 ? null : { operations: plan.downgrade, opaque: false, failure: null },
    before: found,
  }
  return runReview([recorded], await reviewOptions(project))
}
