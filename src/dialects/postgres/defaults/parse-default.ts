import type { Json } from '../../../errors/index.ts'
import { type ColumnDefault, type ColumnType, canonicalExpression } from '../../../schema/index.ts'
import { type SqlToken, significantTokens, tokenizeSql } from '../../../text/index.ts'
import { parseArray } from '../drivers/value-parsers.ts'
import { readStringLiteral } from '../literal.ts'
import { parseType } from '../types/parse-type.ts'
import { isRandomUuidBefore13 } from './random-uuid.ts'

/**
 * What a default means, read from the server's text of it (or a person's): a literal of the column's type, the time, a
 * random UUID, else the expression as it stands. Null for a bare `NULL`, which is no default; one with a cast
 * (`NULL::character varying`) is kept by the server where the type has a length, and shown by it.
 */
export function parseDefault(sql: string, columnType: ColumnType): ColumnDefault | null {
  const type = columnType.kind === 'raw' ? parseType(columnType.sql) : columnType
  const expression = { kind: 'expression', expression: canonicalExpression(sql) } as const
  const tokens = withoutCasts(significantTokens(tokenizeSql(sql)))
  const constant = readConstant(tokens)
  if (constant !== null) {
    if (constant.kind === 'null') return sql.includes('::') ? expression : null
    if (constant.kind === 'string' && isMovingTime(constant.text, type)) return expression
    const value = literalOf(constant, type)
    return value === undefined ? expression : { kind: 'literal', value }
  }
  const words = tokens.map((token) => token.text.toLowerCase()).join('')
  if (isEmptyArray(words) && type.kind === 'array') return { kind: 'literal', value: [] }
  if (isNow(words, type)) return { kind: 'now' }
  if (/^(?:(?:pg_catalog|public)\.)?gen_random_uuid\(\)$/.test(words)) return { kind: 'uuid' }
  if (type.kind === 'uuid' && isRandomUuidBefore13(sql)) return { kind: 'uuid' }
  return expression
}

/**
 * `('now'::text)::date` is the time of the INSERT, however constant it looks.
 *
 * @see https://www.postgresql.org/docs/18/datatype-datetime.html#DATATYPE-DATETIME-SPECIAL-VALUES
 */
function isMovingTime(text: string, type: ColumnType): boolean {
  const isTime = type.kind === 'date' || type.kind === 'time' || type.kind === 'timestamp'
  return isTime && /^\s*(?:now|today|tomorrow|yesterday)\b/i.test(text)
}

type Constant =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }

