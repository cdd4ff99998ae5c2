import type { BoundStatement, MigrationLock, Row } from '../dialects/index.ts'
import { LimbeckError, isLimbeckError } from '../errors/index.ts'
import { type Operation, type OperationSink, describeOperation } from '../operations/index.ts'
import type { RevisionModule, RevisionStep } from '../revisions/index.ts'
import type { Statement } from '../sql/index.ts'
import { executeStatement, insertRows } from './execute-statement.ts'
import { explained } from './explained.ts'
import { locateFailure } from './failure.ts'
import { inTransaction } from './in-transaction.ts'
import { interruptedError } from './interruption.ts'
import type { JournalWriter } from './journal-writer.ts'
import type { JournalEntry } from './journal-entry.ts'
import type { Progress } from './journal-progress.ts'
import type { MigrationContext } from './migration-context.ts'
import { assertStillLocked } from './migration-lock.ts'
import { outsideOfWholeRun } from './outside-of-whole-run.ts'
import { checksumOfText, operationChecksum, operationText } from './operation-checksum.ts'
import { readBefore } from './read-before.ts'
import { type ResumeChoice, assertSameOperation, settleDoubt } from './resume-operation.ts'
import { runInBatches } from './run-in-batches.ts'
import { statementEffect } from './statement-effect.ts'

export interface OnlineSinkOptions {
  readonly context: MigrationContext
  readonly step: RevisionStep
  /** Where in the file its operations stand, where that is known. */
  readonly lineOf?: RevisionModule['lineOf']
  /** Of the revision's file. */
  readonly checksum: string
  readonly journal: JournalWriter
  /** What this run holds: a part that stays is not begun without it. */
  readonly lock: MigrationLock
  /** What a broken-off run of this revision left, or null. */
  readonly progress: Progress | null
  readonly resume: ResumeChoice
}

/** One operation as the sink runs it. */
interface Unit<Result> {
  readonly operation: Operation
  readonly position: number
  /** Runs it; the number of changed rows and what the caller gets. */
  readonly work: (statements: readonly Statement[]) => Promise<{ readonly rows: number; readonly result: Result }>
  /** What the caller gets when an earlier run had done it. */
  readonly skipped: (earlier: JournalEntry) => Result
}

/** An operation of the open transaction: in the journal only when the revision does not end in one transaction. */
type Pending = Pick<JournalEntry, 'statement' | 'statements' | 'rowCount'> & { readonly text: string }

/**
 * Runs what a revision asks for on a database. Inside a transaction nothing else happens. Outside of one, each operation
 * is recorded: together with its effect where the database allows a transaction for it, else before and after, so that
 * a later run knows how far this one came.
 */
export class OnlineSink implements OperationSink {
  readonly isOffline = false
  /** When this run of the revision began, for its row in the journal. */
  readonly startedAt = new Date().toISOString()
  readonly #options: OnlineSinkOptions
  #position = 0
  #statements = 0
  #pending: Pending[] = []
  #runId: number | null = null
  #failure: { readonly error: LimbeckError; readonly operation: Operation } | null = null

  constructor(options: OnlineSinkOptions) {
    this.#options = options
  }

  /** SQL statements run so far. */
  get statements(): number {
    return this.#statements
  }

  /** The row of this run in the journal; null while everything can still be rolled back. */
  get runId(): number | null {
    return this.#runId
  }

  /** The last failure of an operation. */
  get failure(): { readonly error: LimbeckError; readonly operation: Operation } | null {
    return this.#failure
  }

  async run(operation: Operation): Promise<void> {
    await this.#perform({
      operation,
      position: (this.#position += 1),
      work: async (statements) => ({ rows: await this.#execute(operation, statements), result: undefined }),
      skipped: () => undefined,
    })
  }

  async execute(sql: string, parameters: readonly unknown[]): Promise<number> {
    const operation: Operation = { kind: 'execute', sql, parameters }
    return await this.#perform({
      operation,
      position: (this.#position += 1),
      work: async (statements) => {
        const rows = await this.#execute(operation, statements)
        return { rows, result: rows }
      },
      // Loops over batches end when a statement changes no rows, so a skipped one answers with what it had changed.
      skipped: (earlier) => earlier.rowCount ?? 0,
    })
  }

  async query(sql: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    const operation: Operation = { kind: 'execute', sql, parameters }
    const position = this.#position + 1
    const work = async () => {
      const result = await this.#query(operation, sql, parameters)
      return { rows: result.length, result }
    }
    if (statementEffect(sql) !== 'rows')
      return await this.#guard({ operation, position }, async () => (await work()).result)
    this.#position = position
    // INSERT … RETURNING of an earlier run: its rows are gone, and an empty answer would be a lie.
    const skipped = (earlier: JournalEntry): Row[] => {
      if ((earlier.rowCount ?? 0) === 0) return []
      throw new LimbeckError(
        'LB6008',
        'The rows that a statement returned in the broken-off run cannot be had again.',
        {
          hints: [
            `Read them from the table instead, with a SELECT: ${sql}`,
            'A revision that goes on with rows it gets back from a change belongs in a transaction.',
          ],
        },
      )
    }
    return await this.#perform({ operation, position, work, skipped })
  }

