import { existsSync } from 'node:fs'
import path from 'node:path'
import { type DatabaseUrl, parseDatabaseUrl } from '../dialects/index.ts'
import { LimbeckError } from '../errors/index.ts'
import type { Timeouts } from '../revisions/index.ts'
import type { OnVersionApply, TimeoutLimits } from '../runtime/index.ts'
import { defaultNamingConvention } from '../schema/index.ts'
import { durationMs, similarNames } from '../text/index.ts'
import { type GenerationConfig, guardHook } from '../generation/index.ts'
import type { DatabaseConfig, LimbeckConfig, ModelSource, ResolvedConfig } from './config.ts'
import { xArguments } from './x-arguments.ts'
import { generationRules } from './generation-rules.ts'

/** Folders where model files are looked for when no configuration names them; the first that exists counts. */
export const usualModelFolders = ['app/models', 'src/models', 'models'] as const

const defaultFileTemplate = '%(year)d%(month).2d%(day).2d_%(hour).2d%(minute).2d_%(rev)s_%(slug)s'

export interface ConfigSource {
  readonly config: LimbeckConfig
  readonly configFile: string | null
  readonly folder: string
}

/** The names under `databases`; one `default` when there is only the one. */
export function databaseNames(config: LimbeckConfig): readonly string[] {
  return config.databases === undefined ? ['default'] : Object.keys(config.databases)
}

/**
 * Fills in every default and makes every path absolute, for one database.
 *
 * @param url wins over the configuration's
 * @param environmentUrl what the environment calls `DATABASE_URL`; never stands in for one of several databases
 * @throws LimbeckError LB1001 when the name is missing or unknown, LB1003 when `databases` names none, LB4002 for a URL that is not understood
 */
export function resolveConfig(
  source: ConfigSource,
  options: { readonly name?: string | undefined; readonly url?: string | undefined },
  environmentUrl: string | undefined,
): ResolvedConfig {
  const { config, configFile, folder } = source
  const databaseName = pickName(config, options.name)
  const several = config.databases !== undefined
  const own: DatabaseConfig = config.databases?.[databaseName] ?? {}
  const merged = mergeDefined(config, own)
  const inFolder = (file: string) => path.resolve(folder, file)
  const defaultMigrations = several ? `migrations/${databaseName}` : 'migrations'
  const url = options.url ?? (merged.url || (several ? undefined : environmentUrl || undefined))
  return {
    configFile,
    folder,
    databaseName,
    x: xArguments(),
    url: url === undefined ? null : parseDatabaseUrl(url, folder),
    ...modelsOf(merged.models ?? (configFile === null ? usualModels(folder) : []), folder),
    scratchUrl: merged.scratchUrl ? parseDatabaseUrl(merged.scratchUrl, folder) : null,
    migrations: toList(merged.migrations ?? defaultMigrations).map(inFolder),
    recursiveVersionLocations: merged.recursiveVersionLocations ?? false,
    versionTable: merged.versionTable ?? 'limbeck_version',
    versionTableSchema: merged.versionTableSchema ?? null,
    versionTablePrimaryKey: merged.versionTablePrimaryKey ?? true,
    schemas: merged.schemas ?? [],
    includeObject: merged.includeObject === undefined ? null : guardHook('includeObject', merged.includeObject),
    includeName: merged.includeName === undefined ? null : guardHook('includeName', merged.includeName),
    compareType:
      typeof merged.compareType === 'function'
        ? guardHook('compareType', merged.compareType)
        : (merged.compareType ?? true),
    compareDefault:
      typeof merged.compareDefault === 'function'
        ? guardHook('compareDefault', merged.compareDefault)
        : (merged.compareDefault ?? true),
    compareGrants: merged.compareGrants ?? false,
    compareOwners: merged.compareOwners ?? false,
    transaction: merged.transaction ?? 'perRevision',
    timeouts: limitsOf(merged.timeouts),
    onVersionApply: functionsIn(merged.onVersionApply),
    hooks: merged.hooks ?? {},
    namingConvention: mergeDefined(defaultNamingConvention, merged.namingConvention ?? {}),
    lockTimeoutMs: merged.lockTimeoutMs ?? 60_000,
    exclude: merged.exclude ?? [],
    fileTemplate: merged.fileTemplate ?? defaultFileTemplate,
    truncateSlugLength: merged.truncateSlugLength ?? 40,
    revisionFormat: merged.revisionFormat ?? 'ts',
    generation: generationOf(merged),
    timezone: merged.timezone ?? 'UTC',
    review: { rules: merged.review?.rules ?? {}, failOn: merged.review?.failOn ?? 'warning' },
  }
}

