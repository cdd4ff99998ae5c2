import type { DatabaseUrl, Dialect } from '../../dialects/index.ts'
import { type Connection, type ScratchDatabase, parseDatabaseUrl } from '../../dialects/index.ts'
import { LimbeckError, isLimbeckError } from '../../errors/index.ts'
import { requireUrl } from '../../config/index.ts'
import { explained } from '../../runtime/index.ts'
import { type Catalog, displayName, idOf } from '../../schema/index.ts'
import type { ProjectContext } from '../project-context.ts'
import { projectDialect } from '../project-dialect.ts'

/** An empty database of the project's kind, with one connection to it. */
export interface Scratch {
  readonly dialect: Dialect
  readonly connection: Connection
  /** Everything here is one transaction, which a failed statement must not end. */
  readonly isInTransaction: boolean
  /** What stands in it, in every namespace. */
  read(): Promise<Catalog>
}

/**
 * Works on an empty database that is gone afterwards: made beside the project's, or in memory. Where the configuration
 * names a `scratchUrl`, everything happens in a transaction there that is rolled back.
 *
 * @throws LimbeckError LB1005 without a URL, LB3017 for a `scratchUrl` that is not empty or of another kind, LB6114 when
 *   the role may not create databases, LB4xxx when the server cannot be reached
 */
export async function withScratch<Result>(
  project: ProjectContext,
  work: (scratch: Scratch) => Promise<Result>,
): Promise<Result> {
  const { config } = project
  const dialect = await projectDialect(config)
  if (config.scratchUrl !== null) return await onGiven(project, dialect, config.scratchUrl, work)
  return await withScratchDatabase(project, async (url) => {
    const connection = await open(dialect, url)
    try {
      return await work(scratchOf(project, dialect, connection, false))
    } finally {
      await connection.close().catch(() => undefined)
    }
  })
}

/**
 * Hands on the URL of an empty database of the project's kind, which is gone afterwards.
 *
 * @throws LimbeckError as {@link withScratch}
 */
export async function withScratchDatabase<Result>(
  project: ProjectContext,
  work: (url: DatabaseUrl) => Promise<Result>,
): Promise<Result> {
  const { config } = project
  const dialect = await projectDialect(config)
  const database = await createScratch(dialect, requireUrl(config))
  try {
    return await work(parseDatabaseUrl(database.url, config.folder))
  } finally {
    await drop(database, project)
  }
}

async function createScratch(dialect: Dialect, near: DatabaseUrl): Promise<ScratchDatabase> {
  const { createScratch: create } = dialect
  if (create === undefined) throw new LimbeckError('LB4002', `${dialect.name} has no scratch databases.`, {})
  try {
    return await explained(dialect, () => create(near, { oneConnection: true }))
  } catch (error) {
    if (!isLimbeckError(error) || error.code !== 'LB6114') throw error
    const hints = [
      'Set `scratchUrl` in the configuration to an empty database: everything there is rolled back.',
      'Or have an administrator run `ALTER ROLE … CREATEDB`.',
    ]
    throw new LimbeckError(error.code, error.message, { hints, details: error.details, cause: error })
  }
}

async function onGiven<Result>(
  project: ProjectContext,
  dialect: Dialect,
  url: DatabaseUrl,
  work: (scratch: Scratch) => Promise<Result>,
): Promise<Result> {
  if (url.dialect !== dialect.name) {
    throw new LimbeckError('LB3017', `\`scratchUrl\` is ${url.dialect}, and the database is ${dialect.name}.`, {
      hints: ['The scratch database must be of the same kind as the one that is compared.'],
      details: { scratchUrl: url.display },
    })
  }
  const connection = await open(dialect, url)
  try {
    const scratch = scratchOf(project, dialect, connection, true)
    await explained(dialect, () => connection.begin())
    const [first] = (await scratch.read()).objects()
    if (first !== undefined) throw notEmpty(url, first.kind === 'namespace' ? first.name : displayName(idOf(first)))
    return await work(scratch)
  } finally {
    if (connection.inTransaction) await connection.rollback().catch(() => undefined)
    await connection.close().catch(() => undefined)
  }
}

async function open(dialect: Dialect, url: DatabaseUrl): Promise<Connection> {
  const connection = await dialect.connect(url, { connectTimeoutMs: 10_000, create: true, applicationName: 'limbeck' })
  for (const sql of dialect.scratchSession?.start ?? []) await connection.execute(sql)
  return connection
}

function scratchOf(
  { config }: ProjectContext,
  dialect: Dialect,
  connection: Connection,
  isInTransaction: boolean,
): Scratch {
  return {
    isInTransaction,
    dialect,
    connection,
    read: () =>
      explained(dialect, async () => {
        for (const sql of dialect.scratchSession?.beforeReading ?? []) await connection.execute(sql)
        const { namingConvention } = config
        return await dialect.introspect(connection, { tables: null, namespaces: 'all', exclude: [], namingConvention })
      }),
  }
}

/** What was found out, or why it failed, matters more than a database that stays; but somebody must hear of it. */
async function drop(database: ScratchDatabase, { onEvent }: ProjectContext): Promise<void> {
  try {
    await database[Symbol.asyncDispose]()
  } catch (error) {
    const message = `A scratch database could not be dropped: ${error instanceof Error ? error.message : String(error)}`
    onEvent({ kind: 'warning', message, hints: ['Its name begins with `limbeck_scratch_`; drop it by hand.'] })
  }
}

function notEmpty(url: DatabaseUrl, name: string): LimbeckError {
  return new LimbeckError('LB3017', `The scratch database ${url.display} is not empty: it has '${name}'.`, {
    hints: ['`scratchUrl` must name an empty database; limbeck takes nothing away that is not its own.'],
    details: { scratchUrl: url.display, object: name },
  })
}
