import { LimbeckError } from '../../../errors/index.ts'
import { type Catalog, createCatalog } from '../../../schema/index.ts'
import type { Connection } from '../../index.ts'
import { introspectFiltered } from '../introspect/introspect.ts'
import { temporaryTables } from '../introspect/scope-filter.ts'
import type { Probe, ProbeStatement } from './probe-statements.ts'

/**
 * Makes the temporary tables in a transaction of their own (or behind a savepoint), reads them back and rolls back. All
 * statements go in one text; only when the server refuses one are they sent one by one, to know which.
 *
 * @throws LimbeckError LB4110 with every expression that the server refuses
 */
export async function runProbes(
  connection: Connection,
  types: readonly string[],
  probes: readonly Probe[],
): Promise<Catalog> {
  if (probes.length === 0) return createCatalog([])
  const statements = [
    ...types.map((sql) => ({ sql, about: null, otherwise: null })),
    ...probes.flatMap((probe) => probe.statements),
  ]
  const filter = temporaryTables(probes.map((probe) => probe.name))
  const nested = connection.inTransaction
  const open = nested ? 'SAVEPOINT limbeck_probe' : 'BEGIN'
  const undo = nested ? 'ROLLBACK TO SAVEPOINT limbeck_probe; RELEASE SAVEPOINT limbeck_probe' : 'ROLLBACK'
  try {
    await connection.executeScript([open, ...statements.map((one) => one.sql)].join(';\n'))
    const catalog = await introspectFiltered(connection, filter, [])
    await connection.executeScript(undo)
    return catalog
  } catch {
    await connection.executeScript(undo)
  }
  await connection.executeScript(open)
  try {
    await runOneByOne(connection, statements)
    return await introspectFiltered(connection, filter, [])
  } finally {
    await connection.executeScript(undo)
  }
}

async function runOneByOne(connection: Connection, statements: readonly ProbeStatement[]): Promise<void> {
  const refused: {
    readonly words: string
    readonly reason: string
    readonly table: string
    readonly name: string
    readonly sql: string
  }[] = []
  for (const { sql, about, otherwise } of statements) {
    const failure = await attempt(connection, sql)
    if (failure === null) continue
    if (about !== null) refused.push({ ...about, reason: failure.message })
    // A type that is not there yet (of an extension, say) makes no expression wrong: text stands in for it.
    else if (otherwise === null || (await attempt(connection, otherwise)) !== null) throw failure
  }
  if (refused.length === 0) return
  const lines = refused.map(({ words, table, name, reason }) => `${words} '${name}' of table '${table}': ${reason}`)
  throw new LimbeckError(
    'LB4110',
    refused.length === 1
      ? `PostgreSQL rejects ${lines[0]}.`
      : `PostgreSQL rejects ${refused.length} expressions of the models:\n${lines.map((line) => `  ${line}`).join('\n')}`,
    {
      hints: ['Correct the expression in the models; PostgreSQL must be able to read it on its own.'],
      details: { expressions: refused },
    },
  )
}

async function attempt(connection: Connection, sql: string): Promise<Error | null> {
  await connection.executeScript('SAVEPOINT limbeck_statement')
  try {
    await connection.executeScript(sql)
    await connection.executeScript('RELEASE SAVEPOINT limbeck_statement')
    return null
  } catch (error) {
    if (!connection.inTransaction) throw error
    await connection.executeScript('ROLLBACK TO SAVEPOINT limbeck_statement')
    return error instanceof Error ? error : new Error(String(error))
  }
}
