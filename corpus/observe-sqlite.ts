import { DatabaseSync } from 'node:sqlite'
import { nameOfToken, significantTokens, tokenizeSql } from '../src/text/index.ts'

type SqliteRow = { readonly [column: string]: unknown }

/**
 * What a SQLite file is, by SQLite's own pragmas, and by its texts where no pragma tells: checks, expressions, views and
 * triggers. Order, white space, quotes and names of constraints are left out: they change nothing that a program could
 * notice.
 */
export function observeSqlite(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true })
  const all = (sql: string): readonly SqliteRow[] => database.prepare(sql).all()
  try {
    const texts = new Map(
      all('SELECT type, name, sql FROM sqlite_schema').map(({ type, name, sql }) => [
        `${String(type)} ${String(name)}`,
        String(sql),
      ]),
    )
    const lines: string[] = []
    for (const { name: given, type, wr, strict } of all(`SELECT * FROM pragma_table_list WHERE schema = 'main'`)) {
      const name = String(given)
      if (/^(?:sqlite|limbeck)_/.test(name) || type === 'shadow') continue
      const text = texts.get(`table ${name}`) ?? texts.get(`view ${name}`) ?? ''
      if (type === 'view' || type === 'virtual') lines.push(`${type} ${name} ${spelled(text)}`)
      else lines.push(`table ${name} ${String(wr)} ${String(strict)}`, ...tableLines(name, text, all, texts))
    }
    for (const [key, text] of texts) if (key.startsWith('trigger ')) lines.push(`${key} ${spelled(text)}`)
    return lines.sort().join('\n')
  } finally {
    database.close()
  }
}

function tableLines(
  name: string,
  text: string,
  all: (sql: string) => readonly SqliteRow[],
  texts: ReadonlyMap<string, string>,
): readonly string[] {
  const quoted = `'${name.replaceAll("'", "''")}'`
  const rowid = new Set<unknown>()
  const columns = all(`SELECT * FROM pragma_table_xinfo(${quoted})`)
  const [key, further] = columns.filter((column) => Number(column['pk']) > 0)
  // The rowid itself is never NULL, whatever is said about it.
  if (further === undefined && String(key?.['type']).toUpperCase() === 'INTEGER') rowid.add(key?.['name'])
  const words = significantTokens(tokenizeSql(text, { brackets: true })).map((token) => token.text.toLowerCase())
  return [
    ...columns.map((column) => {
      const notNull = rowid.has(column['name']) ? 1 : column['notnull']
      const given = column['dflt_value']
      const value = typeof given === 'string' ? spelled(given) : 'null'
      const type = String(column['type']).toLowerCase().replace(/\s+/g, '')
      return `${name} column ${String(column['name'])} ${type} ${String(notNull)} ${value} ${String(column['pk'])} ${String(column['hidden'])}`
    }),
    ...all(
      `SELECT "table", group_concat(lower("from")) AS own, group_concat(lower("to")) AS other, on_update, on_delete FROM (SELECT * FROM pragma_foreign_key_list(${quoted}) ORDER BY id, seq) GROUP BY id`,
    ).map((row) => `${name} foreign key ${Object.values(row).map(String).join(' ').toLowerCase()}`),
    ...all(`SELECT * FROM pragma_index_list(${quoted})`).map((index) => {
      const indexName = String(index['name'])
      const own = texts.get(`index ${indexName}`) ?? ''
      const parts = all(`SELECT * FROM pragma_index_xinfo('${indexName.replaceAll("'", "''")}') WHERE key = 1`)
        .map((part) => `${String(part['name'])} ${String(part['desc'])} ${String(part['coll'])}`)
        .join(', ')
      const written = index['origin'] === 'c' ? `${indexName} ${spelled(own).replace(/^.*? on /, '')}` : parts
      return `${name} index ${String(index['unique'])} ${String(index['origin'])} ${written}`
    }),
    ...expressionsBehind(words, 'check').map((expression) => `${name} check ${expression}`),
    ...expressionsBehind(words, 'as').map((expression) => `${name} generated ${expression}`),
    ...(words.includes('autoincrement') ? [`${name} autoincrement`] : []),
    ...words.flatMap((word, at) => (word === 'collate' ? [`${name} collate ${bare(words[at + 1] ?? '')}`] : [])),
  ]
}

/** What stands in the parentheses behind a word, each time. */
function expressionsBehind(words: readonly string[], before: string): readonly string[] {
  return words.flatMap((word, at) => {
    if (word !== before || words[at + 1] !== '(') return []
    let depth = 0
    let end = at + 1
    do {
      if (words[end] === '(') depth += 1
      if (words[end] === ')') depth -= 1
      end += 1
    } while (depth > 0 && end < words.length)
    return [
      withoutDoubled(words.slice(at + 2, end - 1))
        .map(bare)
        .join(' '),
    ]
  })
}

function spelled(sql: string): string {
  const tokens = significantTokens(tokenizeSql(sql, { brackets: true }))
  const words = tokens.map((token) =>
    token.kind === 'identifier'
      ? nameOfToken(token).toLowerCase()
      : token.kind === 'word'
        ? token.text.toLowerCase()
        : token.text,
  )
  return withoutDoubled(words.filter((word) => word !== ';')).join(' ')
}

/** `((a))` → `(a)`: parentheses within parentheses that end together say nothing. */
function withoutDoubled(words: readonly string[]): readonly string[] {
  const open: number[] = []
  const closedBy = new Map<number, number>()
  words.forEach((word, at) => {
    if (word === '(') open.push(at)
    else if (word === ')') closedBy.set(open.pop() ?? -1, at)
  })
  const left = new Set<number>()
  for (const [start, end] of closedBy) {
    if (words[start + 1] !== '(' || closedBy.get(start + 1) !== end - 1) continue
    left.add(start).add(end)
  }
  const first = words[0] === '(' && closedBy.get(0) === words.length - 1
  return words.filter((_, at) => !left.has(at) && !(first && (at === 0 || at === words.length - 1)))
}

function bare(word: string): string {
  return /^["`[]/.test(word) ? word.slice(1, -1) : word
}
