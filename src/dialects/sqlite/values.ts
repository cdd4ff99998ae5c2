/** What SQLite can bind. */
export type SqliteValue = null | number | bigint | string | Uint8Array

/**
 * A JavaScript value as SQLite stores it: booleans as 1 and 0, whole numbers as INTEGER, dates as
 * `dateText` says, objects and arrays as JSON text, undefined as NULL.
 */
export function sqliteValue(value: unknown): SqliteValue {
  if (value === null || value === undefined) return null
  switch (typeof value) {
    case 'boolean':
      return value ? 1n : 0n
    case 'number':
      // The driver binds numbers as REAL; a whole number must arrive as INTEGER in columns without affinity.
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value) : value
    case 'bigint':
    case 'string':
      return value
    default:
      if (value instanceof Uint8Array) return value
      if (value instanceof Date) return dateText(value)
      return JSON.stringify(value) ?? null
  }
}

/**
 * `YYYY-MM-DD HH:MM:SS` in UTC, with `.sss` only where there are milliseconds: so that it equals what
 * CURRENT_TIMESTAMP wrote in the same second and sorts as text in the order of time.
 */
function dateText(date: Date): string {
  return date
    .toISOString()
    .replace('T', ' ')
    .replace(/(\.000)?Z$/, '')
}

/** A value as a literal of SQLite. */
export function sqliteLiteral(value: unknown): string {
  const stored = sqliteValue(value)
  if (stored === null) return 'NULL'
  if (typeof stored === 'bigint') return String(stored)
  if (typeof stored === 'number') return numberLiteral(stored)
  if (typeof stored === 'string') return textLiteral(stored)
  return `x'${Buffer.from(stored).toString('hex')}'`
}

/**
 * A value as a literal of a script. The `sqlite3` program takes the carriage return off the end of every line that it
 * reads, in the middle of a text, too; so it is not written as it is.
 */
export function scriptLiteral(value: unknown): string {
  const literal = sqliteLiteral(value)
  return literal.includes('\r\n') ? `(${literal.replaceAll('\r\n', "' || char(13, 10) || '")})` : literal
}

function numberLiteral(value: number): string {
  if (Number.isNaN(value)) return 'NULL'
  if (!Number.isFinite(value)) return value > 0 ? '9e999' : '-9e999'
  const text = String(value)
  return /[.e]/.test(text) ? text : `${text}.0`
}

/** SQL text ends at a NUL character, so a string with one is put together from its bytes. */
function textLiteral(text: string): string {
  if (text.includes('\0')) return `CAST(x'${Buffer.from(text).toString('hex')}' AS TEXT)`
  return `'${text.replaceAll("'", "''")}'`
}
