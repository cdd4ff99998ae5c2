import type { Span } from './parsed.ts'

/** A CREATE TABLE text with the places of its columns and table constraints. */
export interface SplitTable {
  readonly name: string
  /** Without white space around them. */
  readonly items: readonly Span[]
  readonly strict: boolean
  readonly withoutRowid: boolean
}

const head = /CREATE TABLE (?:"([^"]+)"|([A-Za-z_]\w*))\s?\(/y

/** What stands behind the parentheses, mostly nothing. */
const tails: ReadonlyMap<string, Pick<SplitTable, 'strict' | 'withoutRowid'>> = new Map([
  ['', { strict: false, withoutRowid: false }],
  [' STRICT', { strict: true, withoutRowid: false }],
  [' WITHOUT ROWID', { strict: false, withoutRowid: true }],
  [' STRICT, WITHOUT ROWID', { strict: true, withoutRowid: true }],
])

/**
 * Splits a CREATE TABLE text at the commas between its columns and constraints, by quotes and parentheses alone: a tenth of
 * the work of parsing it. Null for what needs a closer look: comments, brackets and the like, a name with quotes in it,
 * anything unusual in front of the parentheses or behind them.
 */
export function splitTable(text: string): SplitTable | null {
  head.lastIndex = 0
  const found = head.exec(text)
  const name = found?.[1] ?? found?.[2]
  if (name === undefined) return null
  const items: Span[] = []
  let start = head.lastIndex
  let depth = 1
  let at = start
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === doubleQuote || code === quote) {
      const isEscaped = code === quote && (text.charCodeAt(at - 1) | 0x20) === letterE
      const close = text.indexOf(code === quote ? "'" : '"', at + 1)
      if (isEscaped || close < 0) return null
      at = close
    } else if (code === open) depth += 1
    else if (code === close) {
      depth -= 1
      if (depth === 0) break
    } else if (code === comma) {
      if (depth > 1) continue
      items.push(trimmed(text, start, at))
      start = at + 1
    } else if (isUnusual(code, text, at)) return null
  }
  if (depth > 0) return null
  items.push(trimmed(text, start, at))
  const tail = tails.get(text.slice(at + 1))
  return tail === undefined ? null : { name, items, ...tail }
}

const doubleQuote = '"'.charCodeAt(0)
const quote = "'".charCodeAt(0)
const open = '('.charCodeAt(0)
const close = ')'.charCodeAt(0)
const comma = ','.charCodeAt(0)
const bracket = '['.charCodeAt(0)
const backtick = '`'.charCodeAt(0)
const dollar = '$'.charCodeAt(0)
const minus = '-'.charCodeAt(0)
const slash = '/'.charCodeAt(0)
const star = '*'.charCodeAt(0)
const letterE = 'e'.charCodeAt(0)

/** Names in other quotes, dollar quotes, comments. */
function isUnusual(code: number, text: string, at: number): boolean {
  if (code === bracket || code === backtick || code === dollar) return true
  return (code === minus && text.charCodeAt(at + 1) === minus) || (code === slash && text.charCodeAt(at + 1) === star)
}

function trimmed(text: string, from: number, to: number): Span {
  let start = from
  let end = to
  while (start < end && text.charCodeAt(start) <= 0x20) start += 1
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end -= 1
  return { start, end }
}
