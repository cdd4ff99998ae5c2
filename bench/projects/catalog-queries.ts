import { dialectFor } from '../../src/dialects/by-url.ts'
import { type Connection, parseDatabaseUrl } from '../../src/dialects/index.ts'
import { defaultNamingConvention } from '../../src/schema/index.ts'

/** The SQL of a whole introspection as a script: what the database alone needs for the work. */
export async function catalogQueries(url: string): Promise<string> {
  const address = parseDatabaseUrl(url, process.cwd())
  const dialect = await dialectFor(address)
  const connection = await dialect.connect(address, {
    connectTimeoutMs: 5000,
    create: false,
    applicationName: 'limbeck bench',
  })
  const queries: string[] = []
  const recording: Connection = new Proxy(connection, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        queries.push(...[args[0]].flat().filter((sql) => typeof sql === 'string'))
        // The method is called with its own arguments on its own object.
        return (value as (...given: unknown[]) => unknown).apply(target, args)
      }
    },
  })
  await dialect.introspect(recording, {
    tables: null,
    namespaces: [],
    exclude: [],
    namingConvention: defaultNamingConvention,
  })
  await connection.close()
  if (queries.length === 0) throw new Error('No query was seen: the limit would be nothing.')
  return queries.map((sql) => `${sql.trim().replace(/;$/, '')};\n`).join('\n')
}
