import { tokenizeSql } from '../text/index.ts'

/** What may begin another string or name than plain quotes do, or a comment, or keep a string open at the next quote. */
const rarer = /[$`[\\]|--|\/\*/
/** Strings and names in plain quotes, and the marks. Most texts have nothing else to look out for, and need not be tokenized. */
const marks = /'[^']*(?:'|$)|"[^"]*(?:"|$)|\?\??/g

/**
 * Replaces every `?` outside of strings, quoted names and comments by what `placeholder` says for its number, from 1.
 * `??` stands for a question mark that is meant (PostgreSQL's JSON operators `?`, `?|` and `?&`).
 */
export function replacePlaceholders(sql: string, placeholder: (position: number) => string): string {
  if (!sql.includes('?')) return sql
  let position = 0
  if (!rarer.test(sql)) {
    return sql.replace(marks, (found) => {
      if (found === '?') return placeholder((position += 1))
      return found === '??' ? '?' : found
    })
  }
  const out: string[] = []
  const tokens = tokenizeSql(sql)
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token?.text !== '?') {
      if (token !== undefined) out.push(token.text)
    } else if (tokens[index + 1]?.text === '?' && tokens[index + 1]?.start === token.end) {
      out.push('?')
      index += 1
    } else {
      position += 1
      out.push(placeholder(position))
    }
  }
  return out.join('')
}

/**
 * SQL that holds no placeholders, such as a body that a database gave, so that {@link replacePlaceholders} gives it back as
 * it is. A question mark alone stays alone: without parameters it means itself.
 */
export function withoutPlaceholders(sql: string): string {
  if (!sql.includes('??')) return sql
  const tokens = tokenizeSql(sql)
  const isMark = (index: number) => tokens[index]?.text === '?'
  return tokens
    .map(({ text }, index) => (isMark(index) && (isMark(index - 1) || isMark(index + 1)) ? '??' : text))
    .join('')
}
