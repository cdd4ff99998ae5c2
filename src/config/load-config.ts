import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import type { LimbeckConfig, ResolvedConfig } from './config.ts'
import { chosenConfig } from './find-config.ts'
import { readEnvFile } from './read-env-file.ts'
import { type ConfigSource, databaseNames, resolveConfig } from './resolve-config.ts'
import { setXValues, xArguments } from './x-arguments.ts'

export interface LoadConfigOptions {
  /** Where the search for a configuration starts. Default: the current folder. */
  readonly cwd?: string | undefined
  /**
   * A configuration file or its folder, instead of searching; or the configuration itself, with paths relative to `cwd`.
   * Default: the environment's `LIMBECK_CONFIG`.
   */
  readonly config?: string | LimbeckConfig | undefined
  /** A key under `databases`. */
  readonly name?: string | undefined
  /** Wins over the configuration's URL. */
  readonly url?: string | undefined
  /** Counts where there is no configuration, no other URL, and none in the environment. */
  readonly fallbackUrl?: string | undefined
  /** What `xArguments()` gives to the configuration and to revision files, as `-x KEY=VALUE` does; left out: what it gave before. */
  readonly x?: { readonly [name: string]: string } | undefined
}

/**
 * Finds, loads and checks the configuration of one database. Reads the `.env` beside it into `process.env` first; what the
 * environment has already wins. Without a configuration file a URL is enough: then the current folder counts.
 *
 * @throws LimbeckError LB1001 for a missing or unknown name, LB1002 when there is no configuration and no URL,
 * LB1003 when it is not valid, LB1004 when it cannot be loaded, LB4002 for a URL that is not understood, LB7001 for a rule of
 * the review that does not exist
 */
export async function loadConfig(options: LoadConfigOptions = {}): Promise<ResolvedConfig> {
  const source = await findSource(options)
  const fallbackUrl = source.configFile === null ? options.fallbackUrl : undefined
  const config = resolveConfig(source, options, process.env['DATABASE_URL'] || fallbackUrl)
  const rules = Object.keys(config.review.rules)
  // Most projects name none, and need not wait for the rules.
  if (rules.length > 0) (await import('../review/index.ts')).assertKnownRules(rules)
  return config
}

/** The names that `-n` takes, in the configuration's order. */
export async function listDatabaseNames(options: LoadConfigOptions = {}): Promise<readonly string[]> {
  return databaseNames((await findSource(options)).config)
}

/** The commands that the configuration defines, by name. */
export async function listCommands(options: LoadConfigOptions = {}): Promise<NonNullable<LimbeckConfig['commands']>> {
  return (await findSource(options)).config.commands ?? {}
}

async function findSource(options: LoadConfigOptions): Promise<ConfigSource> {
  const cwd = path.resolve(options.cwd ?? '.')
  if (options.x !== undefined) setXValues(options.x)
  if (typeof options.config === 'object') {
    const { checkedConfig } = await import('./read-config-file.ts')
    return { config: checkedConfig(options.config, 'The configuration'), configFile: null, folder: cwd }
  }
  const configFile = chosenConfig(cwd, options.config)
  const folder = configFile === null ? cwd : path.dirname(configFile)
  await readEnvFile(folder, process.env)
  if (configFile !== null) {
    const { readConfigFile } = await import('./read-config-file.ts')
    return { config: await readConfigFile(configFile, { name: options.name, x: xArguments() }), configFile, folder }
  }
  if ((options.url ?? options.fallbackUrl) === undefined && (process.env['DATABASE_URL'] ?? '') === '') {
    throw new LimbeckError('LB1002', `There is no limbeck.config.ts in ${cwd} or a folder above it.`, {
      hints: [
        'Run `limbeck init` to make one.',
        'Or name the database: `--url sqlite:///./dev.db`, or `DATABASE_URL` in the environment.',
      ],
      details: { folder: cwd },
    })
  }
  return { config: {}, configFile: null, folder }
}
