import { fault } from '../../errors/index.ts'
import { dateText } from './drivers/parameters.ts'

/**
 * A value as a literal of PostgreSQL. Arrays and objects become JSON text in quotes.
 *
 * @throws LimbeckError LB9001 for text with a NUL character, which PostgreSQL cannot keep
 */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') {
    return Number.isFinite(value) ? String(value) : `'${Number.isNaN(value) ? 'NaN' : String(value)}'::double precision`
  }
  if (typeof value === 'string') return stringLiteral(value)
  if (value instanceof Date) return stringLiteral(dateText(value))
  if (value instanceof Uint8Array) return `${stringLiteral(`\\x${Buffer.from(value).toString('hex')}`)}::bytea`
  return stringLiteral(JSON.stringify(value) ?? 'null')
}

/**
 * Text in quotes. With a backslash it is written `E'…'`, which reads the same whatever `standard_conforming_strings` says.
 *
 * @see https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS
 */
export function stringLiteral(text: string): string {
  if (text.includes('\0')) throw fault('PostgreSQL cannot keep text with a NUL character (U+0000).')
  const quoted = text.replaceAll("'", "''")
  return text.includes('\\') ? `E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`
}

/** The text that a string literal stands for: `'…'`, `E'…'` with simple escapes, or `$tag$…$tag$`. */
export function readStringLiteral(token: string): string {
  if (token.startsWith('$')) {
    const tag = /^\$[^$]*\$/.exec(token)?.[0] ?? '$$'
    return token.slice(tag.length, -tag.length)
  }
  const inner = token.slice(token.indexOf("'") + 1, -1).replaceAll("''", "'")
  if (!/^[eE]/.test(token)) return inner
  return inner.replace(
    /\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[^])/g,
    (whole, escape: string) => {
      if (/^[xuU][0-9a-fA-F]/.test(escape)) return String.fromCodePoint(Number.parseInt(escape.slice(1), 16))
      if (/^[0-7]/.test(escape)) return String.fromCodePoint(Number.parseInt(escape, 8))
      return controlEscapes[escape] ?? whole.slice(1)
    },
  )
}

const controlEscapes: { readonly [escape: string]: string } = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }
