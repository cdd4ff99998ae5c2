import { assertNever } from '../../errors/index.ts'
import type { Json } from '../../errors/index.ts'
import { type ColumnDefault, type ColumnType, canonicalExpression } from '../../schema/index.ts'
import { significantTokens, tokenizeSql } from '../../text/index.ts'
import { comparableExpression, inParentheses, stringOfToken } from './expression-text.ts'
import { valueClassOf } from './types.ts'
import { sqliteLiteral } from './values.ts'

/** A random UUID of version 4, as text in lower case. */
const uuidExpression =
  "(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || " +
  "substr('89AB', (random() & 3) + 1, 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))"

const comparableUuid = comparableExpression(uuidExpression)

/** What stands behind DEFAULT. `now` has whole seconds on SQLite, whatever the column's precision. */
export function printDefault(value: ColumnDefault, type: ColumnType): string {
  switch (value.kind) {
    case 'now':
      return wordForNow(type)
    case 'uuid':
      return uuidExpression
    case 'expression':
      return printExpression(value.expression.sql)
    case 'literal':
      if (value.declared !== undefined) return value.declared
      if (value.value === null) return 'NULL'
      return valueClassOf(type) === 'json' ? sqliteLiteral(JSON.stringify(value.value)) : sqliteLiteral(value.value)
    default:
      return assertNever(value)
  }
}

function wordForNow(type: ColumnType): string {
  if (type.kind === 'date') return 'CURRENT_DATE'
  return type.kind === 'time' ? 'CURRENT_TIME' : 'CURRENT_TIMESTAMP'
}

/** A literal or keyword may stand bare, and only bare is it constant enough for ADD COLUMN. */
function printExpression(sql: string): string {
  const bare = comparableExpression(sql)
  if (/^(null|true|false|current_(date|time|timestamp))$/.test(bare)) return bare.toUpperCase()
  if (!/^(x?'([^']|'')*'|[+-]?\s?[\d.][\w.]*)$/s.test(bare)) return inParentheses(sql)
  const [sign, token] = significantTokens(tokenizeSql(sql, { brackets: true })).filter(
    ({ text }) => !'()'.includes(text),
  )
  return `${sign?.text ?? ''}${token?.text ?? ''}`
}

/** Whether ADD COLUMN takes a default on a table with rows. `printed` is what {@link printDefault} made. */
export function isConstantDefault(printed: string): boolean {
  return !printed.startsWith('(') && !printed.startsWith('CAST') && !printed.startsWith('CURRENT_')
}

/** The reverse of {@link printDefault}: a text behind DEFAULT → default; null for `DEFAULT NULL`, which says nothing. */
export function parseDefault(text: string, type: ColumnType): ColumnDefault | null {
  const bare = comparableExpression(text)
  if (bare === 'null') return null
  if (bare === wordForNow(type).toLowerCase()) return { kind: 'now' }
  if (bare === comparableUuid) return { kind: 'uuid' }
  const literal = literalOf(text)
  const value = literal === undefined ? undefined : valueOfType(literal, type)
  if (value === undefined) return { kind: 'expression', expression: canonicalExpression(stripped(text)) }
  const said = literalText(text)
  const plain: ColumnDefault = { kind: 'literal', value }
  return said === null || said === printDefault(plain, type) ? plain : { ...plain, declared: said }
}

/** The value that a literal stands for in a column of a type; undefined where it is another one. */
function valueOfType(literal: Json, type: ColumnType): Json | undefined {
  if (valueClassOf(type) === 'json') {
    const value = typeof literal === 'string' ? jsonOf(literal) : undefined
    // A text that says null is no NULL.
    return value === null ? undefined : value
  }
  return type.kind === 'boolean' && (literal === 0 || literal === 1) ? literal === 1 : literal
}

/** A literal as it is written, bare; null for a string in double quotes or in none, which only old habits write so. */
function literalText(text: string): string | null {
  const tokens = significantTokens(tokenizeSql(text, { brackets: true })).filter((token) => !'()'.includes(token.text))
  const said = tokens.map((token) => token.text).join('')
  if (/^(true|false)$/i.test(said)) return said.toUpperCase()
  return tokens.some(({ kind }) => kind === 'word' || kind === 'identifier') ? null : said
}

/** A default in the one spelling used in comparison: that of its value. TRUE and FALSE are 1 and 0. */
export function comparableDefault(value: ColumnDefault, type: ColumnType): string {
  const plain: ColumnDefault = value.kind === 'literal' ? { kind: 'literal', value: value.value } : value
  const printed = comparableExpression(printDefault(plain, type))
  return printed === 'false' ? '0' : printed === 'true' ? '1' : printed
}

function jsonOf(text: string): Json | undefined {
  try {
    // JSON.parse gives JSON and nothing else.
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** The value of a literal, or undefined when the text is more than one, or cannot be held exactly. */
function literalOf(text: string): Json | undefined {
  const tokens = significantTokens(tokenizeSql(text, { brackets: true })).filter(
    ({ text: mark }) => mark !== '(' && mark !== ')',
  )
  const sign = tokens[0]?.text === '-' || tokens[0]?.text === '+' ? tokens[0].text : ''
  const token = tokens[sign === '' ? 0 : 1]
  if (token === undefined || tokens.length > (sign === '' ? 1 : 2)) return undefined
  if (token.kind === 'number') {
    const value = Number(`${sign}${token.text.replaceAll('_', '')}`)
    const exact = Number.isInteger(value)
      ? Number.isSafeInteger(value) && /^\d+$/.test(token.text)
      : String(Math.abs(value)) === token.text.replace(/0+$/, '')
    return exact ? value : undefined
  }
  if (sign !== '') return undefined
  if (token.kind === 'word' && /^(true|false)$/i.test(token.text)) return token.text.toLowerCase() === 'true'
  // A bare word is a string to SQLite: DEFAULT active.
  if (token.kind === 'word' && !text.trim().startsWith('(') && !/^current_(date|time|timestamp)$/i.test(token.text)) {
    return token.text
  }
  if (token.kind === 'identifier' && token.text.startsWith('"')) return token.text.slice(1, -1).replaceAll('""', '"')
  return stringOfToken(token) ?? undefined
}

/** The expression without the parentheses that DEFAULT asks for. */
function stripped(text: string): string {
  const inner = text.trim()
  if (!inner.startsWith('(') || inParentheses(inner) !== inner) return inner
  return inner.slice(1, -1).trim()
}
