import type { ResolvedConfig } from '../config/index.ts'
import { dialectFor } from '../dialects/by-url.ts'
import { type Connection, type Dialect, type ScratchDatabase, parseDatabaseUrl } from '../dialects/index.ts'
import { LimbeckError } from '../errors/index.ts'
import { type Project, openProject } from '../jobs/index.ts'
import { stateTables } from '../runtime/index.ts'
import type { Catalog, TableRef } from '../schema/index.ts'
import type { HistoryTestOptions } from './history-test-options.ts'

/** A project on an empty database of its own, with a second line to look into that and put rows there. */
export class ScratchHistory {
  readonly project: Project
  readonly dialect: Dialect
  readonly connection: Connection
  readonly #database: ScratchDatabase

  private constructor(project: Project, dialect: Dialect, connection: Connection, database: ScratchDatabase) {
    this.project = project
    this.dialect = dialect
    this.connection = connection
    this.#database = database
  }

  /**
   * Works on a new one, which is gone afterwards.
   *
   * @throws LimbeckError for the configuration or when no database could be made
   */
  static async with(options: HistoryTestOptions, work: (history: ScratchHistory) => Promise<void>): Promise<void> {
    const history = await ScratchHistory.#open(options)
    try {
      await work(history)
    } finally {
      await history.#close()
    }
  }

  static async #open(options: HistoryTestOptions): Promise<ScratchHistory> {
    const project = await openHistory(options)
    const near = project.config.url ?? parseDatabaseUrl('sqlite://', project.config.folder)
    const dialect = await dialectFor(near)
    if (dialect.createScratch === undefined) {
      throw new LimbeckError('LB4002', `There are no temporary databases of the kind '${dialect.name}' for tests.`, {
        hints: ['Give `url: "sqlite://"` to test the history on SQLite.'],
      })
    }
    const database = await dialect.createScratch(near)
    try {
      const scratch = await openHistory({ ...options, url: database.url })
      const url = parseDatabaseUrl(database.url, project.config.folder)
      const connection = await dialect.connect(url, {
        connectTimeoutMs: 10_000,
        create: true,
        applicationName: 'limbeck testing',
      })
      return new ScratchHistory(scratch, dialect, connection, database)
    } catch (error) {
      await database[Symbol.asyncDispose]()
      throw error
    }
  }

  get config(): ResolvedConfig {
    return this.project.config
  }

  /** The schema as it is, without limbeck's own tables. */
  async schema(): Promise<Catalog> {
    const { config, dialect, connection } = this
    const own = stateTables(config.versionTable, config.versionTableSchema)
    return await dialect.introspect(connection, {
      tables: null,
      namespaces: config.schemas,
      exclude: [own.version, own.journal],
      namingConvention: config.namingConvention,
    })
  }

  /** The number of rows of a table. */
  async count(table: TableRef): Promise<number> {
    const name = this.dialect.grammar.qualified(table.namespace, table.name)
    const [row] = await this.connection.query(`SELECT count(*) AS rows FROM ${name}`)
    return Number(row?.['rows'] ?? 0)
  }

  async #close(): Promise<void> {
    await this.connection.close().catch(() => undefined)
    await this.project.close()
    await this.#database[Symbol.asyncDispose]()
  }
}

/** The project with what the options say about where it is. */
export async function openHistory({ cwd, config, name, url }: HistoryTestOptions): Promise<Project> {
  return await openProject({
    ...(cwd === undefined ? {} : { cwd }),
    ...(config === undefined ? {} : { config }),
    ...(name === undefined ? {} : { name }),
    ...(url === undefined ? {} : { url }),
  })
}
