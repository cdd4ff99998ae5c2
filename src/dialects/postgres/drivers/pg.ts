import { createRequire } from 'node:module'
import type Pg from 'pg'
import type { Client, ClientConfig, QueryResult } from 'pg'
import { LimbeckError } from '../../../errors/index.ts'
import { replacePlaceholders } from '../../../sql/index.ts'
import {
  type BoundStatement,
  type ConnectOptions,
  type Connection,
  type DatabaseUrl,
  type Row,
  type StatementOptions,
  commitOneByOne,
} from '../../index.ts'
import { quoteName } from '../quote-name.ts'
import { type BatchStatement, type Completed, batch } from './batch.ts'
import { type ClientSettings, clientSettings } from './client-settings.ts'
import { explainConnectError, isNotLetIn, isTlsRefused } from './connect-error.ts'
import { type BulkTarget, bulkTargetQuery, insertStatements, readBulkTarget } from './bulk-target.ts'
import { type TextRow, copyOut } from './copy-out.ts'
import { copyRows } from './copy-rows.ts'
import { demandOneRow, readRowDemand } from './one-row.ts'
import { bindText, bindValue } from './parameters.ts'
import { valueParsers } from './value-parsers.ts'

const oldestVersion = 12

/**
 * Opens a line with the package `pg`, which is loaded here and nowhere else.
 *
 * @throws LimbeckError LB4003 when `pg` is not installed; LB4001, LB4101 to LB4107 when no connection comes about
 */
export async function connectWithPg(url: DatabaseUrl, options: ConnectOptions): Promise<PostgresConnection> {
  const pg = await loadPg()
  const settings = clientSettings(url, options)
  const types = valueParsers(pg.types)
  const config = { ...settings.config, types }
  const { client, parameters, processId } = await openClient(pg.Client, config, settings, options.meanwhile)
  const cancel = async () => {
    const { client: other } = await openClient(pg.Client, settings.config, settings)
    try {
      await other.query('SELECT pg_cancel_backend($1)', [processId()])
    } finally {
      await other.end()
    }
  }
  const connection = new PostgresConnection(
    client,
    url.display,
    firstWord(parameters.get('server_version') ?? ''),
    cancel,
  )
  try {
    await prepareSession(connection, parameters, settings)
  } catch (error) {
    await connection.close()
    throw error
  }
  return connection
}

export async function loadPg(): Promise<typeof Pg> {
  try {
    // The same as `import` gives, sooner. A call of `require` has no types of its own.
    return createRequire(import.meta.url)('pg') as typeof Pg
  } catch (cause) {
    throw new LimbeckError('LB4003', 'PostgreSQL needs the package "pg", which is not installed.', {
      hints: ['Run `npm i pg`.'],
      details: { package: 'pg' },
      cause,
    })
  }
}

interface OpenedClient {
  readonly client: Client
  /** What the server reported while the connection opened, such as `server_version`. */
  readonly parameters: ReadonlyMap<string, string>
  /** The server's process at the other end. */
  processId(): number
}

async function openClient(
  ClientClass: typeof Client,
  config: ClientConfig,
  settings: ClientSettings,
  meanwhile: () => void = () => undefined,
): Promise<OpenedClient> {
  const attempt = async (attempted: ClientConfig): Promise<OpenedClient> => {
    const client = new ClientClass(attempted)
    const parameters = new Map<string, string>()
    client.connection.on('parameterStatus', (message: { parameterName: string; parameterValue: string }) => {
      parameters.set(message.parameterName, message.parameterValue)
    })
    let processId = 0
    client.connection.on('backendKeyData', (message: { processID: number }) => {
      processId = message.processID
    })
    // An error of a connection that fails to open is told by connect(); without a listener it would end the process too.
    client.on('error', () => {})
    try {
      const connecting = client.connect()
      meanwhile()
      await connecting
      return { client, parameters, processId: () => processId }
    } catch (error) {
      // Left open, the socket keeps the process alive and the server waiting for a password.
      client.connection.stream.destroy()
      throw error
    }
  }
  let plainError: unknown = null
  if (settings.plainFirst) {
    try {
      return await attempt({ ...config, ssl: false })
    } catch (error) {
      if (!isNotLetIn(error)) throw explainConnectError(error, settings.target, settings.sslMode)
      plainError = error
    }
  }
  try {
    return await attempt(config)
  } catch (error) {
    if (plainError !== null && isTlsRefused(error))
      throw explainConnectError(plainError, settings.target, settings.sslMode)
    const mayGoPlain = (settings.sslMode === 'prefer' || settings.sslMode === 'allow') && isTlsRefused(error)
    if (!mayGoPlain) throw explainConnectError(error, settings.target, settings.sslMode)
  }
  try {
    return await attempt({ ...config, ssl: false })
  } catch (error) {
    throw explainConnectError(error, settings.target, settings.sslMode)
  }
}

