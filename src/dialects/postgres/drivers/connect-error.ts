import { LimbeckError } from '../../../errors/index.ts'
import type { ConnectionTarget, SslMode } from './client-settings.ts'

/** What a driver error tells apart, read from an unknown value. */
interface Reason {
  readonly code: string
  readonly message: string
}

/**
 * Why no connection came about, with what was tried and what to do next; never the password.
 *
 * @returns LB4001 unreachable, LB4101 user or password, LB4102 no such database, LB4103 no connection left, LB4104 TLS
 */
export function explainConnectError(error: unknown, target: ConnectionTarget, sslMode: SslMode): LimbeckError {
  const reason = reasonOf(error)
  const details = {
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.user,
    sslmode: sslMode,
    reason: reason.message,
    code: reason.code,
  }
  const tried = `${where(target)} (database "${target.database}", user "${target.user}")`
  const fail = (
    code: 'LB4001' | 'LB4101' | 'LB4102' | 'LB4103' | 'LB4104',
    message: string,
    ...hints: readonly string[]
  ) => new LimbeckError(code, message, { hints, details, cause: error })

  switch (reason.code) {
    case '28P01':
      return fail(
        'LB4101',
        `PostgreSQL refused the password of user "${target.user}" at ${where(target)}.`,
        'Check the user and the password in the database URL; special characters of a password are percent-encoded (`@` is `%40`).',
      )
    case '28000':
      return fail(
        'LB4101',
        `PostgreSQL did not let in user "${target.user}" to database "${target.database}" at ${where(target)}: ${reason.message}.`,
        'Check that the role exists and may log in, and that pg_hba.conf has a line for this host, user and database.',
        ...(/no encryption|SSL off/i.test(reason.message) ? ['Add `?sslmode=require` to the database URL.'] : []),
      )
    case '3D000':
      return fail(
        'LB4102',
        `There is no database "${target.database}" at ${where(target)}.`,
        `Create it: \`createdb -h ${target.host} -p ${target.port} -U ${target.user} ${target.database}\`, or correct the name in the database URL.`,
      )
    case '42501':
      return fail(
        'LB4101',
        `User "${target.user}" may not connect to database "${target.database}" at ${where(target)}: ${reason.message}.`,
        `Have an administrator run \`GRANT CONNECT ON DATABASE "${target.database}" TO "${target.user}"\`.`,
      )
    case '53300':
      return fail(
        'LB4103',
        `PostgreSQL at ${where(target)} has no connection left for user "${target.user}": ${reason.message}.`,
        'Close idle clients (`SELECT pid, usename, state, query FROM pg_stat_activity` lists them), or raise max_connections.',
      )
    case '57P03':
      return fail(
        'LB4001',
        `PostgreSQL at ${tried} is not ready: ${reason.message}.`,
        'Wait until the server has started, then try again.',
      )
    default:
      return explainUnreachable(reason, tried, target, sslMode, fail)
  }
}

function explainUnreachable(
  reason: Reason,
  tried: string,
  target: ConnectionTarget,
  sslMode: SslMode,
  fail: (code: 'LB4001' | 'LB4101' | 'LB4104', message: string, ...hints: readonly string[]) => LimbeckError,
): LimbeckError {
  if (/does not support SSL/.test(reason.message)) {
    return fail(
      'LB4104',
      `PostgreSQL at ${tried} offers no encryption, and the database URL asks for it with sslmode=${sslMode}.`,
      'Turn TLS on at the server (`ssl = on`), or, on a network that you trust, use `sslmode=disable` or `sslmode=prefer`.',
    )
  }
  if (isTlsFailure(reason)) {
    return fail(
      'LB4104',
      `The encrypted connection to PostgreSQL at ${tried} failed: ${reason.message}.`,
      'Name the authority that signed the server certificate with `sslrootcert=/path/to/ca.pem`, and check the host name.',
    )
  }
  if (/client password must be a string|password must be a non-empty|no password/i.test(reason.message)) {
    return fail(
      'LB4101',
      `PostgreSQL at ${tried} asks for a password, and the database URL has none.`,
      'Write it into the URL (`postgresql://user:password@host/database`) or set PGPASSWORD.',
    )
  }
  const [what, hint] = unreachable(reason, target)
  return fail('LB4001', `Could not connect to PostgreSQL at ${tried}: ${what}.`, hint)
}

function unreachable(reason: Reason, target: ConnectionTarget): readonly [what: string, hint: string] {
  switch (reason.code) {
    case 'ECONNREFUSED':
      return [
        'nothing listens there',
        `Start the server, or correct host and port in the database URL; \`pg_isready -h ${target.host} -p ${target.port}\` tells whether it answers.`,
      ]
    case 'ENOENT':
      return ['there is no such socket', 'Correct the folder of the socket and the port in the database URL.']
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [
        'the host name is not known',
        'Check the spelling of the host in the database URL, and the network or VPN that knows it.',
      ]
    case 'ETIMEDOUT':
    case 'timeout':
      return [
        'no answer in time',
        'Check the network, firewall or VPN between here and the server; `connect_timeout=30` in the database URL waits longer.',
      ]
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return ['the network has no way there', 'Check the network, firewall or VPN between here and the server.']
    default:
      return [reason.message, "Check that a PostgreSQL server answers there, and read the server's log."]
  }
}

function isTlsFailure(reason: Reason): boolean {
  return (
    /^(?:ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO)/.test(reason.code) ||
    /establishing an SSL connection|certificate/i.test(reason.message)
  )
}

/** Whether the server may let somebody in who comes encrypted. */
export function isNotLetIn(error: unknown): boolean {
  return reasonOf(error).code === '28000'
}

/** Whether a connection without TLS may be tried instead, as `sslmode=prefer` says. */
export function isTlsRefused(error: unknown): boolean {
  const reason = reasonOf(error)
  return /does not support SSL/.test(reason.message) || isTlsFailure(reason)
}

function where(target: ConnectionTarget): string {
  if (target.host.startsWith('/')) return `socket ${target.host}/.s.PGSQL.${target.port}`
  return target.host.includes(':') ? `[${target.host}]:${target.port}` : `${target.host}:${target.port}`
}

function reasonOf(error: unknown): Reason {
  // Node gathers the attempts on several addresses of one host; they failed for the same reason as a rule.
  const first: unknown = error instanceof AggregateError ? (error.errors[0] ?? error) : error
  const code = typeof first === 'object' && first !== null && 'code' in first ? String(first.code) : ''
  const message = first instanceof Error ? first.message : String(first)
  return { code: code === '' && message === 'timeout expired' ? 'timeout' : code, message }
}
