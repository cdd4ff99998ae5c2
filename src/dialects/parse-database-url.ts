import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import { similarNames } from '../text/index.ts'
import type { DatabaseUrl } from './database-url.ts'

/** What every refused URL is answered with. */
const supportedForms = [
  'SQLite: `sqlite:///./dev.db` (relative), `sqlite:////absolute/dev.db`, `sqlite://` (in memory), `file:./dev.db`.',
  'PostgreSQL: `postgresql://user:password@host:5432/database?sslmode=require`; also `postgres://` and `postgresql+driver://`.',
]

const dialectOfScheme: { readonly [scheme: string]: DatabaseUrl['dialect'] } = {
  sqlite: 'sqlite',
  file: 'sqlite',
  postgresql: 'postgresql',
  postgres: 'postgresql',
}
const schemesToCome = new Set(['mysql', 'mariadb'])
/** Other programs' words for a scheme that limbeck knows. */
const nicknames: { readonly [scheme: string]: string } = {
  sqlite3: 'sqlite',
  pg: 'postgresql',
  pgsql: 'postgresql',
  psql: 'postgresql',
}

/** Whether a text is meant as a database URL, and not as a file or a revision. A drive (`C:\a.sql`) is none. */
export function isDatabaseUrl(text: string): boolean {
  return /^[a-z][a-z0-9+]*:\/\/|^(?:file|sqlite):/i.test(text)
}

/**
 * Takes a database URL apart: SQLAlchemy's forms, libpq's and `file:`. A `+driver` behind the scheme is ignored.
 *
 * @param folder absolute; relative SQLite paths are resolved against it
 * @throws LimbeckError LB4002 when it is not understood; the message never repeats a part that may hold the password
 * @see https://docs.sqlalchemy.org/en/20/core/engines.html#database-urls
 * @see https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function parseDatabaseUrl(text: string, folder: string): DatabaseUrl {
  const trimmed = text.trim()
  if (trimmed === '') throw refuse('The database URL is empty.')
  if (trimmed === ':memory:') return sqliteUrl(':memory:', {}, folder)
  const found = /^([a-z][a-z0-9_]*)(?:\+[a-z0-9_.]*)?:(.*)$/is.exec(trimmed)
  const scheme = (found?.[1] ?? '').toLowerCase()
  const rest = found?.[2] ?? ''
  const dialect = Object.hasOwn(dialectOfScheme, scheme) ? dialectOfScheme[scheme] : undefined
  // A Windows path (C:\dev.db) and a bare host (localhost:5432) have a colon as well, so a scheme must be followed by //.
  if (dialect === undefined && !rest.startsWith('//'))
    throw refuse('The database URL has no scheme, such as sqlite://.')
  if (dialect === undefined) throw refuseScheme(scheme)
  if (dialect === 'postgresql') {
    if (!rest.startsWith('//')) throw refuse(`The database URL has no // behind "${scheme}:".`)
    return serverUrl(dialect, rest.slice(2))
  }
  return scheme === 'file' ? parseFileUrl(rest, folder) : parseSqliteUrl(rest, folder)
}

function parseSqliteUrl(rest: string, folder: string): DatabaseUrl {
  const { before, options } = splitOptions(rest)
  if (!before.startsWith('//')) return sqliteUrl(decode(before), options, folder)
  const location = before.slice(2)
  if (location === '' || location === '/') return sqliteUrl(':memory:', options, folder)
  if (!location.startsWith('/')) {
    throw refuse('The SQLite URL has too few slashes: behind sqlite:// a host would stand, and SQLite has none.', [
      `Write \`sqlite:///${location}\` for a path relative to the configuration's folder.`,
    ])
  }
  // Python's drivers take a nested `file:` URI when `uri=true` stands behind it.
  return sqliteUrl(decode(location.slice(1)).replace(/^file:/, ''), options, folder)
}

/** `file:dev.db`, `file:./dev.db`, `file:/abs/dev.db`, `file:///abs/dev.db`, `file::memory:`. */
function parseFileUrl(rest: string, folder: string): DatabaseUrl {
  const { before, options } = splitOptions(rest)
  const location = decode(before.replace(/^\/\/(?:localhost(?=\/))?(?=\/)/, ''))
  if (location === '') throw refuse('The file: URL names no file.')
  return sqliteUrl(location.replace(/^\/(?=[A-Za-z]:[\\/])/, ''), options, folder)
}

function sqliteUrl(location: string, options: DatabaseUrl['options'], folder: string): DatabaseUrl {
  const inMemory = location === ':memory:' || options['mode'] === 'memory'
  const file = inMemory ? ':memory:' : path.resolve(folder, location)
  return {
    dialect: 'sqlite',
    file,
    host: null,
    port: null,
    user: null,
    password: null,
    database: null,
    options,
    display: `sqlite:///${file}`,
  }
}

