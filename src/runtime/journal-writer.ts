import { hostname, userInfo } from 'node:os'
import { getuid, pid } from 'node:process'
import type { BoundStatement, Row } from '../dialects/index.ts'
import { addMissingColumns } from './create-state-tables.ts'
import { explained } from './explained.ts'
import { journalName } from './journal.ts'
import { type JournalEntry, journalColumns } from './journal-entry.ts'
import type { MigrationContext } from './migration-context.ts'
import { introspectState } from './read-before.ts'

type Draft = Pick<JournalEntry, 'revision' | 'direction' | 'status' | 'checksum'> &
  Partial<Pick<JournalEntry, 'statement' | 'statements' | 'rowCount' | 'startedAt' | 'sqlText' | 'error'>>
type Settlement = Partial<
  Pick<JournalEntry, 'status' | 'checksum' | 'statements' | 'rowCount' | 'error' | 'startedAt' | 'sqlText'>
>

/** Writes the journal of one run. Ids are given out here, which is safe because the run holds the migration lock. */
export class JournalWriter {
  readonly #context: MigrationContext
  readonly #process = `pid ${pid} on ${hostname()}`.slice(0, 255)
  readonly #osUser = osUser()
  readonly #insert: string
  #lastId: number

  private constructor(context: MigrationContext, lastId: number) {
    this.#context = context
    this.#insert = insertText(context)
    this.#lastId = lastId
  }

  static async open(context: MigrationContext): Promise<JournalWriter> {
    const sql = `SELECT * FROM ${journalName(context)} WHERE version_table = ? ORDER BY id DESC LIMIT 1`
    const parameters = [context.stateTables.version.name]
    const [newest] = await explained(context.dialect, () => context.connection.query(sql, parameters))
    await completeJournal(context, newest)
    return new JournalWriter(context, Number(newest?.['id'] ?? 0))
  }

  /** Adds a row in the transaction that is open, or by itself; returns its id. A row that is not running is finished. */
  async add(draft: Draft): Promise<number> {
    const addition = this.addition(draft)
    const id = this.#lastId
    await this.#execute(addition)
    return id
  }

  /** What `add` runs. */
  addition(draft: Draft): BoundStatement {
    const id = (this.#lastId += 1)
    const now = new Date().toISOString()
    const entry: Omit<JournalEntry, 'databaseUser'> = {
      id,
      revision: draft.revision,
      direction: draft.direction,
      statement: draft.statement ?? null,
      status: draft.status,
      checksum: draft.checksum,
      statements: draft.statements ?? 0,
      rowCount: draft.rowCount ?? null,
      startedAt: draft.startedAt ?? now,
      finishedAt: draft.status === 'running' ? null : now,
      limbeckVersion: this.#context.limbeckVersion,
      process: this.#process,
      sqlText: draft.sqlText ?? null,
      error: draft.error ?? null,
      osUser: this.#osUser,
    }
    return {
      sql: this.#insert,
      parameters: [this.#context.stateTables.version.name, ...boundProperties.map((property) => entry[property])],
    }
  }

  /** Changes a row: how a run or an operation ended, or that it starts once more. */
  async settle(id: number, changes: Settlement): Promise<void> {
    await this.#execute(this.settlement(id, changes))
  }

  /** What `settle` runs. */
  settlement(id: number, changes: Settlement): BoundStatement {
    const finishedAt = changes.status === 'running' ? null : new Date().toISOString()
    const values = Object.entries({ ...changes, finishedAt })
    // Entries of a Settlement plus finishedAt, all of them properties of an entry.
    const set = values.map(([property]) => `${journalColumns[property as keyof JournalEntry]} = ?`)
    const sql = `UPDATE ${journalName(this.#context)} SET ${set.join(', ')} WHERE version_table = ? AND id = ?`
    return { sql, parameters: [...values.map(([, value]) => value), this.#context.stateTables.version.name, id] }
  }

  async #execute({ sql, parameters }: BoundStatement): Promise<void> {
    const { connection, dialect } = this.#context
    await explained(dialect, () => connection.execute(sql, parameters, { repeated: true }))
  }
}

// Object.keys knows only strings; the table of columns has exactly the properties of an entry.
const properties = Object.keys(journalColumns) as (keyof JournalEntry)[]

/** Who is connected, only the database knows. */
const boundProperties = properties.filter((property) => property !== 'databaseUser')

function insertText(context: MigrationContext): string {
  const columns = ['version_table', ...properties.map((property) => journalColumns[property])]
  const user = context.dialect.script.user ?? 'NULL'
  const values = columns.map((column) => (column === journalColumns.databaseUser ? user : '?'))
  return `INSERT INTO ${journalName(context)} (${columns.join(', ')}) VALUES (${values.join(', ')})`
}

/** Adds what the journal of an older limbeck lacks. Only the holder of the migration lock may call it. */
async function completeJournal(context: MigrationContext, newest: Row | undefined): Promise<void> {
  const { dialect, connection, stateTables } = context
  const present = newest === undefined ? await columnsOfEmptyJournal(context) : new Set(Object.keys(newest))
  for (const sql of addMissingColumns(stateTables.journal, present, dialect)) {
    await explained(dialect, () => connection.execute(sql))
  }
}

/** Rows tell the columns of a table at no cost; only where there are none the system catalog is asked. */
async function columnsOfEmptyJournal(context: MigrationContext): Promise<ReadonlySet<string>> {
  const { journal } = context.stateTables
  const definition = (await introspectState(context, journal)).definitionOf(journal)
  return new Set(definition?.columns.map((column) => column.name))
}

/** The account and the machine; an account without a name (a container) by its number. */
function osUser(): string {
  const name = () => {
    try {
      return userInfo().username
    } catch {
      return `user ${getuid?.() ?? 'unknown'}`
    }
  }
  return `${name()}@${hostname()}`.slice(0, 255)
}