/** Settings that introspection relies on, and the search path of the URL; one round trip, none where all is well. */
async function prepareSession(
  connection: PostgresConnection,
  parameters: ReadonlyMap<string, string>,
  settings: ClientSettings,
): Promise<void> {
  if (Number.parseInt(connection.serverVersion, 10) < oldestVersion) {
    throw new LimbeckError(
      'LB4106',
      `The PostgreSQL server has version ${connection.serverVersion}; limbeck needs 12.`,
      {
        hints: ['Upgrade the server: https://www.postgresql.org/support/versioning/'],
        details: { serverVersion: connection.serverVersion },
      },
    )
  }
  // The server spells dates in defaults by DateStyle, and values that come back should lose nothing.
  const statements: string[] = []
  if (parameters.get('DateStyle')?.startsWith('ISO') === false) statements.push(`SET DateStyle = 'ISO'`)
  if ((parameters.get('IntervalStyle') ?? 'postgres') !== 'postgres') statements.push(`SET IntervalStyle = 'postgres'`)
  if (settings.searchPath.length > 0) {
    statements.push(`SET search_path = ${settings.searchPath.map((name) => quoteName(name)).join(', ')}`)
  }
  if (statements.length === 0) return
  if (settings.searchPath.length === 0) return await connection.executeScript(statements.join('; '))
  const [found] = await connection.query(`${statements.join('; ')}; SELECT current_schema()`)
  if (found?.['current_schema'] !== null) return
  const name = settings.searchPath[0] ?? ''
  throw new LimbeckError('LB4105', `The schema "${name}" of the database URL does not exist.`, {
    hints: [`Create it with \`CREATE SCHEMA ${quoteName(name)}\`, or correct \`schema=\` in the database URL.`],
    details: { schema: name, url: connection.displayUrl },
  })
}

function firstWord(text: string): string {
  return text.split(' ')[0] ?? text
}

/** Statements that take prepared ones away, also inside of a block of code. */
const forgetsPrepared = /\b(?:discard|deallocate)\b/i

function numbered(sql: string): string {
  return replacePlaceholders(sql, (position) => `$${position}`)
}

/** What a line needs of a client of `pg`. */
export type PgClient = Pick<Client, 'query' | 'getTransactionStatus' | 'on' | 'end'>

/** A line to PostgreSQL over `pg`. Statements wait for each other, so callers need not. */
export class PostgresConnection implements Connection {
  readonly dialect = 'postgresql'
  readonly serverVersion: string
  readonly displayUrl: string
  readonly cancel: () => Promise<void>
  readonly #client: PgClient
  #queue: Promise<unknown> = Promise.resolve()
  #lost: Error | null = null
  readonly #isOurs: boolean
  #mayPrepare: boolean
  readonly #prepared = new Map<string, { readonly name: string; readonly text: string }>()
  #preparedEver = 0
  /** BEGIN goes along with the next statement, or went with one that failed: `pg` hears too late how that left the session. */
  #begin: 'waits' | 'failed' | null = null

