import { LimbeckError } from '../../errors/index.ts'
import { type RevisionContext, type RevisionDraft, processRevision, resolveGeneration } from '../../generation/index.ts'
import { type Operation, type TableChange, describeOperation, operationKinds } from '../../operations/index.ts'
import { similarNames } from '../../text/index.ts'
import { type Plan, reverseOperations } from '../../plan/index.ts'
import { type RevisionGraph, type RevisionSource, checkBranchLabel, checkRevisionId } from '../../revisions/index.ts'
import { type Catalog, createCatalog } from '../../schema/index.ts'
import type { Comparison } from '../compare/compare-with-models.ts'
import type { ProjectContext } from '../project-context.ts'
import { operationsText, unprovenChanges } from './unproven-changes.ts'

export interface ProcessRequest {
  readonly command: RevisionContext['command']
  readonly graph: RevisionGraph
  readonly source: RevisionSource
  /** What autogenerate compared; null for a revision to be filled in by hand. */
  readonly comparison: Comparison | null
}

/**
 * Hands a new revision to the configuration's `processRevision`. What autogenerate had proven is proven again where a hook
 * changed it; what can no longer be is a warning.
 *
 * @returns the revisions to write, in order; none when a hook wants no file
 * @throws LimbeckError LB5013 for a hook that fails or answers what it must not
 */
export async function processSource(
  project: ProjectContext,
  request: ProcessRequest,
): Promise<readonly RevisionSource[]> {
  const { config, onEvent } = project
  const { source, comparison, graph } = request
  const hooks = resolveGeneration(config.generation, config.folder).processRevision
  if (hooks.length === 0) return [source]
  const planned = operationsText(planOf(source))
  const drafts = await processRevision(hooks, contextOf(project, request), draftOf(source))
  const sources = drafts.map((draft) => sourceOf(draft, source))
  checkSources(sources, graph)
  if (comparison !== null) {
    for (const message of unprovenChanges(comparison, planned, sources)) {
      onEvent({ kind: 'warning', message, hints: [] })
    }
  }
  return sources
}

/** The operations of a source, with nothing left out. */
export function planOf(source: RevisionSource): Plan {
  const { upgrade = [], downgrade = [], losses = [], irreversible = [] } = source
  // The hooks may change their lists in place.
  return { upgrade: [...upgrade], downgrade: [...downgrade], losses: [...losses], irreversible: [...irreversible] }
}

function contextOf(project: ProjectContext, { command, comparison }: ProcessRequest): RevisionContext {
  const { config } = project
  const found: Catalog | null = comparison?.found ?? null
  return {
    command,
    autogenerate: comparison !== null,
    database: config.databaseName,
    dialect: config.url?.dialect ?? null,
    found,
    wanted: comparison?.wanted ?? null,
    reverse: (operations) => reverseOperations(operations, found ?? createCatalog([])),
    describe: describeOperation,
  }
}

function draftOf(source: RevisionSource): RevisionDraft {
  const { id, downRevisions, branchLabels = [], dependsOn = [], message } = source
  const { upgrade, downgrade, losses, irreversible } = planOf(source)
  return {
    id,
    downRevisions,
    branchLabels,
    dependsOn,
    message,
    upgrade: [...upgrade],
    downgrade: [...downgrade],
    losses: [...losses],
    irreversible: [...irreversible],
  }
}

function sourceOf(draft: RevisionDraft, first: RevisionSource): RevisionSource {
  const notes = draft.id === first.id && first.notes !== undefined ? { notes: first.notes } : {}
  return { ...draft, ...notes, createdAt: first.createdAt }
}

function checkSources(sources: readonly RevisionSource[], graph: RevisionGraph): void {
  const known = new Set(graph.byId.keys())
  for (const { id, branchLabels = [], downRevisions, upgrade = [], downgrade = [] } of sources) {
    checkRevisionId(id, null)
    checkKinds([...upgrade, ...downgrade])
    for (const label of branchLabels) checkBranchLabel(label, null)
    const lost = downRevisions.find((one) => !known.has(one))
    if (lost !== undefined) {
      throw new LimbeckError(
        'LB5013',
        `processRevision wants revision ${id} to follow ${lost}, which does not exist.`,
        {
          hints: ['A revision that a hook adds follows the one in front of it where `downRevisions` is left out.'],
          details: { revision: id, downRevision: lost },
        },
      )
    }
    known.add(id)
  }
}

/** Hooks may be written without types. */
function checkKinds(operations: readonly (Operation | TableChange)[]): void {
  for (const operation of operations) {
    const { kind } = operation
    if (!operationKinds.includes(kind)) {
      const [near] = similarNames(kind, operationKinds)
      throw new LimbeckError(
        'LB5013',
        `processRevision left an operation of the kind '${kind}', which does not exist.`,
        {
          hints: [near === undefined ? `There are: ${operationKinds.join(', ')}.` : `Did you mean '${near}'?`],
          details: { kind },
        },
      )
    }
    if (operation.kind === 'alterTable') checkKinds(operation.changes)
  }
}
