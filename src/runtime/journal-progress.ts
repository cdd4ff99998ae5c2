import type { Direction } from '../revisions/index.ts'
import type { JournalEntry } from './journal-entry.ts'

/** How far a run of a revision came that could not be rolled back as a whole. */
export interface Progress {
  /** The row of the broken-off run. */
  readonly run: JournalEntry
  /** The operations recorded one by one, by position from 1; the newest row of each. */
  readonly operations: ReadonlyMap<number, JournalEntry>
}

/**
 * What an earlier run of this revision in this direction left half done, or null: rows behind the last finished run of
 * the revision, in whatever direction.
 *
 * @param entries the journal of one revision, oldest first
 */
export function readProgress(entries: readonly JournalEntry[], direction: Direction): Progress | null {
  const finished = entries.findLastIndex((entry) => entry.statement === null && entry.status === 'done')
  const open = entries.slice(finished + 1).filter((entry) => entry.direction === direction)
  const run = open.findLast((entry) => entry.statement === null)
  if (run === undefined) return null
  const operations = new Map<number, JournalEntry>()
  for (const entry of open) if (entry.statement !== null) operations.set(entry.statement, entry)
  return operations.size === 0 && run.status !== 'running' ? null : { run, operations }
}
