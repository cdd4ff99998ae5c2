import { type SqlToken, nameOfToken, significantTokens, tokenizeSql } from '../../../text/index.ts'
import type { ParsedTable, Span } from '../create-text/index.ts'

/**
 * The CREATE TABLE text as it can run again. Strings in double quotes, which SQLite took for strings because no column
 * has the name, get single quotes: a text that was made where that is allowed must run where it is not.
 *
 * @see https://www.sqlite.org/quirks.html#double_quoted_string_literals_are_accepted
 */
export function runnableTableText(parsed: ParsedTable): string {
  const known = new Set(parsed.columns.map(({ name }) => name.toLowerCase()))
  return replaceIn(parsed.text, expressionsOf(parsed), known)
}

function expressionsOf({ columns, constraints }: ParsedTable): readonly Span[] {
  return [...columns.flatMap((column) => column.constraints), ...constraints].flatMap((clause) =>
    'expression' in clause ? [clause.expression] : [],
  )
}

/** Whether a check has a column with the table's name in front of it, as only a table of this name can have. */
export function namesItself(parsed: ParsedTable): boolean {
  const own = parsed.name.toLowerCase()
  return expressionsOf(parsed).some((span) => {
    const tokens = significantTokens(tokenizeSql(parsed.text.slice(span.start, span.end), { brackets: true }))
    return tokens.some((token, at) => tokens[at + 1]?.text === '.' && nameOfToken(token).toLowerCase() === own)
  })
}

/** The same for a CREATE INDEX text, from the first parenthesis on. */
export function runnableIndexText(text: string, table: ParsedTable): string {
  const known = new Set([table.name, ...table.columns.map(({ name }) => name)].map((name) => name.toLowerCase()))
  const start = text.indexOf('(')
  return start < 0 ? text : replaceIn(text, [{ start, end: text.length }], known)
}

function replaceIn(text: string, spans: readonly Span[], known: ReadonlySet<string>): string {
  let result = text
  for (const span of spans.toSorted((a, b) => b.start - a.start)) {
    const tokens = tokenizeSql(text.slice(span.start, span.end), { brackets: true })
    const inner = tokens.map((token, at) =>
      isString(token, tokens.slice(0, at), known) && tokens[at + 1]?.text !== '.'
        ? `'${nameOfToken(token).replaceAll("'", "''")}'`
        : token.text,
    )
    result = result.slice(0, span.start) + inner.join('') + result.slice(span.end)
  }
  return result
}

/** A name in double quotes that nothing has. Names of collations stand behind COLLATE, where no string may be. */
function isString(token: SqlToken, before: readonly SqlToken[], known: ReadonlySet<string>): boolean {
  if (token.kind !== 'identifier' || !token.text.startsWith('"')) return false
  const previous = before.findLast(({ kind }) => kind !== 'space' && kind !== 'comment')
  return previous?.text.toUpperCase() !== 'COLLATE' && !known.has(nameOfToken(token).toLowerCase())
}
