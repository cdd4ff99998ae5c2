import { type Conflict, type ConflictReport, conflictParagraphs } from '../../conflicts/index.ts'
import { LimbeckError } from '../../errors/index.ts'
import { type RevisionNode, parentsOfNewRevision } from '../../revisions/index.ts'
import { conflictError, conflictsBetween } from './conflicts-between.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraph } from '../read-graph.ts'
import type { MergeResult } from '../results.ts'
import { writeByHand } from './write-by-hand.ts'

/**
 * Writes a revision that joins several others, where replaying them in memory shows no conflict.
 *
 * @param options.allowConflicts writes it anyway, with the conflicts as a comment
 * @throws LimbeckError LB2020 when there is only one thing to join and for parents that are no heads, LB2030 with the
 *   conflicts
 */
export async function merge(
  project: ProjectContext,
  options: {
    readonly revisions: readonly string[]
    readonly message?: string
    readonly branchLabel?: string
    readonly revisionId?: string
    readonly splice?: boolean
    readonly allowConflicts?: boolean
  },
): Promise<MergeResult> {
  const graph = readGraph(project.config, project.onEvent)
  const parents = parentsOfNewRevision(graph, options.revisions, options.splice === true)
  if (parents.length < 2) {
    const [only] = parents
    throw new LimbeckError(
      'LB2020',
      `There is nothing to merge: ${options.revisions.join(', ')} is ${only === undefined ? 'no revision' : `just ${only.id}`}.`,
      {
        hints: ['A merge joins two or more revisions: `limbeck heads` lists what could be joined.'],
        details: { revisions: parents.map((parent) => parent.id) },
      },
    )
  }
  const { conflicts, unknowns } = await conflictsBetween(parents, project.config)
  if (conflicts.length > 0 && options.allowConflicts !== true) throw refusal(project, parents, { conflicts, unknowns })
  const draft = {
    ...options,
    message: options.message ?? `Merge ${parents.map((parent) => parent.id).join(' and ')}`,
    parents,
    notes: conflicts.length === 0 ? [] : conflictNotes(conflicts, project.config.folder),
  }
  return { ...(await writeByHand(project, graph, draft, 'merge')), conflicts, unknowns }
}

function refusal(project: ProjectContext, parents: readonly RevisionNode[], report: ConflictReport): LimbeckError {
  const ids = parents.map((parent) => parent.id)
  const [first = '', second = ''] = ids
  return conflictError({
    ...report,
    folder: project.config.folder,
    message: `Automatic merge of ${ids.join(' and ')} failed; fix conflicts and then merge again.`,
    hints: [
      'Edit the file of one side, if that one is not applied anywhere yet: take out or adapt what the other does already.',
      `To have one order and settle it there: \`limbeck rebase ${second} --onto ${first}\`.`,
      `To write the merge anyway, with the conflicts as a comment in it: \`limbeck merge ${ids.join(' ')} --allow-conflicts\`.`,
    ],
  })
}

function conflictNotes(conflicts: readonly Conflict[], folder: string): readonly string[] {
  return ['Written in spite of these conflicts:', ...conflictParagraphs(conflicts, folder)]
}
