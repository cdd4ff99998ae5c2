import type { Connection, Submittable } from 'pg'
import { arrayText, scalarText } from './parameters.ts'

/** Text is gathered to chunks of about this many characters before it goes to the socket. */
const chunkLength = 65_536

/** How a column's values are written: `json` keeps arrays as JSON, everything else takes them as PostgreSQL arrays. */
export type CopyColumn = 'json' | 'other'

/** What `pg` calls on a query object while it is the active one. */
interface CopyQuery extends Submittable {
  handleCopyInResponse(connection: CopyLine): void
  handleCommandComplete(message: { readonly text: string }): void
  handleReadyForQuery(): void
  handleError(error: Error): void
}

/** The part of `pg`'s connection that COPY needs; its types leave the COPY messages out. */
interface CopyLine {
  readonly stream: Connection['stream']
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

/**
 * A query for `client.query` that sends rows with `COPY … FROM STDIN`. Rows are taken from the iterable as fast as the
 * socket drains, so memory stays flat. `done` gives the number of rows, or the error of the server or of the iterable.
 *
 * @see https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-COPY
 */
export function copyRows(
  sql: string,
  columns: readonly CopyColumn[],
  rows: Iterable<readonly unknown[]>,
): { readonly query: Submittable; readonly done: Promise<number> } {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  let count = 0
  let failure: unknown = null
  let stopped = false
  const send = async (line: CopyLine): Promise<void> => {
    let chunk = ''
    for (const row of rows) {
      chunk += copyLine(row, columns)
      if (chunk.length < chunkLength) continue
      line.sendCopyFromChunk(Buffer.from(chunk))
      chunk = ''
      if (line.stream.writableNeedDrain) await untilDrained(line.stream)
      if (stopped) return
    }
    if (chunk !== '') line.sendCopyFromChunk(Buffer.from(chunk))
    line.endCopyFrom()
  }
  const query: CopyQuery = {
    submit: (connection) => connection.query(sql),
    handleCopyInResponse: (line) => {
      send(line).catch((error: unknown) => {
        failure = error
        // The server ends the COPY with an error of its own; the one that counts is what the rows threw.
        if (!stopped) line.sendCopyFail('limbeck: the rows could not be read')
      })
    },
    handleCommandComplete: (message) => {
      count = Number(/^COPY (\d+)/.exec(message.text)?.[1] ?? 0)
    },
    handleReadyForQuery: () => resolve(count),
    handleError: (error) => {
      stopped = true
      reject(failure ?? error)
    },
  }
  return { query, done: promise }
}

function untilDrained(stream: Connection['stream']): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      stream.off('drain', settle)
      stream.off('close', settle)
      resolve()
    }
    stream.on('drain', settle)
    stream.on('close', settle)
  })
}

const special = /[\\\n\r\t]/
const escapes: { readonly [character: string]: string } = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * One row in COPY's text format, its line end included.
 *
 * @see https://www.postgresql.org/docs/18/sql-copy.html#id-1.9.3.55.9.2
 */
function copyLine(row: readonly unknown[], columns: readonly CopyColumn[]): string {
  let line = ''
  let place = 0
  for (const column of columns) {
    if (place > 0) line += '\t'
    line += copyField(row[place], column)
    place += 1
  }
  return `${line}\n`
}

function copyField(value: unknown, column: CopyColumn): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'number' && column === 'other') return String(value)
  const text = typeof value === 'string' && column === 'other' ? value : fieldText(value, column)
  return special.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? character) : text
}

/** A value in the text form that a column of this kind reads. A string for a JSON column is a JSON string. */
export function fieldText(value: unknown, column: CopyColumn): string {
  if (column === 'json') return jsonText(value)
  return Array.isArray(value) ? arrayText(value) : scalarText(value)
}

/** JSON of a value for a json column; text that is JSON already goes as it is, because that is how rows are read back. */
function jsonText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  try {
    JSON.parse(value)
    return value
  } catch {
    return JSON.stringify(value)
  }
}
