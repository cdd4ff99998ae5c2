import { mentionsCurrent, revisionsInRange } from '../../revisions/index.ts'
import { readFinishedRuns, readHeads } from '../../runtime/index.ts'
import type { ProjectContext } from '../project-context.ts'
import type { HistoryOptions } from '../project.ts'
import { readGraph } from '../read-graph.ts'
import { readRows } from './read-rows.ts'
import type { RevisionsResult } from '../results.ts'
import { RevisionDescriber } from './revision-info.ts'
import { runInfo } from './run-info.ts'
import { withDatabase } from '../with-database.ts'

/** Revisions of a range, newest first. The database is asked only when the range or the caller needs it. */
export async function history(project: ProjectContext, options: HistoryOptions = {}): Promise<RevisionsResult> {
  const range = options.range ?? null
  const graph = readGraph(project.config, project.onEvent)
  const asks = options.indicateCurrent === true || (range !== null && mentionsCurrent(range))
  const found = !asks
    ? null
    : options.runs === true
      ? await readRowsAndRuns(project)
      : { rows: await readRows(project) }
  const rows = found?.rows ?? null
  const nodes = revisionsInRange(graph, range, rows)
  const newest = options.limit === undefined ? nodes : nodes.slice(0, options.limit)
  const ordered = options.reverse ? newest.toReversed() : newest
  const revisions = new RevisionDescriber(graph, rows).describeAll(ordered)
  const runs = found !== null && 'runs' in found ? found.runs : null
  if (runs === null) return { revisions }
  return {
    revisions: revisions.map((revision) => {
      const entry = revision.isApplied === true ? runs.get(revision.id) : undefined
      return { ...revision, appliedBy: entry === undefined ? null : runInfo(entry, graph) }
    }),
  }
}

/** The rows of the version table, and the last finished run of every revision. */
async function readRowsAndRuns(project: ProjectContext) {
  return await withDatabase(project, { create: false }, async (context) => ({
    rows: await readHeads(context.stateTables.version, context.dialect, context.connection),
    runs: await readFinishedRuns(context),
  }))
}
