import type { DatabaseUrl } from '../dialects/index.ts'
import type { CompareDefault, CompareType, IncludeName, IncludeObject } from '../diff/index.ts'
import type { CustomCommand } from './custom-command.ts'
import type { GenerationConfig } from '../generation/index.ts'
import type { SqlFiles } from '../models/index.ts'
import type { Hooks, OnVersionApply, TimeoutLimits, TransactionMode } from '../runtime/index.ts'
import type { Timeouts } from '../revisions/index.ts'
import type { NamingConvention } from '../schema/index.ts'

/** What `limbeck.config.ts` exports: one database, or several under `databases`. Every key may be left out. */
export interface LimbeckConfig extends DatabaseConfig {
  /** Several databases by name; `-n NAME` picks one. What stands beside this key holds for all of them. */
  readonly databases?: { readonly [name: string]: DatabaseConfig }
  /** Commands of the project's own, by name: `limbeck NAME`. */
  readonly commands?: { readonly [name: string]: CustomCommand }
}

/** What a configuration file may export instead: a function that works the configuration out. */
export type ConfigFunction = (context: ConfigContext) => LimbeckConfig | Promise<LimbeckConfig>

export interface ConfigContext {
  /** The value of `-n`: a key under `databases` or `all`; undefined when there is none. */
  readonly name: string | undefined
  /** The values of `-x KEY=VALUE`. */
  readonly x: { readonly [name: string]: string }
}

export interface DatabaseConfig extends GenerationConfig {
  /** Database URL. Default: the environment's `DATABASE_URL`. */
  readonly url?: string | undefined
  /**
   * Globs of model files, relative to the configuration's folder; or `sql('./schema/*.sql')`, files of SQL statements; or a
   * list of both.
   */
  readonly models?: ModelSource | readonly ModelSource[]
  /**
   * An empty database in which SQL files of `models` are run and rolled back, where the role of `url` may not create
   * databases. Default: one that is made beside that of `url` and dropped again; on SQLite one in memory.
   */
  readonly scratchUrl?: string | undefined
  /** Folders of revision files; new ones go into the first. Default `./migrations`. */
  readonly migrations?: string | readonly string[]
  /** Revision files may also lie in folders inside `migrations`, at any depth. Default false. */
  readonly recursiveVersionLocations?: boolean
  /** Default `limbeck_version`. `alembic_version` takes over a database that Alembic migrated. */
  readonly versionTable?: string
  /** Namespace of the version table and the journal. */
  readonly versionTableSchema?: string
  /** Namespaces to compare besides the default one. */
  readonly schemas?: readonly string[]
  readonly namingConvention?: Partial<NamingConvention>
  /** False: the version table gets no primary key. Default true. */
  readonly versionTablePrimaryKey?: boolean
  /** Asked about each object after the database was read; false leaves it alone. */
  readonly includeObject?: IncludeObject
  /** The same by name alone. Schemas that it refuses are not even read. */
  readonly includeName?: IncludeName
  /** False: types are not compared. A function answers true (different), false or undefined (as limbeck would). Default true. */
  readonly compareType?: boolean | CompareType
  /** The same for defaults. */
  readonly compareDefault?: boolean | CompareDefault
  /**
   * PostgreSQL: compares who may do what (GRANT, default privileges), of every role or of these alone; everybody is
   * `PUBLIC`. Default false: privileges are only put back on what is made anew.
   */
  readonly compareGrants?: boolean | { readonly roles: readonly string[] }
  /** PostgreSQL: compares owners, of what models name one for; SQL files name them all. Default false. */
  readonly compareOwners?: boolean
  /** One transaction per revision, one for the whole run, or none. Default `perRevision`. */
  readonly transaction?: TransactionMode
  /** Limits of the statements of revisions. A revision's own `export const timeouts` wins. */
  readonly timeouts?: Timeouts
  /** Called when the version table has moved, in the same transaction. */
  readonly onVersionApply?: OnVersionApply | readonly OnVersionApply[]
  /** Called around runs and revisions. */
  readonly hooks?: Hooks
  /** Milliseconds to wait for another migration to end. Default 60,000. */
  readonly lockTimeoutMs?: number
  /** Tables that are not limbeck's business: exact names or globs with `*`. */
  readonly exclude?: readonly string[]
  /** Name of new revision files in Alembic's tokens. Default `%(year)d%(month).2d%(day).2d_%(hour).2d%(minute).2d_%(rev)s_%(slug)s`. */
  readonly fileTemplate?: string
  readonly truncateSlugLength?: number
  /** What new revisions are written in: TypeScript, or plain SQL with sections. Default `ts`. */
  readonly revisionFormat?: 'ts' | 'sql'
  /** Time zone of dates in file names and headers, such as `Europe/Berlin`. Default UTC. */
  readonly timezone?: string
  readonly review?: ReviewConfig
}

/** A glob of model files, or files of SQL statements: `sql('./schema/*.sql')`. */
export type ModelSource = string | SqlFiles

export interface ReviewConfig {
  /** Severity by rule id; `'off'` switches a rule off. */
  readonly rules?: { readonly [rule: string]: 'error' | 'warning' | 'note' | 'off' }
  /** Findings of this severity and above make `limbeck review` exit with 1. Default `warning`. */
  readonly failOn?: 'error' | 'warning' | 'note' | 'never'
}

/** A configuration with every default filled in and every path absolute, for one database. */
export interface ResolvedConfig {
  /** The configuration file, or null when limbeck runs without one. */
  readonly configFile: string | null
  /** Absolute folder that relative paths are resolved against. */
  readonly folder: string
  /** `default`, or the key under `databases`. */
  readonly databaseName: string
  /** The values of `-x KEY=VALUE` when it was loaded. */
  readonly x: { readonly [name: string]: string }
  /** Null when neither the configuration nor the environment names one; then only commands without a database work. */
  readonly url: DatabaseUrl | null
  /** Absolute globs of model files. */
  readonly models: readonly string[]
  /** Absolute globs, files and folders of SQL statements. */
  readonly sqlModels: readonly string[]
  readonly scratchUrl: DatabaseUrl | null
  /** Absolute folders. */
  readonly migrations: readonly string[]
  readonly recursiveVersionLocations: boolean
  readonly versionTable: string
  readonly versionTableSchema: string | null
  readonly versionTablePrimaryKey: boolean
  readonly schemas: readonly string[]
  readonly includeObject: IncludeObject | null
  readonly includeName: IncludeName | null
  readonly compareType: boolean | CompareType
  readonly compareDefault: boolean | CompareDefault
  readonly compareGrants: boolean | { readonly roles: readonly string[] }
  readonly compareOwners: boolean
  readonly transaction: TransactionMode
  readonly timeouts: TimeoutLimits
  readonly onVersionApply: readonly OnVersionApply[]
  readonly hooks: Hooks
  readonly namingConvention: NamingConvention
  readonly lockTimeoutMs: number
  readonly exclude: readonly string[]
  readonly fileTemplate: string
  readonly truncateSlugLength: number
  readonly revisionFormat: 'ts' | 'sql'
  /** As it was given: `resolveGeneration` fills in what only new revisions need. */
  readonly generation: GenerationConfig
  readonly timezone: string
  readonly review: Required<ReviewConfig>
}
