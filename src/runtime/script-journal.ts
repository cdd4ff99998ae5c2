import type { Dialect } from '../dialects/index.ts'
import type { RevisionId } from '../revisions/index.ts'
import { journalColumns } from './journal-entry.ts'
import type { StateTables } from './migration-context.ts'
import type { ScriptWriter } from './script-writer.ts'

/** What a script needs to write its rows of the journal. */
export interface ScriptJournalContext {
  readonly dialect: Dialect
  readonly stateTables: StateTables
  readonly limbeckVersion: string
}

/** What a row of the journal says of a run that is a script. */
export interface ScriptRun {
  readonly revision: RevisionId
  readonly direction: string
  readonly checksum: string
}

/**
 * Adds the journal's row of a run; its times and its user are the database's. A row that says `running` stays behind when
 * a part without a transaction breaks off, and tells the next run about it.
 */
export function writeJournalRow(
  run: ScriptRun & { readonly status: 'running' | 'done' },
  { dialect, stateTables, limbeckVersion }: ScriptJournalContext,
  writer: ScriptWriter,
): void {
  const { grammar, script } = dialect
  const table = grammar.qualified(stateTables.journal.namespace, stateTables.journal.name)
  const owner = grammar.literal(stateTables.version.name)
  const values: { readonly [column: string]: string } = {
    version_table: owner,
    [journalColumns.id]: `(SELECT coalesce(max(id), 0) + 1 FROM ${table} WHERE version_table = ${owner})`,
    [journalColumns.revision]: grammar.literal(run.revision),
    [journalColumns.direction]: grammar.literal(run.direction),
    [journalColumns.status]: grammar.literal(run.status),
    [journalColumns.checksum]: grammar.literal(run.checksum),
    [journalColumns.statements]: '0',
    [journalColumns.startedAt]: script.now,
    [journalColumns.finishedAt]: run.status === 'done' ? script.now : 'NULL',
    [journalColumns.limbeckVersion]: grammar.literal(limbeckVersion),
    [journalColumns.process]: script.user === null ? grammar.literal(byScript) : `'${byScript} by ' || ${script.user}`,
  }
  writer.sql(`INSERT INTO ${table} (${Object.keys(values).join(', ')})\nVALUES (${Object.values(values).join(', ')})`)
}

/** Says in the row that {@link writeJournalRow} added as running that the run is done, and of how many statements it was. */
export function writeJournalEnd(
  run: Pick<ScriptRun, 'revision' | 'direction'> & { readonly statements: number },
  { dialect, stateTables }: ScriptJournalContext,
  writer: ScriptWriter,
): void {
  const { grammar, script } = dialect
  const table = grammar.qualified(stateTables.journal.namespace, stateTables.journal.name)
  const changes = {
    [journalColumns.status]: grammar.literal('done'),
    [journalColumns.statements]: String(run.statements),
    [journalColumns.finishedAt]: script.now,
  }
  const set = Object.entries(changes).map(([column, value]) => `${column} = ${value}`)
  const which = {
    version_table: grammar.literal(stateTables.version.name),
    [journalColumns.revision]: grammar.literal(run.revision),
    [journalColumns.direction]: grammar.literal(run.direction),
    [journalColumns.status]: grammar.literal('running'),
  }
  const where = Object.entries(which).map(([column, value]) => `${column} = ${value}`)
  writer.sql(
    `UPDATE ${table} SET ${set.join(', ')}\nWHERE ${where.join(' AND ')} AND ${journalColumns.statement} IS NULL AND ${journalColumns.process} LIKE '${byScript}%'`,
  )
}

const byScript = 'script'
