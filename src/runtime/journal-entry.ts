import type { Row } from '../dialects/index.ts'
import type { RevisionId } from '../revisions/index.ts'

/** What a row of the journal is about: a run in one direction, a stamp, or an edited file that was accepted. */
type JournalDirection = 'upgrade' | 'downgrade' | 'stamp' | 'accept'

/** `interrupted`: the process ended before it could say how the run went, as a later run found out. */
type JournalStatus = 'running' | 'done' | 'failed' | 'interrupted'

/** One row of the journal. Its columns are those of the table, camelCase. */
export interface JournalEntry {
  readonly id: number
  readonly revision: RevisionId
  readonly direction: JournalDirection
  /** Null: the run of a revision. Else the position, from 1, of one operation that was recorded by itself. */
  readonly statement: number | null
  readonly status: JournalStatus
  /** Of the revision's file, or of the operation. */
  readonly checksum: string
  /** SQL statements run so far. */
  readonly statements: number
  /** Changed rows of one operation, where the driver said. */
  readonly rowCount: number | null
  /** ISO 8601. */
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly limbeckVersion: string
  /** Who ran it: `pid 4711 on db1`. */
  readonly process: string | null
  readonly sqlText: string | null
  readonly error: string | null
  /** Who was connected; null where the database has no users. */
  readonly databaseUser: string | null
  /** The account of the system that ran it, and where: `ada@laptop`; null for a script. */
  readonly osUser: string | null
}

/** What the last finished run of a revision says about its file. */
export type FinishedRun = Pick<JournalEntry, 'direction' | 'checksum' | 'startedAt'>

/** Column by property, in the order of the table. */
export const journalColumns: { readonly [Property in keyof JournalEntry]: string } = {
  id: 'id',
  revision: 'revision',
  direction: 'direction',
  statement: 'statement',
  status: 'status',
  checksum: 'checksum',
  statements: 'statements',
  rowCount: 'row_count',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
  limbeckVersion: 'limbeck_version',
  process: 'process',
  sqlText: 'sql_text',
  error: 'error',
  databaseUser: 'database_user',
  osUser: 'os_user',
}

/** A row as the driver gives it. Numbers may come as text (PostgreSQL's bigint). */
export function journalEntryOf(row: Row): JournalEntry {
  // Columns of text and numbers, so a driver gives nothing but these.
  const value = (column: string) => (row[column] ?? null) as string | number | bigint | null
  const text = (column: string) => (value(column) === null ? null : String(value(column)))
  const number = (column: string) => (value(column) === null ? null : Number(value(column)))
  return {
    id: number('id') ?? 0,
    revision: text('revision') ?? '',
    // Only limbeck writes these two columns, from the same types.
    direction: text('direction') as JournalDirection,
    statement: number('statement'),
    status: text('status') as JournalStatus,
    checksum: text('checksum') ?? '',
    statements: number('statements') ?? 0,
    rowCount: number('row_count'),
    startedAt: text('started_at') ?? '',
    finishedAt: text('finished_at'),
    limbeckVersion: text('limbeck_version') ?? '',
    process: text('process'),
    sqlText: text('sql_text'),
    error: text('error'),
    databaseUser: text('database_user'),
    osUser: text('os_user'),
  }
}
