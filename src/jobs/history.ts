import { mentionsCurrent, revisionsInRange } from '../revisions/index.ts'
import type { ProjectContext } from './project-context.ts'
import type { HistoryOptions } from './project.ts'
import { readGraph } from './read-graph.ts'
import { readRows } from './read-rows.ts'
import type { RevisionsResult } from './results.ts'
import { RevisionDescriber } from './revision-info.ts'

/** Revisions of a range, newest first. The database is asked only when the range or the caller needs it. */
export async function history(project: ProjectContext, options: HistoryOptions = {}): Promise<RevisionsResult> {
  const range = options.range ?? null
  const graph = readGraph(project.config)
  const asks = options.indicateCurrent === true || (range !== null && mentionsCurrent(range))
  const rows = asks ? await readRows(project) : null
  const nodes = revisionsInRange(graph, range, rows)
  const newest = options.limit === undefined ? nodes : nodes.slice(0, options.limit)
  return { revisions: new RevisionDescriber(graph, rows).describeAll(options.reverse ? newest.toReversed() : newest) }
}
