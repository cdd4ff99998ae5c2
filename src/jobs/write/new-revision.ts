import { dependenciesOfNewRevision, parentsOfNewRevision } from '../../revisions/index.ts'
import type { NewRevisionOptions } from '../project.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraph } from '../read-graph.ts'
import type { NewRevisionResult } from '../results.ts'
import { writeByHand } from './write-by-hand.ts'

/**
 * Writes a new revision: what autogenerate finds, or a file to be filled in by hand.
 *
 * @throws LimbeckError LB2xxx for parents, ids and labels that cannot be meant; what autogenerate throws
 */
export async function newRevision(project: ProjectContext, options: NewRevisionOptions): Promise<NewRevisionResult> {
  if (options.autogenerate === true) return (await import('./autogenerate.ts')).autogenerate(project, options)
  const graph = readGraph(project.config, project.onEvent)
  const parents = parentsOfNewRevision(graph, [options.head ?? 'head'], options.splice === true)
  const draft = { ...options, parents, dependsOn: dependenciesOfNewRevision(graph, options.dependsOn ?? []) }
  return await writeByHand(project, graph, draft, 'revision')
}
