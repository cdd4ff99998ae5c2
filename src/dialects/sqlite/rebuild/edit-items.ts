import { significantTokens, tokenizeSql } from '../../../text/index.ts'
import {
  type ParsedColumn,
  type ParsedTable,
  type ParsedTableConstraint,
  type Span,
  parseTable,
} from '../create-text/index.ts'

/**
 * Edits of a CREATE TABLE text. Each gives the text parsed anew; what an edit does not touch, comments and line breaks
 * included, stays as it stands.
 */

type Item = ParsedColumn | ParsedTableConstraint

/** An item with what belongs to it: comments on lines of its own above, its comma, a comment behind it on its line. */
interface Region extends Span {
  /** Whether the comma behind the item stands on the item's line. */
  readonly trailingComma: boolean
  /** Whether the comma in front of the item stands on the item's line (the style of leading commas). */
  readonly leadingComma: boolean
}

/** Replaces a stretch of the text. */
export function replaceSpan(parsed: ParsedTable, span: Span, text: string): ParsedTable {
  return parseTable(parsed.text.slice(0, span.start) + text + parsed.text.slice(span.end))
}

/** Takes a clause out of a column, with the blanks in front of it; a line break stays, for it may end a comment. */
export function removeClause(parsed: ParsedTable, span: Span): ParsedTable {
  let { start } = span
  while (start > 0 && /[ \t]/.test(parsed.text[start - 1] ?? '')) start -= 1
  const joinsWords = /\w/.test(parsed.text[start - 1] ?? '') && /\w/.test(parsed.text[span.end] ?? '')
  return replaceSpan(parsed, { start, end: span.end }, joinsWords ? ' ' : '')
}

/** Puts a column behind the last column, or a constraint behind everything. */
export function insertItem(parsed: ParsedTable, kind: 'column' | 'constraint', text: string): ParsedTable {
  const regions = regionsOf(parsed)
  const place = kind === 'column' ? parsed.columns.length - 1 : parsed.items.length - 1
  const item = parsed.items[place]
  const region = regions[place]
  if (item === undefined || region === undefined) return replaceSpan(parsed, parsed.body, `\n  ${text}\n`)
  const next = regions[place + 1]
  const inner = parsed.text.slice(parsed.body.start, parsed.body.end)
  const separator = inner.includes('\n') ? `\n${indentOf(parsed, item)}` : ' '
  const ownComma = region.trailingComma ? '' : ','
  const nextComma = next === undefined || next.leadingComma ? '' : ','
  return parseTable(
    parsed.text.slice(0, item.span.end) +
      ownComma +
      parsed.text.slice(item.span.end, region.end) +
      separator +
      text +
      nextComma +
      parsed.text.slice(region.end),
  )
}

/** Takes a column or constraint out, with its comma and its comments. */
export function removeItem(parsed: ParsedTable, item: Item): ParsedTable {
  const region = regionsOf(parsed)[parsed.items.indexOf(item)]
  if (region === undefined) return parsed
  const before = parsed.text.slice(0, region.start)
  const after = parsed.text.slice(region.end)
  const bodyEnd = parsed.body.end - (region.end - region.start)
  return parseTable(withoutLooseCommas(before + after, { start: parsed.body.start, end: bodyEnd }))
}

/** Blanks in front of an item that begins a line. */
function indentOf(parsed: ParsedTable, item: Item): string {
  const line = parsed.text.slice(parsed.text.lastIndexOf('\n', item.span.start - 1) + 1, item.span.start)
  return /^[ \t]*$/.test(line) ? line : '  '
}

function regionsOf(parsed: ParsedTable): readonly Region[] {
  const regions: Region[] = []
  let start = parsed.body.start
  let leadingComma = false
  for (const [place, item] of parsed.items.entries()) {
    const next = parsed.items[place + 1]
    const gap = readGap(parsed.text.slice(item.span.end, next?.span.start ?? parsed.body.end))
    const comma = gap.comma === null ? null : item.span.end + gap.comma
    const trailingComma = comma !== null && (gap.lineBreak === null || (gap.comma ?? 0) < gap.lineBreak)
    const lineBreak = trailingComma ? gap.lineBreakBehindComma : gap.lineBreak
    const end =
      lineBreak !== null
        ? item.span.end + lineBreak
        : comma !== null
          ? comma + 1
          : next === undefined
            ? parsed.body.end
            : item.span.end
    regions.push({ start, end, trailingComma, leadingComma })
    start = end
    leadingComma = comma !== null && !trailingComma
  }
  return regions
}

/** Offsets of the comma and of line breaks that are not in comments, in the text between two items. */
function readGap(text: string) {
  let comma: number | null = null
  let lineBreak: number | null = null
  let lineBreakBehindComma: number | null = null
  for (const token of tokenizeSql(text, { brackets: true })) {
    if (token.text === ',') comma ??= token.start
    if (token.kind !== 'space' || !token.text.includes('\n')) continue
    const at = token.start + token.text.search(/\r?\n/)
    lineBreak ??= at
    if (comma !== null) lineBreakBehindComma ??= at
  }
  return { comma, lineBreak, lineBreakBehindComma }
}

/** Takes out commas at the beginning, at the end, and doubled ones. */
function withoutLooseCommas(text: string, body: Span): string {
  const tokens = significantTokens(tokenizeSql(text.slice(body.start, body.end), { brackets: true }))
  const loose: number[] = []
  let depth = 0
  let afterComma = true
  for (const token of tokens) {
    if (token.text === '(') depth += 1
    else if (token.text === ')') depth -= 1
    const isComma = token.text === ',' && depth === 0
    if (isComma && afterComma) loose.push(body.start + token.start)
    afterComma = isComma
  }
  const last = tokens.at(-1)
  if (last?.text === ',' && !loose.includes(body.start + last.start)) loose.push(body.start + last.start)
  let result = text
  for (const at of loose.toReversed()) result = result.slice(0, at) + result.slice(at + 1)
  return result
}
