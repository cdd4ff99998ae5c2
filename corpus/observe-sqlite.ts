import { DatabaseSync } from 'node:sqlite'
import { nameOfToken, significantTokens, tokenizeSql } from '../src/text/index.ts'

type SqliteRow = { readonly [column: string]: unknown }

/**
 * What a SQLite file is, by SQLite's own pragmas, to the letter, and by its texts where no pragma tells: checks,
 * expressions, conflict clauses, DEFERRABLE, collations, views and triggers. Order, white space, quotes and names of
 * constraints are left out: they change nothing that a program could notice. A file that SQLite finds damaged says so.
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
    // One row where all is well; rows that point at nothing are the business of who put them there.
    for (const { integrity_check: found } of all('PRAGMA integrity_check')) {
      if (found !== 'ok' && !/^(?:NULL|CHECK|NUMERIC|TEXT|non-)/.test(String(found)))
        lines.push(`damaged ${String(found)}`)
    }
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
  const columns = all(`SELECT * FROM pragma_table_xinfo(${quoted})`)
  const rowid = new Set<unknown>()
  const [key, further] = columns.filter((column) => Number(column['pk']) > 0)
  // The rowid itself is never NULL, whatever is said about it.
  if (further === undefined && String(key?.['type']).toUpperCase() === 'INTEGER') rowid.add(key?.['name'])
  const words = significantTokens(tokenizeSql(text, { brackets: true })).map((token) => token.text.toLowerCase())
  const names = new Set([name, ...columns.map((column) => String(column['name']))].map((one) => one.toLowerCase()))
  return [
    ...columns.map((column) => {
      const given = column['dflt_value']
      const value = typeof given === 'string' ? spelledDefault(given) : 'null'
      const type = String(column['type']).toLowerCase().replace(/\s+/g, '')
      return `${name} column ${String(column['name'])} ${type} ${String(rowid.has(column['name']) ? 1 : column['notnull'])} ${value} ${String(column['pk'])} ${String(column['hidden'])}`
    }),
    ...all(
      `SELECT "table", group_concat(lower("from")) AS own, coalesce(group_concat(lower("to")), (SELECT group_concat(lower(name))
        FROM (SELECT name FROM pragma_table_xinfo(f."table") WHERE pk > 0 ORDER BY pk))) AS other, on_update, on_delete, match
      FROM (SELECT * FROM pragma_foreign_key_list(${quoted}) ORDER BY id, seq) AS f GROUP BY id`,
    ).map((row) => `${name} foreign key ${Object.values(row).map(String).join(' ').toLowerCase()}`),
    ...all(`SELECT * FROM pragma_index_list(${quoted})`).map((index) => {
      const indexName = String(index['name'])
      const own = texts.get(`index ${indexName}`) ?? ''
      const parts = all(`SELECT * FROM pragma_index_xinfo('${indexName.replaceAll("'", "''")}') WHERE key = 1`)
        .map((part) => `${String(part['name'])} ${String(part['desc'])} ${String(part['coll'])}`)
        .join(', ')
      const written = index['origin'] === 'c' ? `${indexName} ${spelled(own).replace(/^.*? on /, '')}` : ''
      return `${name} index ${String(index['unique'])} ${String(index['origin'])} ${String(index['partial'])} ${written} (${parts})`
    }),
    ...expressionsBehind(words, 'check', names).map((expression) => `${name} check ${expression}`),
    ...expressionsBehind(words, 'as', names).map((expression) => `${name} generated ${expression}`),
    ...(words.includes('autoincrement') ? [`${name} autoincrement`] : []),
    ...words.flatMap((word, at) => (word === 'collate' ? [`${name} collate ${bare(words[at + 1] ?? '')}`] : [])),
    ...words.flatMap((word, at) => {
      const said = words.slice(at, at + 3).join(' ')
      if (word === 'conflict' && words[at + 1] !== 'abort') return [`${name} on ${said.split(' ', 2).join(' ')}`]
      return said === 'deferrable initially deferred' ? [`${name} ${said}`] : []
    }),
  ]
}

/** What stands in the parentheses behind a word, each time. `names` are those of the table and its columns. */
function expressionsBehind(words: readonly string[], before: string, names: ReadonlySet<string>): readonly string[] {
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
        .map((one, place, all) => (all[place - 1] === 'collate' ? bare(one) : withoutQuotes(one, names)))
        .join(' '),
    ]
  })
}

/** A name behind DEFAULT is a string to SQLite, in double quotes or none. */
function spelledDefault(sql: string): string {
  const [token, ...more] = significantTokens(tokenizeSql(sql, { brackets: true }))
  const isName =
    token?.kind === 'identifier' || (token?.kind === 'word' && !/^(?:null|true|false|current_\w+)$/i.test(sql))
  return isName && more.length === 0 ? `'${nameOfToken(token).replaceAll("'", "''")}'` : spelled(sql)
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

/** What stands in double quotes and has no such name is a string to SQLite. */
function withoutQuotes(word: string, names: ReadonlySet<string>): string {
  const text = bare(word)
  return word.startsWith('"') && !names.has(text) ? `'${text.replaceAll("'", "''")}'` : text
}

function bare(word: string): string {
  return /^["`[]/.test(word) ? word.slice(1, -1) : word
}