function serverUrl(dialect: DatabaseUrl['dialect'], rest: string): DatabaseUrl {
  const { userInfo, behind } = splitUserInfo(rest)
  const found = /^(\[[^\]/?]*\]|[^:/?]*)(?::([^/?]*))?(?:\/([^?]*))?(?:\?(.*))?$/s.exec(behind)
  if (found === null) throw refuse('The host in the database URL is not understood.')
  const { host: hostOption, port: portOption, user, password, dbname, ...options } = parseOptions(found[4] ?? '')
  const colon = userInfo.indexOf(':')
  const parts = {
    host: emptyToNull(hostOption) ?? emptyToNull(decode((found[1] ?? '').replace(/^\[|\]$/g, ''))),
    port: parsePort(emptyToNull(portOption) ?? emptyToNull(found[2])),
    user: emptyToNull(user) ?? emptyToNull(decode(colon < 0 ? userInfo : userInfo.slice(0, colon))),
    password: password ?? (colon < 0 ? null : decode(userInfo.slice(colon + 1))),
    database: emptyToNull(dbname) ?? emptyToNull(decode(found[3] ?? '')),
  }
  if (parts.host?.includes(',') === true && !parts.host.startsWith('/')) {
    throw refuse('The database URL names several hosts; limbeck connects to one.', ['Name the primary server only.'])
  }
  return { dialect, file: null, ...parts, options, display: displayServer(dialect, parts) }
}

/**
 * Cuts `user:password@` off. Passwords often hold `/`, `?`, `#` and even `@` as they are, so it ends at the first `@`,
 * or, where another `@` follows in front of the path, at that one.
 */
function splitUserInfo(rest: string): { readonly userInfo: string; readonly behind: string } {
  const userInfo = /^[^:/?@]*(?::[^@]*)?@(?:[^/?@]*@)*/.exec(rest)?.[0] ?? ''
  // Without a password there is no `:` in front of the `@`, unless the text is host:port/path with an @ further on.
  const looksLikePath = /^[^:@]*:\d+\/[^@?]*\?/.test(userInfo)
  if (looksLikePath) return { userInfo: '', behind: rest }
  return { userInfo: userInfo.slice(0, -1), behind: rest.slice(userInfo.length) }
}

function displayServer(
  dialect: string,
  parts: Pick<DatabaseUrl, 'host' | 'port' | 'user' | 'password' | 'database'>,
): string {
  const user = parts.user === null ? '' : encodeURIComponent(parts.user)
  const login = user === '' && parts.password === null ? '' : `${user}${parts.password === null ? '' : ':***'}@`
  const socket = parts.host?.startsWith('/') === true || parts.host?.startsWith('@') === true
  const host = socket || parts.host === null ? '' : parts.host.includes(':') ? `[${parts.host}]` : parts.host
  const port = parts.port === null ? '' : `:${parts.port}`
  const database = parts.database === null ? '' : `/${encodeURIComponent(parts.database)}`
  return `${dialect}://${login}${host}${port}${database}${socket ? `?host=${parts.host}` : ''}`
}

function splitOptions(text: string): { readonly before: string; readonly options: DatabaseUrl['options'] } {
  const mark = text.indexOf('?')
  if (mark < 0) return { before: text, options: {} }
  return { before: text.slice(0, mark), options: parseOptions(text.slice(mark + 1)) }
}

/** As in libpq, `+` stands for itself, not for a space. */
function parseOptions(text: string): { readonly [name: string]: string } {
  const pairs = text.split('&').filter((pair) => pair !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=')
      return equals < 0 ? [decode(pair), ''] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))]
    }),
  )
}

/** The text is not repeated in the error: behind `user:password` without a host it is the password. */
function parsePort(text: string | null): number | null {
  if (text === null) return null
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65535) {
    throw refuse('The port in the database URL is not a number from 1 to 65535.', [
      'Write special characters of the password percent-encoded, such as `%40` for @ and `%2F` for /.',
    ])
  }
  return port
}

/** Percent-decoding that leaves what is no escape as it stands: people write passwords with a bare `%`. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes)
    } catch {
      return escapes
    }
  })
}

function emptyToNull(text: string | null | undefined): string | null {
  return text === undefined || text === '' ? null : text
}

function refuseScheme(scheme: string): LimbeckError {
  if (schemesToCome.has(scheme)) {
    return refuse(`The database URL starts with "${scheme}://", which is not supported yet.`)
  }
  const known = [...Object.keys(dialectOfScheme), ...schemesToCome]
  const near = Object.hasOwn(nicknames, scheme) ? nicknames[scheme] : similarNames(scheme, known)[0]
  const hints = near === undefined ? [] : [`Did you mean \`${near}://\`?`]
  return refuse(`The database URL starts with "${scheme}://", which is no database that limbeck knows.`, hints)
}

function refuse(message: string, hints: readonly string[] = []): LimbeckError {
  return new LimbeckError('LB4002', message, { hints: [...hints, ...supportedForms] })
}
