import { nameOfToken, tokenizeSql } from '../../../text/index.ts'
import type { ParsedTable, Span } from '../create-text/index.ts'

/**
 * Turns strings in double quotes, which SQLite took for strings because no column has the name, into strings in single
 * quotes: a CREATE text that was made where that is allowed must run where it is not.
 *
 * @see https://www.sqlite.org/quirks.html#double_quoted_string_literals_are_accepted
 */
export function withRealStrings(parsed: ParsedTable): string {
  const known = new Set([parsed.name, ...parsed.columns.map(({ name }) => name)].map((name) => name.toLowerCase()))
  const spans: Span[] = [
    ...parsed.columns.flatMap(({ constraints }) => constraints),
    ...parsed.constraints,
  ].flatMap((clause) => ('expression' in clause ? [clause.expression] : []))
  return replaceIn(parsed.text, spans, known)
}

/** The same for a CREATE INDEX text, from the first parenthesis on. */
export function indexWithRealStrings(text: string, table: ParsedTable): string {
  const known = new Set(table.columns.map(({ name }) => name.toLowerCase()))
  const start = text.indexOf('(')
  return start < 0 ? text : replaceIn(text, [{ start, end: text.length }], known)
}

function replaceIn(text: string, spans: readonly Span[], known: ReadonlySet<string>): string {
  let result = text
  for (const span of spans.toSorted((a, b) => b.start - a.start)) {
    const inner = tokenizeSql(text.slice(span.start, span.end), { brackets: true })
      .map((token, at, tokens) => {
        const isQuoted = token.kind === 'identifier' && token.text.startsWith('"')
        // Names of collations stand behind a word, and no string follows COLLATE.
        const behind = tokens.slice(0, at).findLast(({ kind }) => kind !== 'space' && kind !== 'comment')
        if (!isQuoted || behind?.text.toUpperCase() === 'COLLATE') return token.text
        const name = nameOfToken(token)
        return known.has(name.toLowerCase()) ? token.text : `'${name.replaceAll("'", "''")}'`
      })
      .join('')
    result = result.slice(0, span.start) + inner + result.slice(span.end)
  }
  return result
}
