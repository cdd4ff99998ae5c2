import { type SqlToken, nameOfToken, significantTokens, tokenizeSql } from '../../../text/index.ts'
import { keywords } from './keywords.ts'

const sameMeaning: { readonly [mark: string]: string } = { '==': '=', '!=': '<>' }

/**
 * A statement in the one spelling used in comparison: keywords and functions in lower case, names without quotes where they
 * need none, single spaces, no comments, no semicolon at the end. Names keep their case, which a view shows to whoever
 * reads it.
 */
export function comparableText(sql: string): string {
  const tokens = significantTokens(tokenizeSql(sql, { brackets: true }))
  const words = tokens.map((token, at) => comparableToken(token, tokens[at + 1]))
  while (words.at(-1) === ';') words.pop()
  return words.join(' ')
}

function comparableToken(token: SqlToken, next: SqlToken | undefined): string {
  switch (token.kind) {
    case 'word': {
      const lower = token.text.toLowerCase()
      return keywords.has(lower) || next?.text === '(' ? lower : token.text
    }
    case 'identifier': {
      const name = nameOfToken(token)
      const isPlain = /^[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*$/.test(name) && !keywords.has(name.toLowerCase())
      return isPlain ? name : `"${name.replaceAll('"', '""')}"`
    }
    case 'number':
      return token.text.toLowerCase()
    case 'string':
      return token.text.replace(/^[xX]'.*/s, (blob) => blob.toLowerCase())
    default:
      return sameMeaning[token.text] ?? token.text
  }
}
