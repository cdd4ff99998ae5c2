import { isLimbeckError } from '../../errors/index.ts'
import { type Operation, applyOperation, applyOperations } from '../../operations/index.ts'
import type { Plan } from '../../plan/index.ts'
import { type RecordedRevision, type Finding, runReview } from '../../review/index.ts'
import {
  type RevisionSource,
  type SqlBody,
  dependenciesOfNewRevision,
  parentsOfNewRevision,
} from '../../revisions/index.ts'
import { type Catalog, type CatalogDraft, editCatalog } from '../../schema/index.ts'
import { type Comparison, compareWithModels, operationInfos, planAnswered } from '../compare/compare-with-models.ts'
import { compareWithHistory } from '../compare/compare-with-history.ts'
import type { NewRevisionOptions } from '../project.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraph } from '../read-graph.ts'
import { planOf, processSource } from './process-source.ts'
import type { NewRevisionResult, RevisionInfo } from '../results.ts'
import { reviewOptions } from '../compare/review.ts'
import { planStatements } from '../run/plan-statements.ts'
import {
  type NewRevision,
  type NewRevisionDraft,
  checkNames,
  formatOf,
  renderDraft,
  sourceOfDraft,
  writeNewRevision,
} from './write-new-revision.ts'

/**
 * Writes the difference between models and database into a new revision, in both directions, and reviews it. Where they
 * agree no file is written. Instead of the database, what the revision files make can be compared.
 *
 * @throws LimbeckError LB6014 when the database is not at the newest revision, LB5002 for questions that nobody answers,
 *   LB5001 and LB5010 for differences that cannot be expressed, LB3xxx for models that cannot be meant
 */
export async function autogenerate(project: ProjectContext, options: NewRevisionOptions): Promise<NewRevisionResult> {
  const { config, onEvent } = project
  // Wrong arguments are refused before anything slow happens.
  checkNames(options)
  const graph = readGraph(config)
  const parents = parentsOfNewRevision(graph, [options.head ?? 'head'], options.splice === true)
  const dependsOn = dependenciesOfNewRevision(graph, options.dependsOn ?? [])
  const comparison =
    options.from === 'revisions'
      ? await compareWithHistory(project)
      : await compareWithModels(project, { atHeads: true, renames: options.renames, decisions: options.decisions })
  const { plan, unmodelled, warnings } = await planAnswered(project, comparison, {
    renames: options.renames ?? [],
    decisions: options.decisions ?? {},
  })
  for (const message of warnings) onEvent({ kind: 'warning', message, hints: [] })
  const hasHooks = config.generation.processRevision !== undefined
  const sources =
    plan.upgrade.length > 0 || hasHooks
      ? await processSource(project, {
          command: 'revision',
          graph,
          source: sourceOfDraft(config, { ...options, parents, dependsOn, plan }),
          comparison,
        })
      : []
  const upgrade = sources.flatMap((one) => one.upgrade ?? [])
  if (upgrade.length === 0)
    return { revision: null, operations: operationInfos(plan.upgrade), findings: [], unmodelled }
  const drafts = draftsOf(sources, comparison, { ...options, parents })
  const findings = await reviewDrafts(project, drafts)
  const revisions: RevisionInfo[] = []
  for (const { draft } of drafts) revisions.push(await writeNewRevision(config, readGraph(config), draft))
  const [revision = null, ...further] = revisions
  const fileOf = new Map(revisions.map(({ id, file }) => [id, file]))
  return {
    revision,
    ...(further.length === 0 ? {} : { further }),
    operations: operationInfos(upgrade),
    findings: findings.map((finding) => ({ ...finding, file: fileOf.get(finding.revision) ?? finding.file })),
    unmodelled,
  }
}

interface PlacedDraft {
  readonly draft: NewRevision
  readonly plan: Plan
  /** The schema in front of it. */
  readonly before: Catalog
}

/** The files of the revisions, each with the schema that the ones in front of it leave. */
function draftsOf(
  sources: readonly RevisionSource[],
  comparison: Comparison,
  options: Pick<NewRevisionDraft, 'parents' | 'versionPath' | 'format'>,
): readonly PlacedDraft[] {
  const { config, found } = comparison
  const state = editCatalog(found)
  return sources.map((source) => {
    const plan = planOf(source)
    const before = state.fork()
    const sql = formatOf(config, options) === 'sql' ? { sql: sqlBodyOf({ ...comparison, found: before }, plan) } : {}
    const draft = renderDraft(config, source, { ...options, ...sql })
    for (const operation of plan.upgrade) applyWhereKnown(state, operation)
    return { draft, plan, before }
  })
}

/** A hook may have put in what cannot be replayed; the warning about it has been given. */
function applyWhereKnown(state: CatalogDraft, operation: Operation): void {
  try {
    applyOperation(state, operation)
  } catch (error) {
    if (!isLimbeckError(error) || error.code !== 'LB5003') throw error
  }
}

/** The statements of a plan for the database that it was made for. */
function sqlBodyOf({ dialect, found, serverVersion }: Comparison, { upgrade, downgrade, irreversible }: Plan): SqlBody {
  const after = applyOperations(found, upgrade)
  return {
    dialect: dialect.name,
    upgrade: planStatements(dialect, found, upgrade, serverVersion),
    downgrade: irreversible.length > 0 ? '' : planStatements(dialect, after, downgrade, serverVersion),
  }
}

async function reviewDrafts(project: ProjectContext, drafts: readonly PlacedDraft[]): Promise<readonly Finding[]> {
  const recorded = drafts.map(({ draft: { source, text }, plan, before }): RecordedRevision => {
    const { id, downRevisions, message } = source
    const downgrade = plan.irreversible.length > 0 ? null : { operations: plan.downgrade, opaque: false, failure: null }
    const upgrade = { operations: plan.upgrade, opaque: false, failure: null }
    return { id, downRevisions, message, file: null, text, upgrade, downgrade, before }
  })
  return runReview(recorded, await reviewOptions(project))
}
