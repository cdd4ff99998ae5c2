import { quotedWords } from './reserved-words.ts'
import { type SqlToken, nameOfToken, significantTokens, tokenizeSql } from './sql-tokens.ts'

/** Something that got another name. */
export interface NameChange {
  /** How SQL names it: tables, views and sequences; types; functions; or what stands in front of other names. */
  readonly role: 'relation' | 'type' | 'routine' | 'namespace'
  /** Null: it is named without one. */
  readonly namespace: string | null
  /** Of a routine without the types of its arguments. */
  readonly from: string
  readonly to: string
  /** Of a type: a function of its name makes its values. */
  readonly isCalled?: boolean
}

/**
 * SQL text as a database says it after a rename that it follows: the name where it stands for what was renamed, and not
 * where a column, an alias or a word in a string has it too. `declares: true` reads arguments and what a function returns,
 * where types stand without a mark in front of them.
 *
 * @see https://www.postgresql.org/docs/18/functions-info.html `pg_get_viewdef` and the like, which print names anew each time
 */
export function followName(sql: string, change: NameChange, options: { readonly declares?: boolean } = {}): string {
  if (!withoutQuotes(sql).includes(withoutQuotes(change.from))) return sql
  const tokens = significantTokens(tokenizeSql(sql))
  let text = ''
  let end = 0
  tokens.forEach((token, at) => {
    const spelled = spelledAnew(tokens, at, change, options.declares === true)
    if (spelled === null) return
    text += sql.slice(end, token.start) + spelled
    end = token.end
  })
  return text + sql.slice(end)
}

/** Quotes within quotes are doubled, so that a name may stand in a text and yet not as it is. */
function withoutQuotes(text: string): string {
  return text.replaceAll(/["'`]/g, '').toLowerCase()
}

function spelledAnew(tokens: readonly SqlToken[], at: number, change: NameChange, declares: boolean): string | null {
  const token = tokens[at]
  if (token?.kind === 'string') return followLiteral(tokens, at, change)
  if (token === undefined || !isNamed(token, change.from) || !standsForIt(tokens, at, change, declares)) return null
  return spelledName(change.to)
}

/** `'users'::regclass` names a table in a string. */
function followLiteral(tokens: readonly SqlToken[], at: number, change: NameChange): string | null {
  const text = tokens[at]?.text ?? ''
  const kind = tokens[at + 1]?.text === '::' ? tokens[at + 2]?.text.toLowerCase() : undefined
  if (kind === undefined || !/^reg(class|type|proc|procedure)$/.test(kind) || !text.startsWith("'")) return null
  const inner = text.slice(1, -1).replaceAll("''", "'")
  return `'${followName(inner, change, { declares: true }).replaceAll("'", "''")}'`
}

function standsForIt(
  tokens: readonly SqlToken[],
  at: number,
  { role, namespace, isCalled = false }: NameChange,
  declares: boolean,
): boolean {
  const before = tokens[at - 1]
  const next = tokens[at + 1]
  const isQualified = before?.text === '.'
  const qualifier = isQualified ? tokens[at - 2] : undefined
  if (role === 'namespace') return next?.text === '.' && !isQualified
  if (isQualified && (namespace === null || qualifier === undefined || !isNamed(qualifier, namespace))) return false
  const first = isQualified ? at - 2 : at
  const isWhole = first === 0 && (next === undefined || next.text === '[')
  if (isWhole) return true
  const previous = tokens[first - 1]?.text.toLowerCase() ?? ''
  if (role === 'routine' || (isCalled && next?.text === '(')) return next?.text === '('
  if (role === 'type') return previous === '::' || (declares && isBehindName(next))
  return previous !== 'as' && (next?.text !== '(' || relationWords.has(previous))
}

/** Words behind which a name with a parenthesis is no function. */
const relationWords = new Set(['into', 'on', 'from', 'join', 'update', 'table', 'only'])

/** Words that may stand behind the type of an argument or of what is returned; any other word makes it an argument's name. */
const behindType = new Set(['default', 'language', 'transform', 'returns', 'collate', 'array', 'as', 'not'])

function isBehindName(next: SqlToken | undefined): boolean {
  if (next === undefined || next.kind === 'punctuation') return next?.text !== '.'
  return next.kind === 'word' && behindType.has(next.text.toLowerCase())
}

function isNamed(token: SqlToken, name: string): boolean {
  if (token.kind === 'word') return token.text.toLowerCase() === name.toLowerCase()
  return token.kind === 'identifier' && nameOfToken(token) === name
}

/** As PostgreSQL does: in quotes only where it must be. */
export function spelledName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !quotedWords.has(name) ? name : `"${name.replaceAll('"', '""')}"`
}