/**
 * The URL of a project's database, for commands that cannot do without.
 *
 * @throws LimbeckError LB1005 when there is none
 */
export function requireUrl(config: ResolvedConfig): DatabaseUrl {
  if (config.url !== null) return config.url
  const many = config.databaseName !== 'default'
  throw new LimbeckError(
    'LB1005',
    many ? `The database "${config.databaseName}" has no URL.` : 'No database URL is configured.',
    {
      hints: [
        many
          ? `Set \`databases.${config.databaseName}.url\` in the configuration.`
          : 'Set `DATABASE_URL` in the environment or in `.env`, or `url` in the configuration.',
        'Or give it once: `--url sqlite:///./dev.db`.',
      ],
      details: { databaseName: config.databaseName, configFile: config.configFile },
    },
  )
}

function pickName(config: LimbeckConfig, wanted: string | undefined): string {
  const names = databaseNames(config)
  const choices = names.map((name) => `\`-n ${name}\``).join(', ')
  if (wanted === undefined) {
    const [only] = names
    if (names.length === 1 && only !== undefined) return only
    if (names.length === 0) {
      throw new LimbeckError('LB1003', '"databases" of the configuration is empty.', {
        hints: ['Name a database in it, `databases: { main: { url: … } }`, or leave it out and set `url`.'],
      })
    }
    throw new LimbeckError('LB1001', 'The configuration has several databases, and none was chosen.', {
      hints: [`Choose one with ${choices}, or all of them with \`-n all\`.`],
      details: { databases: names },
    })
  }
  if (names.includes(wanted)) return wanted
  const near = similarNames(wanted, names)[0]
  throw new LimbeckError('LB1001', `The configuration has no database "${wanted}".`, {
    hints: [near === undefined ? `It has ${choices}.` : `Did you mean \`-n ${near}\`?`],
    details: { databases: names },
  })
}

/** The keys of {@link GenerationConfig}; the list is here because importing that room would slow down every command. */
function generationOf(config: DatabaseConfig): GenerationConfig {
  const given = Object.entries(config).filter(
    ([key, value]) => Object.hasOwn(generationRules, key) && value !== undefined,
  )
  return Object.fromEntries(given)
}

/** The second over the first; a key that is undefined counts as left out. */
function mergeDefined<Value extends object>(under: Value, over: Partial<Value>): Value {
  const defined = Object.entries(over).filter(([, value]) => value !== undefined)
  return { ...under, ...Object.fromEntries(defined) }
}

function toList<Item extends string | object>(value: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(value) ? value : [value as Item]
}

/** A text that ends in `.sql` says by itself what it is. */
function modelsOf(
  given: NonNullable<DatabaseConfig['models']>,
  folder: string,
): Pick<ResolvedConfig, 'models' | 'sqlModels'> {
  const sources: readonly ModelSource[] = toList<ModelSource>(given)
  const absolute = (globs: readonly string[]) => globs.map((glob) => absoluteGlob(folder, glob))
  const texts = sources.filter((source) => typeof source === 'string')
  const isSql = (glob: string) => glob.endsWith('.sql')
  const named = sources.flatMap((source) => (typeof source === 'string' ? [] : toList(source.sqlFiles)))
  return {
    models: absolute(texts.filter((glob) => !isSql(glob))),
    sqlModels: absolute([...texts.filter(isSql), ...named]),
  }
}

function limitsOf(timeouts: Timeouts | undefined): TimeoutLimits {
  return {
    lockMs: durationMs(timeouts?.lock),
    statementMs: durationMs(timeouts?.statement),
    lockRetries: timeouts?.lockRetries ?? 0,
  }
}

function functionsIn(value: DatabaseConfig['onVersionApply']): readonly OnVersionApply[] {
  return value === undefined ? [] : typeof value === 'function' ? [value] : value
}

function usualModels(folder: string): readonly string[] {
  const found = usualModelFolders.find((candidate) => existsSync(path.join(folder, candidate)))
  return found === undefined ? [] : [`${found}/*.ts`]
}

/** Marks that mean something in a glob are taken literally in the folder's own path. */
function absoluteGlob(folder: string, glob: string): string {
  const literal = folder.replace(/[[\]*?]/g, '[$&]')
  return path.isAbsolute(glob) ? glob : path.join(literal, glob)
}
