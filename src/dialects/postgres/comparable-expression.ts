import type { Expression } from '../../schema/index.ts'
import { significantTokens, tokenizeSql } from '../../text/index.ts'

/**
 * An expression's text with the differences taken out that never mean anything: space, comments, the case of unquoted
 * words, quotes around plain names, parentheses around the whole. The server's spelling where it is known.
 */
export function comparableExpression(expression: Expression): string {
  const known = normalized.get(expression)
  if (known !== undefined) return known
  const text = normalizeExpression(expression.canonical ?? expression.sql)
  normalized.set(expression, text)
  return text
}

/** Expressions never change, and one is compared several times in a run. */
const normalized = new WeakMap<Expression, string>()

function normalizeExpression(sql: string): string {
  let words = significantTokens(tokenizeSql(sql)).map((token) => {
    if (token.kind === 'word') return token.text.toLowerCase()
    if (token.kind === 'identifier' && /^"[a-z_][a-z0-9_]*"$/.test(token.text)) return token.text.slice(1, -1)
    return token.text
  })
  while (isWrapped(words)) words = words.slice(1, -1)
  return words.join(' ')
}

function isWrapped(words: readonly string[]): boolean {
  if (words[0] !== '(' || words.at(-1) !== ')') return false
  let depth = 0
  for (const [index, word] of words.entries()) {
    if (word === '(') depth += 1
    else if (word === ')') depth -= 1
    if (depth === 0) return index === words.length - 1
  }
  return false
}

/** The server's text of an expression on one line: it breaks CASE and long lists where it prints for people. */
export function tidyExpression(sql: string): string {
  if (!sql.includes('\n')) return sql
  return tokenizeSql(sql)
    .map((token) => (token.kind === 'space' ? ' ' : token.text))
    .join('')
    .trim()
}
