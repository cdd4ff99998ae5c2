import type { Dialect } from '../dialects/index.ts'
import type { RevisionId } from '../revisions/index.ts'
import type { Catalog, NamingConvention } from '../schema/index.ts'
import { callRevision } from './call-revision.ts'
import { locateCodeFailure } from './locate-code-failure.ts'
import { interruptedError } from './interruption.ts'
import { journalColumns } from './journal-entry.ts'
import type { StateTables } from './migration-context.ts'
import type { PreparedStep } from './run-step.ts'
import { ReplayedSchema, ScriptSink } from './script-sink.ts'
import { ScriptWriter } from './script-writer.ts'
import { createStateTables } from './state-tables.ts'
import { headChangeSql, headChanges } from './version-table.ts'

export interface ScriptContext {
  readonly dialect: Dialect
  readonly stateTables: StateTables
  readonly namingConvention: NamingConvention
  readonly limbeckVersion: string
  readonly signal: AbortSignal | null
  readonly write: (text: string) => void
  /** The schema in front of the first step, for operations that need it; asked at most once. */
  readonly schemaBefore: () => Promise<Catalog>
}

/**
 * Writes the SQL of a run: one transaction per revision, with its version table and journal statements. A run that does
 * not start at base begins each revision with a statement that fails unless the database is where the script expects it.
 *
 * @throws LimbeckError LB6005 when a revision asks for rows, LB6006 when it needs a table that only the database knows
 */
export async function writeScript(context: ScriptContext, steps: readonly PreparedStep[]): Promise<void> {
  const { dialect, stateTables } = context
  const writer = new ScriptWriter(dialect, context.write)
  for (const sql of dialect.script.start) writer.sql(sql)
  if (steps[0]?.step.headsBefore.length === 0) writeStateTables(writer, stateTables, dialect)
  const schema = new ReplayedSchema(context.schemaBefore)
  for (const prepared of steps) {
    if (context.signal?.aborted === true) throw interruptedError(prepared.step.revision)
    await writeStep(prepared, context, writer, schema)
  }
  for (const sql of dialect.script.end) writer.sql(sql)
}

/** The statements that create the version table and the journal, in a transaction of their own. */
export function writeStateTables(writer: ScriptWriter, tables: StateTables, dialect: Dialect): void {
  writer.begin()
  for (const sql of createStateTables(tables, dialect.grammar)) writer.sql(sql)
  writer.commit()
}

async function writeStep(
  { step, module, checksum }: PreparedStep,
  context: ScriptContext,
  writer: ScriptWriter,
  schema: ReplayedSchema,
): Promise<void> {
  const { dialect } = context
  const { direction, revision, headsBefore, headsAfter } = step
  if (module.transaction !== 'none') writer.begin()
  const down = revision.downRevisions.join(', ')
  const [from, to] = direction === 'upgrade' ? [down, revision.id] : [revision.id, down]
  writer.comment(`Running ${direction} ${from} -> ${to}${revision.message === '' ? '' : `\n${revision.message}`}`)
  for (const head of headsBefore) writeGuard(head, context, writer)
  try {
    await callRevision(module, direction, new ScriptSink(dialect, writer, schema, revision), context)
  } catch (error) {
    throw locateCodeFailure(error, step)
  }
  if (!writer.inTransaction) writer.begin()
  writeHeadChanges(headsBefore, headsAfter, context, writer)
  writeJournalRow({ revision: revision.id, direction, checksum }, context, writer)
  writer.commit()
}

/** Fails (NULL in a column that takes none) when the head is missing; inserts nothing when it is there. */
function writeGuard(head: RevisionId, { dialect, stateTables }: ScriptContext, writer: ScriptWriter): void {
  const table = dialect.grammar.qualified(stateTables.version.namespace, stateTables.version.name)
  const there = `SELECT 1 FROM ${table} WHERE version_num = ${dialect.grammar.literal(head)}`
  const sql = `INSERT INTO ${table} (version_num) SELECT NULL WHERE NOT EXISTS (${there})`
  writer.sql(sql, null, `Fails unless the database is at ${head}`)
}

/** The statements that move the version table. */
export function writeHeadChanges(
  before: readonly RevisionId[],
  after: readonly RevisionId[],
  { dialect, stateTables }: Pick<ScriptContext, 'dialect' | 'stateTables'>,
  writer: ScriptWriter,
): void {
  for (const change of headChanges(before, after)) {
    const { sql, parameters } = headChangeSql(change, stateTables.version, dialect.grammar)
    writer.sql(sql, parameters)
  }
}

/** The journal's row of a finished run; its times are the database's. */
export function writeJournalRow(
  run: { readonly revision: RevisionId; readonly direction: string; readonly checksum: string },
  { dialect, stateTables, limbeckVersion }: Pick<ScriptContext, 'dialect' | 'stateTables' | 'limbeckVersion'>,
  writer: ScriptWriter,
): void {
  const { grammar } = dialect
  const table = grammar.qualified(stateTables.journal.namespace, stateTables.journal.name)
  const owner = grammar.literal(stateTables.version.name)
  const now = 'CAST(CURRENT_TIMESTAMP AS varchar(40))'
  const values: { readonly [column: string]: string } = {
    version_table: owner,
    [journalColumns.id]: `(SELECT coalesce(max(id), 0) + 1 FROM ${table} WHERE version_table = ${owner})`,
    [journalColumns.revision]: grammar.literal(run.revision),
    [journalColumns.direction]: grammar.literal(run.direction),
    [journalColumns.status]: grammar.literal('done'),
    [journalColumns.checksum]: grammar.literal(run.checksum),
    [journalColumns.statements]: '0',
    [journalColumns.startedAt]: now,
    [journalColumns.finishedAt]: now,
    [journalColumns.limbeckVersion]: grammar.literal(limbeckVersion),
    [journalColumns.process]: grammar.literal('script'),
  }
  writer.sql(`INSERT INTO ${table} (${Object.keys(values).join(', ')})\nVALUES (${Object.values(values).join(', ')})`)
}
