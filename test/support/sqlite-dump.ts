import { DatabaseSync } from 'node:sqlite'
import { nameOfToken, significantTokens, tokenizeSql } from '../../src/text/index.ts'

/**
 * What a SQLite file is, as text, from SQLite's own pragmas and texts: two databases are the same when their dumps are.
 * Columns and constraints are sorted, since their order tells nothing; white space and quotes around names are left out.
 */
export function dumpSqliteSchema(file: string, ignore: RegExp = /^limbeck_/): string {
  const database = new DatabaseSync(file, { readOnly: true })
  const all = (sql: string) => database.prepare(sql).all()
  try {
    const lines: string[] = []
    for (const { type, name, tbl_name: table, sql } of all('SELECT * FROM sqlite_schema ORDER BY type, name')) {
      if (ignore.test(String(table)) || String(name).startsWith('sqlite_')) continue
      if (type !== 'table') {
        lines.push(`${String(type)} ${String(name)} ${spelled(String(sql))}`)
        continue
      }
      const quoted = `'${String(name).replaceAll("'", "''")}'`
      const columns = all(
        `SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(${quoted}) ORDER BY name`,
      )
      lines.push(...columns.map((column) => `column ${String(name)} ${JSON.stringify(column)}`))
      const keys = all(
        `SELECT "table", group_concat("from"), group_concat("to"), on_update, on_delete FROM (SELECT * FROM pragma_foreign_key_list(${quoted}) ORDER BY id, seq) GROUP BY id`,
      )
      lines.push(...keys.map((key) => `key ${String(name)} ${JSON.stringify(key)}`).sort())
      lines.push(...itemsOf(String(sql)).map((item) => `item ${String(name)} ${item}`))
    }
    return lines.join('\n')
  } finally {
    database.close()
  }
}

/** The pieces of a CREATE TABLE between its outer parentheses, and what stands behind them, each in one spelling, sorted. */
function itemsOf(sql: string): readonly string[] {
  const items: string[][] = []
  let depth = 0
  let item: string[] = []
  for (const token of significantTokens(tokenizeSql(sql, { brackets: true }))) {
    if (token.text === '(') depth += 1
    if (token.text === ')') depth -= 1
    const ends =
      (token.text === ',' && depth === 1) || (token.text === '(' && depth === 1) || (token.text === ')' && depth === 0)
    if (ends) {
      items.push(item)
      item = []
    } else item.push(spelledToken(token))
  }
  return [...items, item]
    .slice(1)
    .flatMap(apartFromChecks)
    .map((words) => words.join(' '))
    .filter((text) => text !== '')
    .sort()
}

/** A named check means the same behind its column and behind all columns, so it is taken out of the column. */
function apartFromChecks(words: readonly string[]): readonly (readonly string[])[] {
  const start = words.findIndex((word, index) => index > 0 && word === 'constraint' && words[index + 2] === 'check')
  if (start < 0) return [words]
  let depth = 0
  let end = start + 3
  do {
    if (words[end] === '(') depth += 1
    if (words[end] === ')') depth -= 1
    end += 1
  } while (depth > 0 && end < words.length)
  return [words.slice(start, end), ...apartFromChecks([...words.slice(0, start), ...words.slice(end)])]
}

function spelled(sql: string): string {
  return significantTokens(tokenizeSql(sql, { brackets: true }))
    .map(spelledToken)
    .join(' ')
}

function spelledToken(token: Parameters<typeof nameOfToken>[0]): string {
  return token.kind === 'word'
    ? token.text.toLowerCase()
    : token.kind === 'identifier'
      ? nameOfToken(token).toLowerCase()
      : token.text
}
