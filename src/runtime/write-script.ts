import type { Dialect } from '../dialects/index.ts'
import type { AnyCustomOperation } from '../operations/index.ts'
import type { RevisionId } from '../revisions/index.ts'
import type { Catalog, NamingConvention } from '../schema/index.ts'
import { callRevision } from './call-revision.ts'
import { locateCodeFailure } from './locate-code-failure.ts'
import { hookStepOf, tellVersionApplied } from './hook-calls.ts'
import { interruptedError } from './interruption.ts'
import type { StateTables } from './migration-context.ts'
import { refuseOutside } from './outside-of-whole-run.ts'
import { type RunSettings, defaultRunSettings } from './run-settings.ts'
import type { PreparedStep } from './run-step.ts'
import { scriptConnection } from './script-connection.ts'
import { writeScriptGuard } from './script-guard.ts'
import { writeJournalEnd, writeJournalRow } from './script-journal.ts'
import { ReplayedSchema, ScriptSink } from './script-sink.ts'
import { ScriptWriter } from './script-writer.ts'
import { createStateTables } from './create-state-tables.ts'
import { limitsOver } from './timeouts.ts'
import { headChangeSql, headChanges } from './version-table.ts'

export interface ScriptContext {
  readonly dialect: Dialect
  readonly stateTables: StateTables
  readonly namingConvention: NamingConvention
  readonly limbeckVersion: string
  /** Operations of the project that files call by name. */
  readonly generation?: { readonly operations?: readonly AnyCustomOperation[] }
  /** What revision files read as `op.tag`. */
  readonly tag: string | null
  /** Rows of the version table that may be there besides those of the steps. */
  readonly otherRows: readonly RevisionId[]
  /** What the project says about its runs; left out: {@link defaultRunSettings}. */
  readonly settings?: RunSettings
  readonly signal: AbortSignal | null
  readonly write: (text: string) => void
  /** The schema in front of the first step, for operations that need it; asked at most once. */
  readonly schemaBefore: () => Promise<Catalog>
}

/**
 * Writes the SQL of a run in the transactions that the configuration asks for, with its version table and journal
 * statements. Each revision begins with statements that fail unless the database is where the script expects it.
 *
 * @throws LimbeckError LB6005 when a revision asks for rows, LB6006 when it needs a table that only the database knows,
 *   LB6031 for a file that cannot be part of a script which is one transaction
 */
export async function writeScript(context: ScriptContext, steps: readonly PreparedStep[]): Promise<void> {
  const { dialect, stateTables } = context
  const writer = new ScriptWriter(dialect, context.write)
  for (const sql of dialect.script.start) writer.sql(sql)
  if (steps[0]?.step.headsBefore.length === 0) writeStateTables(writer, stateTables, dialect)
  const schema = new ReplayedSchema(context.schemaBefore)
  const whole = context.settings?.transaction === 'perRun' && steps.length > 0
  if (whole) refuseOutside(steps)
  const { timeouts } = context.settings ?? defaultRunSettings
  const limits = dialect.session.limits(timeouts)
  for (const sql of limits.set) writer.sql(sql)
  if (whole) writer.hold()
  for (const prepared of steps) {
    if (context.signal?.aborted === true) throw interruptedError(prepared.step.revision)
    await writeLimited(prepared, context, writer, schema)
  }
  if (whole) writer.release()
  for (const sql of limits.reset) writer.sql(sql)
  for (const sql of dialect.script.end) writer.sql(sql)
}

/** The statements that create the version table and the journal, in a transaction of their own. */
export function writeStateTables(writer: ScriptWriter, tables: StateTables, dialect: Dialect): void {
  writer.begin()
  for (const sql of createStateTables(tables, dialect.grammar)) writer.sql(sql)
  writer.commit()
}

/** A step under the limits of its file, behind which those of the project hold again. */
async function writeLimited(
  prepared: PreparedStep,
  context: ScriptContext,
  writer: ScriptWriter,
  schema: ReplayedSchema,
): Promise<void> {
  const { dialect } = context
  const { timeouts } = context.settings ?? defaultRunSettings
  const own = prepared.module.timeouts
  const limits = own === undefined ? null : dialect.session.limits(limitsOver(timeouts, own))
  for (const sql of limits?.set ?? []) writer.sql(sql)
  await writeStep(prepared, context, writer, schema)
  if (limits === null) return
  for (const sql of [...limits.reset, ...dialect.session.limits(timeouts).set]) writer.sql(sql)
}

async function writeStep(
  { step, module, checksum }: PreparedStep,
  context: ScriptContext,
  writer: ScriptWriter,
  schema: ReplayedSchema,
): Promise<void> {
  const { dialect } = context
  const { direction, revision, headsBefore, headsAfter } = step
  if (module.transaction !== 'none' && context.settings?.transaction !== 'none') writer.begin()
  const down = revision.downRevisions.join(', ')
  const [from, to] = direction === 'upgrade' ? [down, revision.id] : [revision.id, down]
  writer.comment(`Running ${direction} ${from} -> ${to}${revision.message === '' ? '' : `\n${revision.message}`}`)
  writeScriptGuard(headsBefore, context.otherRows, context, writer)
  const run = { revision: revision.id, direction, checksum }
  writeJournalRow({ ...run, status: 'running' }, context, writer)
  const sink = new ScriptSink(dialect, writer, schema, revision)
  try {
    await callRevision(module, direction, sink, context)
  } catch (error) {
    throw locateCodeFailure(error, step)
  }
  if (!writer.inTransaction) writer.begin()
  writeHeadChanges(headsBefore, headsAfter, context, writer)
  const settings = context.settings ?? defaultRunSettings
  const place = { dialect, settings, tag: context.tag, connection: scriptConnection(writer) }
  await tellVersionApplied(place, hookStepOf(step), true)
  writeJournalEnd({ ...run, statements: sink.statements }, context, writer)
  writer.commit()
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
