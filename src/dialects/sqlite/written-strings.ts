import { nameOfToken, significantTokens, tokenizeSql } from '../../text/index.ts'

const rowids = new Set(['rowid', 'oid', '_rowid_'])

/**
 * An expression of a table with strings as strings: what stands in double quotes and is no column is one to most programs
 * that make SQLite databases, but not to limbeck's own connections, where a misspelled name must not pass for a string.
 *
 * @see https://www.sqlite.org/quirks.html#double_quoted_string_literals_are_accepted
 */
export function withStrings(sql: string, table: { readonly columns: readonly { readonly name: string }[] }): string {
  if (!sql.includes('"')) return sql
  const columns = new Set(table.columns.map(({ name }) => name.toLowerCase()))
  const tokens = significantTokens(tokenizeSql(sql, { brackets: true }))
  let text = ''
  let end = 0
  tokens.forEach((token, at) => {
    if (!token.text.startsWith('"')) return
    const name = nameOfToken(token)
    const before = tokens[at - 1]?.text.toLowerCase()
    const behind = tokens[at + 1]?.text
    const isName = columns.has(name.toLowerCase()) || rowids.has(name.toLowerCase())
    if (isName || before === '.' || before === 'collate' || before === 'as' || behind === '.' || behind === '(') return
    text += `${sql.slice(end, token.start)}'${name.replaceAll("'", "''")}'`
    end = token.start + token.text.length
  })
  return text + sql.slice(end)
}
