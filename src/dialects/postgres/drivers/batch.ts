import type { Connection, Submittable } from 'pg'

/** One statement of a batch; what it has a name for, the server is to keep for the next time. */
export interface BatchStatement {
  readonly text: string
  readonly values: readonly (string | Buffer | null)[]
  readonly name?: string
}

/** How a statement ended, in the server's words: `INSERT`, and the number of rows that it changed or found. */
export interface Completed {
  readonly command: string
  readonly rowCount: number
}

/** What `pg` calls on a query object while it is the active one. */
interface BatchQuery extends Submittable {
  handleRowDescription(): void
  handleDataRow(): void
  handleCopyInResponse(connection: Connection & CopyFail): void
  handleCopyData(): void
  handleCommandComplete(message: { readonly text: string }): void
  handleEmptyQuery(): void
  handleReadyForQuery(connection: Connection): void
  handleError(error: Error): void
}

/** The texts by name that `pg` remembers of a line; its types leave them out. */
type Prepared = { readonly parsedStatements: { [name: string]: string } }
type CopyFail = { sendCopyFail(message: string): void }

/**
 * A query for `client.query` that runs several statements in one round trip, each with values of its own; `done` is how each of
 * them ended. Rows are not kept.
 *
 * @see https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export function batch(statements: readonly BatchStatement[]): {
  readonly query: Submittable
  readonly done: Promise<readonly Completed[]>
} {
  const { promise, resolve, reject } = Promise.withResolvers<readonly Completed[]>()
  const completed: Completed[] = []
  const query: BatchQuery = {
    submit(connection) {
      const { parsedStatements } = connection as Connection & Prepared
      const known = new Set(Object.keys(parsedStatements))
      connection.stream.cork()
      try {
        for (const { text, values, name } of statements) {
          if (name === undefined || !known.has(name)) connection.parse({ text, name: name ?? '', types: [] }, true)
          if (name !== undefined) known.add(name)
          connection.bind({ statement: name ?? '', values: [...values] }, true)
          connection.execute({}, true)
        }
        connection.sync()
      } finally {
        connection.stream.uncork()
      }
    },
    handleRowDescription() {},
    handleDataRow() {},
    // A server that waits for rows overlooks the end of the batch.
    handleCopyInResponse(connection) {
      connection.sendCopyFail('There are no rows to copy')
      connection.sync()
    },
    handleCopyData() {},
    handleCommandComplete({ text }) {
      const [command = ''] = text.split(' ')
      completed.push({ command, rowCount: Number(/\d+$/.exec(text)?.[0] ?? 0) })
    },
    handleEmptyQuery() {
      completed.push({ command: '', rowCount: 0 })
    },
    handleReadyForQuery(connection) {
      const { parsedStatements } = connection as Connection & Prepared
      for (const { name, text } of statements) if (name !== undefined) parsedStatements[name] = text
      resolve(completed)
    },
    handleError: reject,
  }
  return { query, done: promise }
}