  async outsideTransaction(work: () => Promise<void>): Promise<void> {
    await this.#outside(work)
  }

  /** Writes that the run is done, for the transaction that is open. */
  doneRecord(): BoundStatement {
    const { journal, step, checksum } = this.#options
    const { startedAt } = this
    const draft = { status: 'done', statements: this.#statements } as const
    return this.#runId === null
      ? journal.addition({ ...draft, revision: step.revision.id, direction: step.direction, checksum, startedAt })
      : journal.settlement(this.#runId, draft)
  }

  /** Runs a part outside of any transaction. What came before it is committed, and recorded with it. */
  async #outside<Result>(work: () => Promise<Result>): Promise<Result> {
    const { journal, step } = this.#options
    const { connection, dialect } = this.#options.context
    if (!connection.inTransaction) return await work()
    if (this.#options.context.settings?.transaction === 'perRun') throw outsideOfWholeRun(step.revision)
    await assertStillLocked(this.#options.lock)
    if (this.#pending.length > 0) {
      await this.#recordRun()
      for (const { text, ...pending } of this.#pending) {
        const checksum = checksumOfText(text)
        await journal.add({
          ...pending,
          checksum,
          revision: step.revision.id,
          direction: step.direction,
          status: 'done',
        })
      }
      await explained(dialect, () => dialect.session.beforeCommit(connection))
    }
    await explained(dialect, () => connection.commit())
    this.#pending = []
    const result = await work()
    await explained(dialect, () => connection.begin())
    return result
  }

  async #perform<Result>(unit: Unit<Result>): Promise<Result> {
    return await this.#guard(unit, async () => {
      const earlier = this.#options.progress?.operations.get(unit.position)
      if (earlier === undefined) return await this.#runUnit(unit, null)
      if (unit.operation.kind === 'execute' && statementEffect(unit.operation.sql) === 'session') {
        return await this.#runUnit(unit, earlier)
      }
      const resumed = {
        operation: unit.operation,
        checksum: operationChecksum(unit.operation),
        revision: this.#options.step.revision,
        earlier,
      }
      if (earlier.status === 'done') {
        assertSameOperation(resumed)
        return unit.skipped(earlier)
      }
      return await this.#outside(async () => {
        if ((await settleDoubt(resumed, this.#options.context, this.#options.resume)) === 'run') {
          return await this.#runUnit(unit, earlier)
        }
        await this.#options.journal.settle(earlier.id, { status: 'done' })
        return unit.skipped(earlier)
      })
    })
  }

