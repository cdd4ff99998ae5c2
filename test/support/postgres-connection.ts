import { type Connection, type IntrospectionScope, parseDatabaseUrl } from '../../src/dialects/index.ts'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { type Catalog, defaultNamingConvention } from '../../src/schema/index.ts'
import { createScratchDatabase } from './postgres-database.ts'

/** A line to an empty database of one test. */
export interface ScratchConnection extends AsyncDisposable {
  readonly connection: Connection
  readonly url: string
  /** What the database holds, all of it or as the scope says. */
  introspect(scope?: Partial<IntrospectionScope>): Promise<Catalog>
}

export const wholeScope: IntrospectionScope = {
  tables: null,
  namespaces: 'all',
  exclude: [],
  namingConvention: defaultNamingConvention,
}

/** Opens a line as the dialect does, on a database that ends with it. */
export async function scratchConnection(label: string): Promise<ScratchConnection> {
  const database = await createScratchDatabase(label)
  const connection = await openConnection(database.url)
  return {
    connection,
    url: database.url,
    introspect: async (scope = {}) => await postgres.introspect(connection, { ...wholeScope, ...scope }),
    [Symbol.asyncDispose]: async () => {
      await connection.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

export async function openConnection(url: string): Promise<Connection> {
  const options = { connectTimeoutMs: 10_000, create: false, applicationName: 'limbeck test' }
  return await postgres.connect(parseDatabaseUrl(url, '/'), options)
}
