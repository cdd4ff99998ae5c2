import type { RevisionGraph } from '../../revisions/index.ts'
import type { JournalEntry } from '../../runtime/index.ts'
import type { RunInfo } from '../results.ts'

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
