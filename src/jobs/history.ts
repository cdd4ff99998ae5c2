import { mentionsCurrent, revisionsInRange } from '../revisions/index.ts'
import type { ProjectContext } from './project-context.ts'
import { readGraph } from './read-graph.ts'
import { readRows } from './read-rows.ts'
import type { RevisionsResult } from './results.ts'
import { RevisionDescriber } from './revision-info.ts'

/** Revisions of a range, newest first. The database is asked only when the range or the caller needs it. */
export async function history(
  project: ProjectContext,
  options: { readonly range?: string; readonly indicateCurrent?: boolean } = {},
): Promise<RevisionsResult> {
  const range = options.range ?? null
  const graph = readGraph(project.config)
  const asks = options.indicateCurrent === true || (range !== null && mentionsCurrent(range))
  const rows = asks ? await readRows(project) : null
  return { revisions: new RevisionDescriber(graph, rows).describeAll(revisionsInRange(graph, range, rows)) }
}
