import { readFileSync } from 'node:fs'
import type { ConflictReport } from '../../conflicts/index.ts'
import { LimbeckError, isLimbeckError } from '../../errors/index.ts'
import {
  type FileChange,
  type RebasePlan,
  type RevisionGraph,
  type RevisionId,
  appliedRevisions,
  buildRevisionGraph,
  planRebase,
  replaceFiles,
  rewriteDownRevision,
} from '../../revisions/index.ts'
import { readHeads } from '../../runtime/index.ts'
import { afterWrite } from './after-write.ts'
import { conflictError, conflictsWith } from './conflicts-between.ts'
import type { RebaseOptions } from '../project.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraph } from '../read-graph.ts'
import type { RebaseResult } from '../results.ts'
import { RevisionDescriber } from '../look/revision-info.ts'
import { withDatabase } from '../with-database.ts'

/**
 * Moves a branch behind another head: `downRevision` of its first revision is rewritten, in the file.
 *
 * @throws LimbeckError LB2030 with the conflicts, LB2031 when a revision that would be moved is applied in the database,
 *   LB2032 when there is nothing to move or no way, LB4xxx when the database cannot be reached and `offline` is not set
 */
export async function rebase(project: ProjectContext, options: RebaseOptions = {}): Promise<RebaseResult> {
  const { config } = project
  const graph = readGraph(config)
  const applied = await appliedIn(project, graph, options.offline === true)
  const plan = planRebase(graph, options, applied)
  if (applied !== null) refuseApplied(plan, applied)
  const movedHeads = plan.moved.filter((node) => node.children.length === 0)
  const report = await conflictsWith(plan.onto, movedHeads, config)
  if (report.conflicts.length > 0 && options.allowConflicts !== true) throw refusal(plan, report, config.folder)
  const changes = plan.first.map(({ revision }): FileChange => {
    const before = readFileSync(revision.file)
    return { file: revision.file, before, after: rewriteDownRevision(before, revision, plan.onto.id) }
  })
  const first = new Set(plan.first)
  // Refuses what the graph would not stand, before anything is written.
  const expected = buildRevisionGraph(
    graph.nodes.map((node) => (first.has(node) ? { ...node.revision, downRevisions: [plan.onto.id] } : node.revision)),
  )
  const written = options.dryRun !== true
  if (written) {
    await replaceFiles(changes)
    await afterWrite(
      config,
      changes.map(({ file }) => file),
    )
  }
  const after = written ? readGraph(config) : expected
  return {
    moved: new RevisionDescriber(after, null).describeAll(plan.moved.flatMap(({ id }) => after.byId.get(id) ?? [])),
    onto: plan.onto.id,
    rewritten: plan.first.map(({ revision }) => ({
      revision: revision.id,
      file: revision.file,
      downRevisionsBefore: revision.downRevisions,
      downRevisionsAfter: [plan.onto.id],
    })),
    headsBefore: graph.heads.map((head) => head.id),
    headsAfter: after.heads.map((head) => head.id),
    ...report,
    written,
  }
}

/** The revisions that the configured database has; null where nobody asks it. */
async function appliedIn(
  project: ProjectContext,
  graph: RevisionGraph,
  offline: boolean,
): Promise<ReadonlySet<RevisionId> | null> {
  if (offline || project.config.url === null) {
    project.onEvent({
      kind: 'warning',
      message: `${offline ? 'No database was asked' : 'There is no database URL, so no database was asked'} whether what is moved is applied there.`,
      hints: ['A revision that is applied anywhere must stay where it is: use `limbeck merge` for such branches.'],
    })
    return null
  }
  try {
    const rows = await withDatabase(project, { create: false }, ({ stateTables, dialect, connection }) =>
      readHeads(stateTables.version, dialect, connection),
    )
    return new Set(appliedRevisions(graph, rows))
  } catch (error) {
    if (!isLimbeckError(error)) throw error
    throw new LimbeckError(error.code, error.message, {
      hints: [
        ...error.hints,
        'If nothing of the branch is applied there or anywhere else: `limbeck rebase --offline …` does not ask.',
      ],
      details: error.details,
      cause: error,
    })
  }
}

function refuseApplied(plan: RebasePlan, applied: ReadonlySet<RevisionId>): void {
  const ids = plan.moved.filter(({ id }) => applied.has(id)).map(({ id }) => id)
  const [newest] = ids.toReversed()
  if (newest === undefined) return
  const fork = plan.first.flatMap((node) => node.downRevisions)[0]?.id ?? 'base'
  const heads = plan.moved.filter((node) => node.children.length === 0).map((node) => node.id)
  throw new LimbeckError(
    'LB2031',
    `Revision ${newest} is applied in the database, so it cannot be moved behind ${plan.onto.id}.`,
    {
      hints: [
        `Where that is harmless, take the branch back first: \`limbeck downgrade ${heads[0] ?? newest}@${fork}\`, then rebase and upgrade again.`,
        ...(applied.has(plan.onto.id)
          ? []
          : [`Or move the other branch: \`limbeck rebase ${plan.onto.id} --onto ${heads[0] ?? newest}\`.`]),
        `Or join both: \`limbeck merge ${[plan.onto.id, ...heads].join(' ')}\`.`,
      ],
      details: { applied: ids, onto: plan.onto.id },
    },
  )
}

function refusal(plan: RebasePlan, report: ConflictReport, folder: string): LimbeckError {
  const [branch = ''] = plan.moved.filter((node) => node.children.length === 0).map((node) => node.id)
  return conflictError({
    ...report,
    folder,
    message: `The branch of ${branch} conflicts with ${plan.onto.id}; fix conflicts and then rebase again.`,
    hints: [
      'Edit the files of the branch, which will run second: take out or adapt what the other side does already.',
      `To move it now and edit it then: \`limbeck rebase ${branch} --onto ${plan.onto.id} --allow-conflicts\`.`,
    ],
  })
}
