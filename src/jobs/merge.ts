import { LimbeckError } from '../errors/index.ts'
import { parentsOfNewRevision } from '../revisions/index.ts'
import type { ProjectContext } from './project-context.ts'
import { readGraph } from './read-graph.ts'
import type { NewRevisionResult } from './results.ts'
import { draftRevision, writeNewRevision } from './write-new-revision.ts'

/**
 * Writes a revision that joins several others.
 *
 * @throws LimbeckError LB2002 when there is only one thing to join, LB2020 for parents that are no heads
 */
export async function merge(
  project: ProjectContext,
  options: {
    readonly revisions: readonly string[]
    readonly message?: string
    readonly branchLabel?: string
    readonly revisionId?: string
    readonly splice?: boolean
  },
): Promise<NewRevisionResult> {
  const graph = readGraph(project.config)
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
  const draft = draftRevision(project.config, {
    ...options,
    message: options.message ?? `Merge ${parents.map((parent) => parent.id).join(' and ')}`,
    parents,
  })
  const revision = await writeNewRevision(project.config, graph, draft)
  return { revision, operations: [], findings: [], unmodelled: [] }
}
