import type { ProjectContext } from '../project-context.ts'
import { readGraph } from '../read-graph.ts'
import type { RevisionsResult } from '../results.ts'
import { RevisionDescriber } from './revision-info.ts'

/** The revisions that more than one other follows. */
export async function branches(project: ProjectContext): Promise<RevisionsResult> {
  const graph = readGraph(project.config, project.onEvent)
  return { revisions: new RevisionDescriber(graph, null).describeAll(graph.branchPoints) }
}