  /** @param isOurs false: the session is somebody else's, and nothing stays in it or is put off */
  constructor(client: PgClient, displayUrl: string, serverVersion: string, cancel: () => Promise<void>, isOurs = true) {
    this.#isOurs = isOurs
    this.#mayPrepare = isOurs
    this.#client = client
    this.cancel = cancel
    this.displayUrl = displayUrl
    this.serverVersion = serverVersion
    client.on('error', (error) => {
      this.#lost ??= error
    })
  }

  get inTransaction(): boolean {
    if (this.#begin !== null) return true
    const status = this.#client.getTransactionStatus()
    return status === 'T' || status === 'E'
  }

  async query<Result extends Row = Row>(
    sql: string,
    parameters: readonly unknown[] = [],
    options: StatementOptions = {},
  ): Promise<Result[]> {
    const results = await this.#run(sql, parameters, options)
    // The caller names the shape of its own query's rows.
    return (results.findLast((result) => result.fields.length > 0)?.rows ?? []) as Result[]
  }

  async execute(sql: string, parameters: readonly unknown[] = [], options: StatementOptions = {}): Promise<number> {
    // Texts of several statements are for the simple protocol, which takes no batch.
    const isFirst = this.#begin === 'waits' && !sql.includes(';')
    const results = isFirst ? await this.#batch([{ sql, parameters }]) : await this.#run(sql, parameters, options)
    return results
      .filter((result) => /^(?:INSERT|UPDATE|DELETE|MERGE|COPY)$/.test(result.command))
      .reduce((sum, result) => sum + (result.rowCount ?? 0), 0)
  }

  async executeAll(statements: readonly BoundStatement[]): Promise<readonly number[]> {
    if (this.#mayPrepare) return (await this.#batch(statements, { repeated: true })).map(({ rowCount }) => rowCount)
    const counts: number[] = []
    for (const { sql, parameters } of statements) {
      const [result] = await this.#run(sql, parameters, {})
      counts.push(result?.rowCount ?? 0)
    }
    return counts
  }

  async commitAfter(statements: readonly BoundStatement[]): Promise<readonly number[]> {
    if (!this.#mayPrepare) return await commitOneByOne(this, statements)
    const demanding = statements.map(({ sql, parameters }, place) => ({ sql: demandOneRow(sql, place), parameters }))
    try {
      await this.#batch(demanding, { repeated: true, commits: true })
      return statements.map(() => 1)
    } catch (error) {
      const missed = readRowDemand(error)
      if (missed === null) throw error
      return [...statements.slice(0, missed.place).map(() => 1), missed.rows]
    }
  }

  async executeScript(sql: string): Promise<void> {
    if (forgetsPrepared.test(sql)) this.#mayPrepare = false
    await this.#exclusively(() => this.#client.query(sql))
  }

  /** Several queries without parameters in one round trip; of each its rows, every value as the server's text. */
  async queryAll(queries: readonly string[]): Promise<readonly (readonly TextRow[])[]> {
    return await this.#exclusively(() => {
      const { query, done } = copyOut(queries)
      this.#client.query(query)
      return done
    })
  }

  async bulkInsert(
    table: { readonly namespace: string | null; readonly name: string },
    columns: readonly string[],
    rows: Iterable<readonly unknown[]>,
  ): Promise<number> {
    const name =
      table.namespace === null ? quoteName(table.name) : `${quoteName(table.namespace)}.${quoteName(table.name)}`
    const found = await this.query(bulkTargetQuery, [name])
    const target = readBulkTarget(name, columns, found)
    return target.takesCopy ? await this.#copy(target, rows) : await this.#insert(target, rows)
  }

  async #copy(target: BulkTarget, rows: Iterable<readonly unknown[]>): Promise<number> {
    const sql = `COPY ${target.name} (${target.columnList}) FROM STDIN`
    return await this.#exclusively(() => {
      const { query, done } = copyRows(sql, target.kinds, rows)
      this.#client.query(query)
      return done
    })
  }

  async #insert(target: BulkTarget, rows: Iterable<readonly unknown[]>): Promise<number> {
    let count = 0
    for (const { sql, values } of insertStatements(target, rows)) {
      const result = await this.#exclusively(() => this.#client.query(sql, [...values]))
      count += result.rowCount ?? 0
    }
    return count
  }

  async begin(): Promise<void> {
    if (this.#isOurs) this.#begin = 'waits'
    else await this.executeScript('BEGIN')
  }

  /** @throws LimbeckError LB6120 when the transaction had failed, where the server rolls back and says nothing */
  async commit(): Promise<void> {
    if (this.#takeWaiting()) return
    const result = await this.#exclusively(() => this.#client.query('COMMIT'))
    if (result.command !== 'ROLLBACK') return
    throw new LimbeckError('LB6120', 'The transaction could not be committed: a statement in it had failed before.', {
      hints: ['Let the error of the failed statement through; PostgreSQL undoes the whole transaction with it.'],
    })
  }

  async rollback(): Promise<void> {
    if (this.#takeWaiting()) return
    await this.executeScript('ROLLBACK')
  }

  async close(): Promise<void> {
    await this.#queue
    await this.#client.end().catch(() => {})
  }

  async #run(
    sql: string,
    parameters: readonly unknown[],
    { repeated = false }: StatementOptions,
  ): Promise<readonly QueryResult[]> {
    const values = parameters.map((value) => bindValue(value))
    if (repeated && this.#mayPrepare) {
      const prepared = this.#prepare(sql)
      return [await this.#exclusively(() => this.#client.query({ ...prepared, values }))]
    }
    const text = this.#textOf(sql, parameters)
    const answer: unknown = await this.#exclusively(() =>
      values.length === 0 ? this.#client.query(text) : this.#client.query(text, values),
    )
    // pg answers a text of several statements with a list of results, of one statement with a single one.
    return (Array.isArray(answer) ? answer : [answer]) as readonly QueryResult[]
  }

  /** Several statements in one round trip, BEGIN in front of them where it waits, and COMMIT behind them where that is asked. */
  async #batch(
    statements: readonly BoundStatement[],
    { repeated = false, commits = false }: StatementOptions & { readonly commits?: boolean } = {},
  ): Promise<Completed[]> {
    const bound = statements.map(({ sql, parameters }): BatchStatement => {
      const values = parameters.map((value) => bindText(value))
      return repeated ? { ...this.#prepare(sql), values } : { text: this.#textOf(sql, parameters), values }
    })
    const begins = this.#takeWaiting()
    try {
      const completed = await this.#exclusively(() => {
        const { query, done } = batch([
          ...(begins ? [{ text: 'BEGIN', values: [] }] : []),
          ...bound,
          ...(commits ? [{ text: 'COMMIT', values: [] }] : []),
        ])
        this.#client.query(query)
        return done
      })
      return completed.slice(begins ? 1 : 0)
    } catch (error) {
      if (begins) this.#begin = 'failed'
      // Which of them the server has understood, nobody knows.
      if (repeated) for (const { sql } of statements) this.#prepared.delete(sql)
      throw error
    }
  }

  #prepare(sql: string): { readonly name: string; readonly text: string } {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    this.#preparedEver += 1
    const prepared = { name: `limbeck_${this.#preparedEver}`, text: numbered(sql) }
    this.#prepared.set(sql, prepared)
    return prepared
  }

  #textOf(sql: string, parameters: readonly unknown[]): string {
    const text = parameters.length === 0 ? replacePlaceholders(sql, () => '?') : numbered(sql)
    // The server may forget what was prepared, of which the driver hears nothing.
    if (forgetsPrepared.test(text)) this.#mayPrepare = false
    return text
  }

  /** Whether BEGIN was still to be sent; whoever asks sees to it. */
  #takeWaiting(): boolean {
    const waits = this.#begin === 'waits'
    if (waits) this.#begin = null
    return waits
  }

  /** Runs one thing at a time on the line; a lost line says why it was lost. */
  #exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const begins = this.#takeWaiting()
    const result = this.#queue.then(async () => {
      if (this.#lost !== null) throw this.#lost
      if (begins) await this.#client.query('BEGIN')
      const answer = await work()
      if (this.#begin === 'failed') this.#begin = null
      return answer
    })
    this.#queue = result.catch(() => {})
    return result
  }
}
