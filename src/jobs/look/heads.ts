import type { ProjectContext } from '../project-context.ts'
import { readGraph } from '../read-graph.ts'
import type { RevisionsResult } from '../results.ts'
import { RevisionDescriber } from './revision-info.ts'

/** The revisions that none follows; with `resolveDependencies` only those that none depends on either. */
export async function heads(
  project: ProjectContext,
  options: { readonly resolveDependencies?: boolean } = {},
): Promise<RevisionsResult> {
  const graph = readGraph(project.config, project.onEvent)
  const nodes = options.resolveDependencies === true ? graph.realHeads : graph.heads
  return { revisions: new RevisionDescriber(graph, null).describeAll(nodes) }
}
