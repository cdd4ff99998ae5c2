import { isLimbeckError } from '../../errors/index.ts'
import { type RevisionGraph, findRevisions } from '../../revisions/index.ts'
import { readRuns } from '../../runtime/index.ts'
import type { ProjectContext } from '../project-context.ts'
import type { LogOptions } from '../project.ts'
import { readGraph } from '../read-graph.ts'
import type { LogResult } from '../results.ts'
import { runInfo } from './run-info.ts'
import { withDatabase } from '../with-database.ts'

/** What was run on the database, newest first, as the journal tells. One query; creates nothing. */
export async function log(project: ProjectContext, options: LogOptions = {}): Promise<LogResult> {
  const graph = readGraphQuietly(project)
  const revisions = options.revision === undefined ? null : idsOf(graph, options.revision)
  const filter = { revisions, failed: options.failed === true, limit: options.limit ?? null }
  const entries = await withDatabase(project, { create: false }, (context) => readRuns(context, filter))
  return { runs: entries.map((entry) => runInfo(entry, graph)) }
}

/** What happened is told also when the files are in no order. */
function readGraphQuietly(project: ProjectContext): RevisionGraph | null {
  try {
    return readGraph(project.config)
  } catch (error) {
    if (isLimbeckError(error)) return null
    throw error
  }
}

/** The ids that a text names; what names none is the beginning of an id whose file may be gone. */
function idsOf(graph: RevisionGraph | null, text: string): readonly string[] {
  if (graph === null) return [text]
  try {
    return findRevisions(graph, text).map((node) => node.id)
  } catch (error) {
    if (isLimbeckError(error) && error.code === 'LB2001') return [text]
    throw error
  }
}
