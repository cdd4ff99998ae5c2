import { type SqlToken, nameOfToken, tokenizeSql } from '../../../text/index.ts'
import type { ParsedTable, Span } from '../create-text/index.ts'

/**
 * The CREATE TABLE text as it can run for the new table. Strings in double quotes, which SQLite took for strings because
 * no column has the name, get single quotes: a text that was made where that is allowed must run where it is not. And
 * columns with the table's name in front lose it, because the table has another name while it is filled.
 *
 * @see https://www.sqlite.org/quirks.html#double_quoted_string_literals_are_accepted
 */
export function runnableTableText(parsed: ParsedTable, table: string): string {
  const known = new Set(parsed.columns.map(({ name }) => name.toLowerCase()))
  const spans: Span[] = [...parsed.columns.flatMap(({ constraints }) => constraints), ...parsed.constraints].flatMap(
    (clause) => ('expression' in clause ? [clause.expression] : []),
  )
  return replaceIn(parsed.text, spans, known, table.toLowerCase())
}

/** The same for a CREATE INDEX text, from the first parenthesis on. */
export function runnableIndexText(text: string, table: ParsedTable): string {
  const known = new Set([table.name, ...table.columns.map(({ name }) => name)].map((name) => name.toLowerCase()))
  const start = text.indexOf('(')
  return start < 0 ? text : replaceIn(text, [{ start, end: text.length }], known, null)
}

function replaceIn(text: string, spans: readonly Span[], known: ReadonlySet<string>, qualifier: string | null): string {
  let result = text
  for (const span of spans.toSorted((a, b) => b.start - a.start)) {
    const tokens = tokenizeSql(text.slice(span.start, span.end), { brackets: true })
    let inner = ''
    for (let at = 0; at < tokens.length; at += 1) {
      const token = tokens[at]
      if (token === undefined) continue
      const name = nameOfToken(token).toLowerCase()
      const isName = token.kind === 'identifier' || token.kind === 'word'
      if (isName && name === qualifier && tokens[at + 1]?.text === '.') at += 1
      else
        inner += isString(token, tokens.slice(0, at), known)
          ? `'${nameOfToken(token).replaceAll("'", "''")}'`
          : token.text
    }
    result = result.slice(0, span.start) + inner + result.slice(span.end)
  }
  return result
}

/** A name in double quotes that nothing has. Names of collations stand behind COLLATE, where no string may be. */
function isString(token: SqlToken, before: readonly SqlToken[], known: ReadonlySet<string>): boolean {
  if (token.kind !== 'identifier' || !token.text.startsWith('"')) return false
  const previous = before.findLast(({ kind }) => kind !== 'space' && kind !== 'comment')
  return previous?.text.toUpperCase() !== 'COLLATE' && !known.has(nameOfToken(token).toLowerCase())
}
