import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import type { ClientConfig } from 'pg'
import { LimbeckError } from '../../../errors/index.ts'
import type { ConnectOptions, DatabaseUrl } from '../../index.ts'

/** libpq's words for how much encryption is asked for; `allow` is read as `prefer`. */
const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const
export type SslMode = (typeof sslModes)[number]

export interface ClientSettings {
  readonly config: ClientConfig
  readonly sslMode: SslMode
  /**
   * Tries without encryption first: on this machine nobody listens in between, and most servers there have none, which would cost a
   * second connection.
   */
  readonly plainFirst: boolean
  /** The schemas of the URL's `schema` option, the search path of the connection; empty leaves the server's. */
  readonly searchPath: readonly string[]
  /** Where the connection goes, for messages: host, port, database and user as far as the URL says them. */
  readonly target: ConnectionTarget
}

export interface ConnectionTarget {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
}

/**
 * What a URL and the caller ask for, in `pg`'s words. What the URL leaves out `pg` takes from the `PG…` variables.
 *
 * @throws LimbeckError LB4107 when an option has a value that is not understood or a file of it cannot be read
 * @see https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS
 */
export function clientSettings(url: DatabaseUrl, options: ConnectOptions): ClientSettings {
  const isSocket = url.host?.startsWith('/') === true
  const sslMode = isSocket ? 'disable' : readSslMode(url)
  const config: ClientConfig = {
    ...given('host', url.host),
    ...given('port', url.port),
    ...given('user', url.user),
    ...given('password', url.password),
    ...given('database', url.database),
    ...given('options', url.options['options'] ?? null),
    application_name: url.options['application_name'] ?? options.applicationName,
    connectionTimeoutMillis: readTimeout(url, options),
    keepAlive: true,
    ssl: sslMode === 'disable' ? false : tlsOptions(url, sslMode),
  }
  const schema = url.options['schema'] ?? ''
  return {
    config,
    sslMode,
    plainFirst: (sslMode === 'prefer' || sslMode === 'allow') && loopback.has(url.host ?? ''),
    searchPath: schema
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    target: {
      host: url.host ?? 'localhost',
      port: url.port ?? 5432,
      database: url.database ?? url.user ?? 'postgres',
      user: url.user ?? 'the operating system user',
    },
  }
}

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])

function given<Key extends string, Value>(key: Key, value: Value | null): { [Name in Key]?: Value } {
  // A computed key widens to an index signature; the one key that is set is `key`.
  return (value === null ? {} : { [key]: value }) as { [Name in Key]?: Value }
}

function readSslMode(url: DatabaseUrl): SslMode {
  const word = url.options['sslmode']
  if (word === undefined) return url.options['ssl'] === 'true' || url.options['ssl'] === '1' ? 'require' : 'prefer'
  // libpq 16 and older drivers know more words; these three are what others say for the same thing.
  const mode = sslModes.find((known) => known === (word === 'no-verify' ? 'require' : word))
  if (mode === undefined) {
    throw new LimbeckError('LB4107', `The database URL says sslmode=${word}, which is no TLS mode.`, {
      hints: [`Use one of ${sslModes.map((known) => `\`${known}\``).join(', ')}.`],
      details: { option: 'sslmode', value: word },
    })
  }
  return mode
}

function readTimeout(url: DatabaseUrl, options: ConnectOptions): number {
  const seconds = url.options['connect_timeout']
  if (seconds === undefined) return options.connectTimeoutMs
  const number = Number(seconds)
  if (!Number.isFinite(number) || seconds.trim() === '' || number < 0) {
    throw new LimbeckError(
      'LB4107',
      `The database URL says connect_timeout=${seconds}, which is no number of seconds.`,
      {
        hints: ['Write a whole number of seconds, such as `connect_timeout=10`; 0 waits for ever.'],
        details: { option: 'connect_timeout', value: seconds },
      },
    )
  }
  return number * 1000
}

/**
 * `prefer` and `require` encrypt without asking who answers, `verify-ca` asks for a known authority, `verify-full` for
 * the host's name too. A root certificate makes `require` verify, as libpq does.
 */
function tlsOptions(url: DatabaseUrl, mode: SslMode): ConnectionOptions {
  const root = url.options['sslrootcert']
  const verify = mode === 'verify-full' || mode === 'verify-ca' || (mode === 'require' && root !== undefined)
  return {
    rejectUnauthorized: verify,
    ...(mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
    ...(root === undefined || root === 'system' ? {} : { ca: readPem('sslrootcert', root) }),
    ...(url.options['sslcert'] === undefined ? {} : { cert: readPem('sslcert', url.options['sslcert']) }),
    ...(url.options['sslkey'] === undefined ? {} : { key: readPem('sslkey', url.options['sslkey']) }),
  }
}

function readPem(option: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new LimbeckError('LB4107', `The file that the database URL names with ${option} cannot be read: ${path}`, {
      hints: ['Give an absolute path to a file in PEM format.'],
      details: { option, path },
      cause,
    })
  }
}
