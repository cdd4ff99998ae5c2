import { type SqlToken, nameOfToken, significantTokens, tokenizeSql } from '../../text/index.ts'

const sameMeaning: { readonly [mark: string]: string } = { '==': '=', '!=': '<>' }

/**
 * An expression in the one spelling used in comparison: words and names in lower case and without quotes, no comments,
 * single spaces, no redundant outer parentheses, columns without the name of their own table.
 */
export function comparableExpression(sql: string, table: string | null = null): string {
  const tokens = significantTokens(tokenizeSql(sql, { brackets: true }))
  const own = table?.toLowerCase() ?? null
  const words: string[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token === undefined) continue
    if (own !== null && tokens[at + 1]?.text === '.' && isName(token) && nameOfToken(token).toLowerCase() === own) {
      at += 1
      continue
    }
    words.push(comparableToken(token))
  }
  return withoutOuterParentheses(words).join(' ')
}

function isName(token: SqlToken): boolean {
  return token.kind === 'word' || token.kind === 'identifier'
}

function comparableToken(token: SqlToken): string {
  if (token.kind === 'word') return token.text.toLowerCase()
  if (token.kind === 'identifier') {
    const name = nameOfToken(token).toLowerCase()
    return /^[a-z_\u0080-\uffff][\w$\u0080-\uffff]*$/.test(name) ? name : `"${name}"`
  }
  if (token.kind === 'number') return token.text.toLowerCase()
  if (token.kind === 'string') return token.text.replace(/^[xX]'.*/s, (blob) => blob.toLowerCase())
  return sameMeaning[token.text] ?? token.text
}

/** Takes pairs of parentheses off that enclose the whole. */
function withoutOuterParentheses(words: readonly string[]): readonly string[] {
  if (words[0] !== '(' || words.at(-1) !== ')') return words
  let depth = 0
  for (const [place, word] of words.entries()) {
    if (word === '(') depth += 1
    else if (word === ')') depth -= 1
    if (depth === 0) return place === words.length - 1 ? withoutOuterParentheses(words.slice(1, -1)) : words
  }
  return words
}

/** Whether one pair of parentheses encloses all the words. */
export function isEnclosed(words: readonly string[]): boolean {
  return withoutOuterParentheses(words).length < words.length
}

/** `(expression)`, without a second pair where one encloses it all. */
export function inParentheses(sql: string): string {
  const text = sql.trim()
  const words = significantTokens(tokenizeSql(text, { brackets: true })).map((token) => token.text)
  const enclosed = isEnclosed(words)
  // A line comment at the end would swallow the closing parenthesis.
  return enclosed ? text : `(${text}${/--[^\n]*$/.test(text) ? '\n' : ''})`
}

/** Whether an expression mentions a column, quoted or not; names of functions do not count. */
export function mentionsName(sql: string, name: string): boolean {
  const wanted = name.toLowerCase()
  const tokens = significantTokens(tokenizeSql(sql, { brackets: true }))
  return tokens.some((token, at) => {
    if (!isName(token) || nameOfToken(token).toLowerCase() !== wanted) return false
    return token.kind === 'identifier' || tokens[at + 1]?.text !== '('
  })
}

/** The value of a string literal, or null when the token is none. */
export function stringOfToken(token: SqlToken | undefined): string | null {
  if (token?.kind !== 'string' || !token.text.startsWith("'")) return null
  return token.text.slice(1, -1).replaceAll("''", "'")
}
