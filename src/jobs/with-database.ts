import { requireUrl } from '../config/index.ts'
import type { ResolvedConfig } from '../config/index.ts'
import { driverFor } from '../dialects/by-url.ts'
import type { ConnectOptions, Connection, Dialect, Driver, GivenConnection } from '../dialects/index.ts'
import { LimbeckError } from '../errors/index.ts'
import {
  type MigrationContext,
  type RunSettings,
  type StateTables,
  limbeckVersion,
  stateTables,
} from '../runtime/index.ts'
import type { ProjectContext } from './project-context.ts'

const connectTimeoutMs = 10_000

/** A project's database that is open for one job. */
export interface OpenDatabase {
  readonly dialect: Driver
  readonly connection: Connection
  readonly stateTables: StateTables
}

/**
 * Opens the project's database for one job and closes it behind it.
 *
 * @param options.create SQLite: make the file when it is missing; commands that only read pass false
 * @param options.meanwhile what can be done before the database is there; called where it has to be waited for, and throws nothing
 * @throws LimbeckError LB1005 without a URL, LB4xxx when the database cannot be reached
 */
export async function withOpenDatabase<Result>(
  project: ProjectContext,
  options: Pick<ConnectOptions, 'create' | 'meanwhile'>,
  work: (database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const url = requireUrl(project.config)
  const driver = await driverFor(url)
  const open = () => driver.connect(url, { connectTimeoutMs, ...options, applicationName: 'limbeck' })
  const inside = (connection: Connection) =>
    work({ dialect: driver, connection, stateTables: stateTablesOf(project.config) })
  const { given } = project
  if (given !== null) return await project.kept.inTurn(async () => await closing(await adopted(driver, given), inside))
  if (url.file === ':memory:') return await project.kept.use(open, inside)
  return await closing(await open(), inside)
}

/** As {@link withOpenDatabase}, for jobs that need all that limbeck knows about the kind of database. */
export async function withDatabase<Result>(
  project: ProjectContext,
  options: { readonly create: boolean },
  work: (context: MigrationContext) => Promise<Result>,
): Promise<Result> {
  const dialect = await ownDialect(project)
  return await withOpenDatabase(project, options, (database) => work(migrationContext(project, database, dialect)))
}

async function closing<Result>(
  connection: Connection,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(connection)
  } finally {
    // What the job found out, or why it failed, matters more than an unfriendly end of the connection.
    await connection.close().catch(() => undefined)
  }
}

async function adopted(driver: Driver, client: GivenConnection): Promise<Connection> {
  if (driver.adopt !== undefined) return await driver.adopt(client)
  throw new LimbeckError('LB4004', `A ${driver.name} database takes no given connection.`, {
    hints: ['Give `url` instead of `connection`.'],
  })
}

/** The version table and the journal of a project. */
export function stateTablesOf(config: ResolvedConfig): StateTables {
  return stateTables(config.versionTable, config.versionTableSchema, { primaryKey: config.versionTablePrimaryKey })
}

/** Schemas without those that a filter keeps out: they are not even read. Left out: the configured ones. */
export function namedSchemas(
  { schemas: configured, includeName }: ResolvedConfig,
  schemas: readonly string[] = configured,
): readonly string[] {
  if (includeName === null) return schemas
  return schemas.filter((name) => includeName(name, 'schema', { schema: null, table: null }))
}

/** What a project says about its runs. */
export function runSettingsOf(config: ResolvedConfig): RunSettings {
  const { databaseName, transaction, timeouts, hooks, onVersionApply, x } = config
  return { databaseName, transaction, timeouts, hooks, onVersionApply, x }
}

/** What a run on a database that is open already needs. */
export async function contextOf(project: ProjectContext, database: OpenDatabase): Promise<MigrationContext> {
  return migrationContext(project, database, await ownDialect(project))
}

/** Imported late: a run with nothing to do goes without. */
async function ownDialect({ config }: ProjectContext): Promise<Dialect> {
  return await (await import('./project-dialect.ts')).projectDialect(config)
}

function migrationContext(project: ProjectContext, database: OpenDatabase, dialect: Dialect): MigrationContext {
  const { config, onEvent, signal } = project
  const { connection, stateTables: tables } = database
  return {
    dialect,
    connection,
    capabilities: dialect.capabilitiesOf(connection.serverVersion),
    stateTables: tables,
    introspection: {
      tables: null,
      namespaces: namedSchemas(config),
      exclude: [tables.version, tables.journal],
      namingConvention: config.namingConvention,
    },
    lockTimeoutMs: config.lockTimeoutMs,
    onEvent,
    signal,
    settings: runSettingsOf(config),
    generation: config.generation,
    limbeckVersion,
  }
}
