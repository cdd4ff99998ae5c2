import type { Connection, Driver, Row } from '../dialects/index.ts'
import type { RevisionId } from '../revisions/index.ts'
import { explained } from './explained.ts'
import { type FinishedRun, type JournalEntry, journalEntryOf } from './journal-entry.ts'
import type { StateTables } from './migration-context.ts'

/** Where a journal is. */
export interface JournalPlace {
  readonly dialect: Driver
  readonly connection: Connection
  readonly stateTables: StateTables
}

/**
 * What stands behind the last finished run of every revision, by revision, oldest first: failed runs and broken-off ones
 * with their operations. One query for a whole run of many revisions. The table must be there.
 */
export async function readOpenEntries(place: JournalPlace): Promise<ReadonlyMap<RevisionId, readonly JournalEntry[]>> {
  const journal = journalName(place)
  const finished = `SELECT revision, max(id) AS id FROM ${journal} WHERE ${finishedRun} GROUP BY revision`
  // One row: a run that is not finished, or an operation, behind the last finished run of its revision.
  const sql = `SELECT j.* FROM ${journal} j LEFT JOIN (${finished}) d ON d.revision = j.revision
    WHERE j.version_table = ? AND (j.statement IS NOT NULL OR j.status <> 'done') AND (d.id IS NULL OR j.id > d.id) ORDER BY j.id`
  const { name } = place.stateTables.version
  const rows = await explained(place.dialect, () => place.connection.query(sql, [name, name]))
  const entries = new Map<RevisionId, JournalEntry[]>()
  for (const entry of rows.map(journalEntryOf)) {
    const known = entries.get(entry.revision)
    if (known === undefined) entries.set(entry.revision, [entry])
    else known.push(entry)
  }
  return entries
}

/**
 * The last finished run of every revision, by revision; empty when there is no journal yet.
 * One row: the newest row of a revision among those that say `done`.
 */
export async function readFinishedRuns(place: JournalPlace): Promise<ReadonlyMap<RevisionId, JournalEntry>> {
  const runs = `SELECT *, row_number() OVER (PARTITION BY revision ORDER BY id DESC) AS place
    FROM ${journalName(place)} WHERE ${finishedRun}`
  const rows = await queryJournal(place, `SELECT * FROM (${runs}) runs WHERE place = 1`, [
    place.stateTables.version.name,
  ])
  return new Map(rows.map(journalEntryOf).map((entry) => [entry.revision, entry]))
}

/** As {@link readFinishedRuns}, but only what tells edited files: thousands of rows are read at every start. */
export async function readFinishedChecksums(place: JournalPlace): Promise<ReadonlyMap<RevisionId, FinishedRun>> {
  const sql = `SELECT revision, direction, checksum, started_at FROM ${journalName(place)} WHERE ${finishedRun} ORDER BY id`
  const runs = new Map<RevisionId, FinishedRun>()
  // A later row of a revision takes the place of an earlier one.
  for (const row of await queryJournal(place, sql, [place.stateTables.version.name])) {
    const revision = String(row['revision'])
    // Only limbeck writes the column, from the same type.
    const direction = row['direction'] as FinishedRun['direction']
    runs.set(revision, { direction, checksum: String(row['checksum']), startedAt: String(row['started_at']) })
  }
  return runs
}

/** The rows of whole runs that ended well; the parameter is the version table's name. */
export const finishedRun = "version_table = ? AND statement IS NULL AND status = 'done'"

/** Runs that began and are neither finished nor failed, newest last. While nobody holds the lock they were killed. */
export async function readUnfinishedRuns(place: JournalPlace): Promise<readonly JournalEntry[]> {
  const sql = `SELECT * FROM ${journalName(place)} WHERE version_table = ? AND statement IS NULL AND status = 'running' ORDER BY id`
  return (await queryJournal(place, sql, [place.stateTables.version.name])).map(journalEntryOf)
}

/** Which runs {@link readRuns} gives. */
export interface RunFilter {
  /** Ids, or beginnings of ids; null: all revisions. */
  readonly revisions: readonly string[] | null
  /** Only runs that did not end well, or have not ended. */
  readonly failed: boolean
  readonly limit: number | null
}

/** Runs of revisions, stamps and accepted edits, newest first; empty when there is no journal yet. One query. */
export async function readRuns(place: JournalPlace, filter: RunFilter): Promise<readonly JournalEntry[]> {
  if (filter.revisions?.length === 0) return []
  const parameters: unknown[] = [place.stateTables.version.name]
  const conditions = ['version_table = ?', 'statement IS NULL']
  if (filter.failed) conditions.push("status <> 'done'")
  if (filter.revisions !== null) {
    // Not LIKE: an underscore in an id is itself.
    const each = filter.revisions.map((id) => `substr(revision, 1, ${id.length}) = ?`)
    conditions.push(`(${each.join(' OR ')})`)
    parameters.push(...filter.revisions)
  }
  const limit = filter.limit === null ? '' : ` LIMIT ${filter.limit}`
  const sql = `SELECT * FROM ${journalName(place)} WHERE ${conditions.join(' AND ')} ORDER BY id DESC${limit}`
  return (await queryJournal(place, sql, parameters)).map(journalEntryOf)
}

async function queryJournal(place: JournalPlace, sql: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
  const { dialect, connection, stateTables } = place
  try {
    return await connection.query(sql, parameters)
  } catch (error) {
    if (!connection.inTransaction && !(await dialect.hasTable(connection, stateTables.journal))) return []
    throw await dialect.explain(error, null)
  }
}

/** The journal's quoted name. */
export function journalName({ dialect, stateTables }: JournalPlace): string {
  return dialect.qualified(stateTables.journal.namespace, stateTables.journal.name)
}
