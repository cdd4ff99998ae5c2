import { type SqlToken, nameOfToken, significantTokens, tokenizeSql } from '../../../text/index.ts'

/** What a statement names, in lower case. */
export interface NamedThings {
  /** Tables and views that it reads or writes. */
  readonly relations: ReadonlySet<string>
  /** Every name: columns, aliases, functions. */
  readonly words: ReadonlySet<string>
  /** Whether it takes all columns of something: `*`, NATURAL, an INSERT without a list. */
  readonly allColumns: boolean
}

const clauses = new Set(
  'select where group having order limit union except intersect set values window returning when begin end'.split(' '),
)

/**
 * Reads what a SELECT, or the statements of a trigger, stand on. Names behind FROM, JOIN, INTO, UPDATE and IN are those of tables;
 * a CTE that has the name of a table counts as the table.
 */
export function namedThings(sql: string): NamedThings {
  const tokens = significantTokens(tokenizeSql(sql, { brackets: true }))
  const relations = new Set<string>()
  const words = new Set<string>()
  let allColumns = false
  /** Per open parenthesis: whether a comma leads to another table. */
  const lists = [false]
  let expects = false
  for (const [at, token] of tokens.entries()) {
    const previous = tokens[at - 1]
    const lower = token.kind === 'word' ? token.text.toLowerCase() : ''
    if (token.text === '(') lists.push(expects)
    else if (token.text === ')') {
      if (lists.length > 1) lists.pop()
      expects = false
    } else if (token.text === ',') expects = lists.at(-1) === true
    else if (token.text === ';') {
      lists.splice(0, lists.length, false)
      expects = false
    } else if (token.text === '*') {
      if (isStar(previous)) allColumns = true
    } else if (lower === 'from' || lower === 'join') {
      expects = true
      lists[lists.length - 1] = true
    } else if (lower === 'in') expects = tokens[at + 1]?.text !== '('
    else if (lower === 'into' || (lower === 'update' && isStatement(previous))) expects = true
    else if (lower === 'or' && expects) continue
    else if (clauses.has(lower)) {
      expects = false
      lists[lists.length - 1] = false
    } else if (token.kind === 'word' || token.kind === 'identifier' || token.kind === 'string') {
      const isSchema = tokens[at + 1]?.text === '.' && isName(tokens[at + 2])
      if (expects && isSchema) continue
      const name = nameFrom(token)
      if (token.kind !== 'string') words.add(name)
      if (lower === 'natural') allColumns = true
      if (!expects || conflictWords.has(lower)) continue
      relations.add(name)
      expects = false
      if (isInsertTarget(tokens, at) && tokens[at + 1]?.text !== '(') allColumns = true
    }
  }
  return { relations, words, allColumns }
}

const conflictWords = new Set(['rollback', 'abort', 'replace', 'fail', 'ignore'])

function isName(token: SqlToken | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'identifier'
}

/** Names may stand in single quotes, too. */
export function nameFrom(token: SqlToken): string {
  const name = token.kind === 'string' ? token.text.slice(1, -1).replaceAll("''", "'") : nameOfToken(token)
  return name.toLowerCase()
}

/** `SELECT *`, `t.*`, `a, *`; not `a * b` and not `count(*)`. */
function isStar(previous: SqlToken | undefined): boolean {
  return previous !== undefined && /^(select|distinct|all|returning|,|\.)$/i.test(previous.text)
}

/** Not `ON CONFLICT DO UPDATE`, and not the event of a trigger. */
function isStatement(previous: SqlToken | undefined): boolean {
  return previous !== undefined && /^(begin|;|\))$/i.test(previous.text)
}

function isInsertTarget(tokens: readonly SqlToken[], at: number): boolean {
  const back = tokens[at - 1]?.text === '.' ? 3 : 1
  return tokens[at - back]?.text.toLowerCase() === 'into'
}
