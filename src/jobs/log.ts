import { isLimbeckError } from '../errors/index.ts'
import { type RevisionGraph, findRevisions } from '../revisions/index.ts'
import { type JournalEntry, readRuns } from '../runtime/index.ts'
import type { ProjectContext } from './project-context.ts'
import type { LogOptions } from './project.ts'
import { readGraph } from './read-graph.ts'
import type { LogResult, RunInfo } from './results.ts'
import { withDatabase } from './with-database.ts'

/** What was run on the database, newest first, as the journal tells. One query; creates nothing. */
export async function log(project: ProjectContext, options: LogOptions = {}): Promise<LogResult> {
  const graph = readGraphQuietly(project)
  const revisions = options.revision === undefined ? null : idsOf(graph, options.revision)
  const filter = { revisions, failed: options.failed === true, limit: options.limit ?? null }
  const entries = await withDatabase(project, { create: false }, (context) => readRuns(context, filter))
  return { runs: entries.map((entry) => runInfo(entry, graph)) }
}

/** A row of the journal as results show it. */
export function runInfo(entry: JournalEntry, graph: RevisionGraph | null): RunInfo {
  const { startedAt, finishedAt } = entry
  const durationMs = finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(startedAt)
  return {
    id: entry.id,
    direction: entry.direction,
    revision: entry.revision,
    message: graph?.byId.get(entry.revision)?.revision.message ?? null,
    status: entry.status,
    startedAt,
    finishedAt,
    durationMs: durationMs === null || Number.isNaN(durationMs) ? null : Math.max(0, durationMs),
    statements: entry.statements,
    osUser: entry.osUser,
    databaseUser: entry.databaseUser,
    process: entry.process,
    limbeckVersion: entry.limbeckVersion,
    error: entry.error,
  }
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