  async #runUnit<Result>(unit: Unit<Result>, earlier: JournalEntry | null): Promise<Result> {
    const { context } = this.#options
    const statements = await this.#emit(unit.operation)
    const mustBeOutside = statements.some((statement) => statement.transaction === 'outside')
    if (!context.connection.inTransaction) return await this.#runAlone(unit, statements, mustBeOutside, earlier)
    if (mustBeOutside) return await this.#outside(() => this.#runAlone(unit, statements, true, earlier))
    const before = this.#statements
    const { rows, result } = await unit.work(statements)
    this.#pending.push({
      statement: unit.position,
      text: operationText(unit.operation),
      statements: this.#statements - before,
      rowCount: rows,
    })
    return result
  }

  /** Runs an operation that no transaction of the revision protects. */
  async #runAlone<Result>(
    unit: Unit<Result>,
    statements: readonly Statement[],
    mustBeOutside: boolean,
    earlier: JournalEntry | null,
  ): Promise<Result> {
    const { capabilities } = this.#options.context
    const { operation } = unit
    const effect = operation.kind === 'execute' ? statementEffect(operation.sql) : 'rows'
    if (effect === 'session') return (await unit.work(statements)).result
    await this.#recordRun()
    const isOne = effect === 'rows' && operation.kind !== 'updateInBatches'
    return capabilities.transactionalDdl && !mustBeOutside && isOne
      ? await this.#runWithRecord(unit, statements, earlier)
      : await this.#runBetweenRecords(unit, statements, earlier)
  }

  /** The operation and its row in the journal in one transaction: both or neither. */
  async #runWithRecord<Result>(
    unit: Unit<Result>,
    statements: readonly Statement[],
    earlier: JournalEntry | null,
  ): Promise<Result> {
    return await inTransaction(this.#options.context, async () => {
      const before = this.#statements
      const { rows, result } = await unit.work(statements)
      const state = { status: 'done', rowCount: rows, statements: this.#statements - before } as const
      await this.#recordUnit(unit, earlier, state, null)
      return result
    })
  }

  /** The intent before, the outcome behind: between the two a killed run leaves a row that says `running`. */
  async #runBetweenRecords<Result>(
    unit: Unit<Result>,
    statements: readonly Statement[],
    earlier: JournalEntry | null,
  ): Promise<Result> {
    const { journal } = this.#options
    const text = statements.map((statement) => statement.sql).join(';\n')
    const id = await this.#recordUnit(unit, earlier, { status: 'running', rowCount: null, statements: 0 }, text)
    const before = this.#statements
    try {
      const { rows, result } = await unit.work(statements)
      await journal.settle(id, { status: 'done', rowCount: rows, statements: this.#statements - before })
      return result
    } catch (error) {
      // A lost connection cannot take this down any more; then the next run finds out how the statement ended.
      await journal
        .settle(id, { status: 'failed', statements: this.#statements - before, error: String(error) })
        .catch(() => undefined)
      throw error
    }
  }

  async #recordUnit(
    unit: Unit<unknown>,
    earlier: JournalEntry | null,
    state: Pick<JournalEntry, 'status' | 'rowCount' | 'statements'>,
    sqlText: string | null,
  ): Promise<number> {
    const { journal, step } = this.#options
    if (earlier !== null) {
      const again = {
        checksum: operationChecksum(unit.operation),
        startedAt: new Date().toISOString(),
        sqlText,
        error: null,
      }
      await journal.settle(earlier.id, { ...state, ...again })
      return earlier.id
    }
    return await journal.add({
      ...state,
      revision: step.revision.id,
      direction: step.direction,
      statement: unit.position,
      checksum: operationChecksum(unit.operation),
      sqlText,
    })
  }

  /** Says in the journal, before the first part is committed, that this revision is under way. */
  async #recordRun(): Promise<void> {
    const { journal, step, checksum } = this.#options
    this.#runId ??= await journal.add({
      revision: step.revision.id,
      direction: step.direction,
      status: 'running',
      checksum,
      startedAt: this.startedAt,
    })
  }

  async #emit(operation: Operation): Promise<readonly Statement[]> {
    // Rows go to the connection's own fast way instead of through text.
    if (operation.kind === 'bulkInsert') return []
    // What its batches run stands in no text: they go along the keys that are found.
    if (operation.kind === 'updateInBatches') return []
    const { context } = this.#options
    const before = await readBefore(operation, context)
    return context.dialect.emit(operation, { before, capabilities: context.capabilities })
  }

  async #execute(operation: Operation, statements: readonly Statement[]): Promise<number> {
    const { context } = this.#options
    if (operation.kind === 'bulkInsert') {
      const rows = await insertRows(context, operation)
      this.#statements += 1
      return rows
    }
    const run = async (statement: Statement) => await this.#executeOne(operation, statement)
    if (operation.kind === 'updateInBatches') return await runInBatches(operation, context, run)
    let rows = 0
    for (const statement of statements) rows += await run(statement)
    return rows
  }

  async #executeOne(operation: Operation, statement: Statement): Promise<number> {
    this.#throwIfInterrupted()
    try {
      const rows = await executeStatement(this.#options.context, statement)
      this.#statements += 1
      return rows
    } catch (error) {
      throw this.#located(error, operation, this.#position, statement)
    }
  }

  async #query(operation: Operation, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const { connection, dialect } = this.#options.context
    const statement: Statement = { sql, parameters, transaction: 'inside', note: null, alter: null }
    try {
      return await explained(dialect, () => connection.query(sql, parameters), statement)
    } catch (error) {
      throw this.#located(error, operation, this.#position, statement)
    }
  }

  /** Gives whatever goes wrong its place in the run. */
  async #guard<Result>(
    unit: Pick<Unit<Result>, 'operation' | 'position'>,
    work: () => Promise<Result>,
  ): Promise<Result> {
    this.#throwIfInterrupted()
    try {
      return await work()
    } catch (error) {
      throw this.#located(error, unit.operation, unit.position, null)
    }
  }

  #throwIfInterrupted(): void {
    if (this.#options.context.signal?.aborted === true) throw interruptedError(this.#options.step.revision)
  }

  #located(error: unknown, operation: Operation, position: number, statement: Statement | null): unknown {
    if (!isLimbeckError(error) || error.code === 'LB6004' || error === this.#failure?.error) return error
    // The statement was cancelled because the run was.
    if (this.#options.context.signal?.aborted === true) return interruptedError(this.#options.step.revision)
    const { direction, revision } = this.#options.step
    const place = { position, kind: operation.kind, describe: describeOperation(operation) }
    const line = this.#options.lineOf?.(direction, position) ?? null
    const located = locateFailure(error, { direction, revision, operation: place, statement, line })
    this.#failure = { error: located, operation }
    return located
  }
}