function readConstant(tokens: readonly SqlToken[]): Constant | null {
  const [first, second] = tokens
  if (first === undefined) return null
  if (tokens.length === 2 && (first.text === '-' || first.text === '+') && second?.kind === 'number') {
    return { kind: 'number', text: first.text === '-' ? `-${second.text}` : second.text }
  }
  if (tokens.length !== 1) return null
  if (first.kind === 'number') return { kind: 'number', text: first.text }
  if (first.kind === 'string' && /^(?:[eE]?'|\$)/.test(first.text)) {
    return { kind: 'string', text: readStringLiteral(first.text) }
  }
  const word = first.kind === 'word' ? first.text.toLowerCase() : ''
  if (word === 'null') return { kind: 'null' }
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' }
  return null
}

/** Takes off parentheses around the whole and casts behind it, as often as there are some. */
function withoutCasts(tokens: readonly SqlToken[]): readonly SqlToken[] {
  let rest = tokens
  for (;;) {
    const shorter = withoutCast(withoutParentheses(rest))
    if (shorter.length === rest.length) return rest
    rest = shorter
  }
}

function withoutParentheses(tokens: readonly SqlToken[]): readonly SqlToken[] {
  if (tokens[0]?.text !== '(' || tokens.at(-1)?.text !== ')') return tokens
  let depth = 0
  for (const [index, token] of tokens.entries()) {
    if (token.text === '(') depth += 1
    else if (token.text === ')') depth -= 1
    if (depth === 0 && index < tokens.length - 1) return tokens
  }
  return tokens.slice(1, -1)
}

/** Cuts a last `::type` off, if what stands in front of it is one token, a sign and a number, or in parentheses. */
function withoutCast(tokens: readonly SqlToken[]): readonly SqlToken[] {
  const at = tokens.findLastIndex((token) => token.text === '::')
  if (at < 1 || !tokens.slice(at + 1).every(isTypeToken)) return tokens
  const operand = tokens.slice(0, at)
  const isSimple =
    operand.length === 1 ||
    (operand.length === 2 && operand[0]?.text === '-') ||
    operand.at(-1)?.text === ')' ||
    operand.at(-1)?.text === ']' ||
    operand.some((token) => token.text === '::')
  return isSimple && !hasOperatorOutside(operand) ? operand : tokens
}

function isTypeToken(token: SqlToken): boolean {
  return (
    token.kind === 'word' || token.kind === 'identifier' || token.kind === 'number' || /^[(),.[\]]$/.test(token.text)
  )
}

/** Whether an operator other than a sign or a cast stands outside of parentheses: then the cast binds to its last part only. */
function hasOperatorOutside(tokens: readonly SqlToken[]): boolean {
  let depth = 0
  return tokens.some((token, index) => {
    if (/^[([]$/.test(token.text)) depth += 1
    else if (/^[)\]]$/.test(token.text)) depth -= 1
    const isSign = index === 0 && token.text === '-'
    return depth === 0 && token.kind === 'punctuation' && !isSign && !/^(?:[().,[\]]|::)$/.test(token.text)
  })
}

function isEmptyArray(words: string): boolean {
  return words === 'array[]'
}

const nowOf: { readonly [words: string]: (type: ColumnType) => boolean } = {
  'now()': isMoment,
  'pg_catalog.now()': isMoment,
  current_timestamp: isMoment,
  'transaction_timestamp()': isMoment,
  localtimestamp: (type) => type.kind === 'timestamp' && !type.withTimezone,
  current_date: (type) => type.kind === 'date',
  current_time: (type) => type.kind === 'time' && type.withTimezone,
  localtime: (type) => type.kind === 'time' && !type.withTimezone,
}

function isMoment(type: ColumnType): boolean {
  return type.kind === 'timestamp' || type.kind === 'date' || type.kind === 'time' || type.kind === 'text'
}

function isNow(words: string, type: ColumnType): boolean {
  return Object.hasOwn(nowOf, words) && nowOf[words]?.(type) === true
}

/** The constant as a value of the type; undefined when it is none of it. */
function literalOf(constant: Exclude<Constant, { kind: 'null' }>, type: ColumnType): Json | undefined {
  const text = constant.kind === 'boolean' ? String(constant.value) : constant.text
  switch (type.kind) {
    case 'json':
    case 'jsonb':
      return constant.kind === 'string' ? jsonOf(text) : undefined
    case 'boolean':
      return booleanOf(text)
    case 'integer':
    case 'bigInteger':
    case 'smallInteger':
    case 'decimal':
    case 'float':
    case 'double':
      return numberOf(text)
    case 'array':
      return constant.kind === 'string' ? arrayOf(text, type.of) : undefined
    case 'raw':
      if (constant.kind === 'boolean') return constant.value
      return constant.kind === 'number' ? numberOf(text) : text
    default:
      return text
  }
}

function arrayOf(text: string, of: ColumnType): Json | undefined {
  if (!/^(?:\[[\d:\][]+=)?\{/.test(text)) return undefined
  const convert = (item: unknown): Json | undefined => {
    if (item === null) return null
    if (Array.isArray(item)) return allOf(item.map(convert))
    if (typeof item !== 'string') return undefined
    return literalOf({ kind: 'string', text: item }, of.kind === 'array' ? of.of : of)
  }
  return allOf(parseArray(text, (item) => item).map(convert))
}

function allOf(items: readonly (Json | undefined)[]): Json | undefined {
  const known = items.filter((item) => item !== undefined)
  return known.length === items.length ? known : undefined
}

function jsonOf(text: string): Json | undefined {
  try {
    // What JSON.parse gives is JSON.
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function booleanOf(text: string): boolean | undefined {
  const word = text.trim().toLowerCase()
  if (['t', 'true', 'y', 'yes', 'on', '1'].includes(word)) return true
  return ['f', 'false', 'n', 'no', 'off', '0'].includes(word) ? false : undefined
}

/** A number where its text comes back unchanged, else the text, so that no digit is lost. */
function numberOf(text: string): number | string {
  const trimmed = text.trim()
  const number = Number(trimmed)
  return Number.isFinite(number) && String(number) === trimmed ? number : trimmed
}
