import { type SqlToken, nameOfToken, significantTokens, tokenizeSql } from '../text/index.ts'

/** What a hand-written statement destroys, as far as its words tell. */
export interface DestructiveSql {
  /** What stands in front of the table's name; null: nothing. */
  readonly namespace: string | null
  /** The table's own name as it is written, without its schema. */
  readonly table: string
  /** The one that is dropped; null: all rows are destroyed. */
  readonly column: string | null
  /** Whether the table or the column itself goes; else only rows. */
  readonly drops: boolean
  /** `Dropping table users destroys all its rows`. */
  readonly message: string
}

/** Words behind DROP in ALTER TABLE that name no column. */
const noColumn = new Set([
  'CONSTRAINT',
  'DEFAULT',
  'NOT',
  'IDENTITY',
  'EXPRESSION',
  'PRIMARY',
  'INDEX',
  'KEY',
  'FOREIGN',
  'CHECK',
])

/** Reads the words of one statement; nothing when they destroy nothing. What functions and triggers do is not seen. */
export function destructiveSql(sql: string): readonly DestructiveSql[] {
  const tokens = significantTokens(tokenizeSql(sql))
  const words = tokens.map((token) => token.text.toUpperCase())
  const nameAt = (start: number) => nameFrom(tokens, words, start)
  const [first, second] = words
  if (first === 'TRUNCATE') {
    return namesFrom(tokens, words, second === 'TABLE' ? 2 : 1).map(({ name: table, namespace }) => ({
      namespace,
      table,
      column: null,
      drops: false,
      message: `Truncating table ${table} destroys all its rows`,
    }))
  }
  if (first === 'DROP' && second === 'TABLE') {
    return namesFrom(tokens, words, 2).map(({ name: table, namespace }) => ({
      namespace,
      table,
      column: null,
      drops: true,
      message: `Dropping table ${table} destroys all its rows`,
    }))
  }
  if (first === 'DELETE' && second === 'FROM' && !words.includes('WHERE')) {
    const { name: table, namespace } = nameAt(2)
    const message = `Deleting from ${table} without WHERE destroys all its rows`
    return [{ namespace, table, column: null, drops: false, message }]
  }
  if (first !== 'ALTER' || second !== 'TABLE') return []
  const columns: DestructiveSql[] = []
  const { name: table, namespace, end } = nameAt(2)
  for (let at = words.indexOf('DROP', end); at >= 0; at = words.indexOf('DROP', at + 1)) {
    // `ALTER COLUMN x DROP NOT NULL` and `DROP CONSTRAINT` leave the values.
    const isColumn = words[at + 1] === 'COLUMN'
    if (!isColumn && (noColumn.has(words[at + 1] ?? '') || words[at - 2] === 'COLUMN' || words[at - 2] === 'ALTER'))
      continue
    const column = nameAt(at + (isColumn ? 2 : 1)).name
    const message = `Dropping column ${column} of ${table} destroys its values`
    columns.push({ namespace, table, column, drops: true, message })
  }
  return columns
}

/** The table that a statement makes, or gives its name to; null for every other. */
export function tableMadeBy(sql: string): string | null {
  const tokens = significantTokens(tokenizeSql(sql))
  const words = tokens.map((token) => token.text.toUpperCase())
  const at = words.indexOf('TABLE')
  if (words[0] === 'CREATE' && at >= 0 && at <= 3) return nameFrom(tokens, words, at + 1).name
  const renamed = words.indexOf('RENAME')
  return words[0] === 'ALTER' && at === 1 && renamed > 0 && words[renamed + 1] === 'TO'
    ? nameFrom(tokens, words, renamed + 2).name
    : null
}

/** The last part of a qualified name that begins at a token, what stands in front of it, and the token behind it. */
function nameFrom(
  tokens: readonly SqlToken[],
  words: readonly string[],
  start: number,
): { readonly name: string; readonly namespace: string | null; readonly end: number } {
  let at = start
  while (['IF', 'NOT', 'EXISTS', 'ONLY'].includes(words[at] ?? '')) at += 1
  let namespace: string | null = null
  for (; words[at + 1] === '.'; at += 2) namespace = nameOf(tokens[at])
  return { name: nameOf(tokens[at]), namespace, end: at + 1 }
}

/** The names of a list with commas; behind one may stand the `*` that PostgreSQL takes for the tables below it. */
function namesFrom(
  tokens: readonly SqlToken[],
  words: readonly string[],
  start: number,
): readonly ReturnType<typeof nameFrom>[] {
  const names = [nameFrom(tokens, words, start)]
  for (let end = names[0]?.end ?? start; ;) {
    if (words[end] === '*') end += 1
    if (words[end] !== ',') return names
    const next = nameFrom(tokens, words, end + 1)
    names.push(next)
    ;({ end } = next)
  }
}

function nameOf(token: SqlToken | undefined): string {
  return token === undefined ? '' : nameOfToken(token)
}
