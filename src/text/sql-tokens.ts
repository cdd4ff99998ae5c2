/**
 * One token of SQL text. `word` is an unquoted identifier or keyword; `identifier` a quoted one (`"…"`, `` `…` `` or
 * `[…]`); `string` a literal in quotes or dollar quotes, prefixes such as `E` and `x` included.
 */
export interface SqlToken {
  readonly kind: 'word' | 'identifier' | 'string' | 'number' | 'punctuation' | 'comment' | 'space'
  /** The text as it stands, quotes included. */
  readonly text: string
  /** Offset of the first character. */
  readonly start: number
  /** Offset behind the last character. */
  readonly end: number
}

const pattern = new RegExp(
  [
    String.raw`(?<space>\s+)`,
    String.raw`(?<line>--[^\n]*)`,
    String.raw`(?<string>(?:[eE]'(?:[^'\\]|\\[^]|'')*'?)|(?:(?:[nNbBxX]|[uU]&)?'(?:[^']|'')*'?))`,
    String.raw`(?<identifier>(?:[uU]&)?"(?:[^"]|"")*"?|\x60(?:[^\x60]|\x60\x60)*\x60?)`,
    String.raw`(?<number>0[xX][0-9a-fA-F]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)`,
    String.raw`(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`,
    String.raw`(?<punctuation>::|\|\||<=|>=|<>|!=|==|->>|->|<<|>>|[^])`,
  ].join('|'),
  'y',
)

/** What most of a text is made of, read without asking the whole pattern. */
const spaces = /\s+/y
const plainWord = /[A-Za-z_][\w$\u0080-\uffff]*/y
const doubleQuoted = /"(?:[^"]|"")*"?/y
const lonely = new Set(['(', ')', ',', ';', '.'])

/** The end of a plain word at a place, or -1 where there is none or where a quote makes it the start of a literal. */
function endOfPlainWord(sql: string, at: number): number {
  plainWord.lastIndex = at
  if (!plainWord.test(sql)) return -1
  const end = plainWord.lastIndex
  const next = sql[end]
  return end - at === 1 && (next === "'" || next === '&') ? -1 : end
}

/**
 * Splits SQL text into tokens; their texts joined are the input. Never throws: an unclosed quote or comment runs to
 * the end. `brackets: true` reads SQLite's SQL: `[name]` is a quoted identifier (PostgreSQL has arrays there) and
 * block comments do not nest.
 */
export function tokenizeSql(sql: string, options: { readonly brackets?: boolean } = {}): readonly SqlToken[] {
  const tokens: SqlToken[] = []
  let at = 0
  const push = (kind: SqlToken['kind'], end: number) => {
    tokens.push({ kind, text: sql.slice(at, end), start: at, end })
    at = end
  }
  while (at < sql.length) {
    const first = sql[at] ?? ''
    if (first === ' ' || first === '\n') {
      spaces.lastIndex = at
      spaces.test(sql)
      push('space', spaces.lastIndex)
      continue
    }
    const wordEnd = endOfPlainWord(sql, at)
    if (wordEnd >= 0) {
      push('word', wordEnd)
      continue
    }
    if (first === '"') {
      doubleQuoted.lastIndex = at
      doubleQuoted.test(sql)
      push('identifier', doubleQuoted.lastIndex)
      continue
    }
    if (lonely.has(first) && !(first === '.' && /\d/.test(sql[at + 1] ?? ''))) {
      push('punctuation', at + 1)
      continue
    }
    if (sql.startsWith('/*', at)) {
      push('comment', options.brackets === true ? endOfFlatComment(sql, at) : endOfBlockComment(sql, at))
      continue
    }
    const dollar =
      sql[at] === '$' ? /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.exec(sql.slice(at, at + 70)) : null
    if (dollar !== null) {
      const close = sql.indexOf(dollar[0], at + dollar[0].length)
      push('string', close < 0 ? sql.length : close + dollar[0].length)
      continue
    }
    if (sql[at] === '[') {
      const close = options.brackets === true ? sql.indexOf(']', at) : -1
      push(close < 0 ? 'punctuation' : 'identifier', close < 0 ? at + 1 : close + 1)
      continue
    }
    pattern.lastIndex = at
    const found = pattern.exec(sql)?.groups ?? {}
    const end = pattern.lastIndex
    if (found['space'] !== undefined) push('space', end)
    else if (found['line'] !== undefined) push('comment', end)
    else if (found['string'] !== undefined) push('string', end)
    else if (found['identifier'] !== undefined) push('identifier', end)
    else if (found['number'] !== undefined) push('number', end)
    else if (found['word'] !== undefined) push('word', end)
    else push('punctuation', end)
  }
  return tokens
}

/** SQLite ends a block comment at the first end mark. */
function endOfFlatComment(sql: string, start: number): number {
  const end = sql.indexOf('*/', start + 2)
  return end < 0 ? sql.length : end + 2
}

/** PostgreSQL nests block comments; where nobody nests them the end is the same. */
function endOfBlockComment(sql: string, start: number): number {
  let depth = 0
  let at = start
  while (at < sql.length) {
    if (sql.startsWith('/*', at)) {
      depth += 1
      at += 2
    } else if (sql.startsWith('*/', at)) {
      depth -= 1
      at += 2
      if (depth === 0) return at
    } else at += 1
  }
  return sql.length
}

/** The name that a `word` or `identifier` token stands for, quotes taken off and unescaped; a word keeps its case. */
export function nameOfToken(token: SqlToken): string {
  if (token.kind !== 'identifier') return token.text
  const open = token.text[0]
  const inner = token.text.slice(1, -1)
  if (open === '"') return inner.replaceAll('""', '"')
  if (open === '`') return inner.replaceAll('``', '`')
  return inner
}

/** The tokens that mean something: no space, no comments. */
export function significantTokens(tokens: readonly SqlToken[]): readonly SqlToken[] {
  return tokens.filter((token) => token.kind !== 'space' && token.kind !== 'comment')
}

/**
 * Replaces every mention of a column name in an expression, quoted or not; strings, numbers, comments and function
 * names stay as they are.
 */
export function renameInSql(sql: string, from: string, to: string): string {
  const tokens = tokenizeSql(sql)
  const bare = /^[a-z_][a-z0-9_]*$/.test(to) ? to : `"${to.replaceAll('"', '""')}"`
  return tokens
    .map((token, index) => {
      if (token.kind === 'word' && token.text.toLowerCase() === from.toLowerCase()) {
        return tokens[index + 1]?.text === '(' ? token.text : bare
      }
      if (token.kind === 'identifier' && nameOfToken(token) === from) return `"${to.replaceAll('"', '""')}"`
      return token.text
    })
    .join('')
}
