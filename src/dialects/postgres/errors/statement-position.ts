import { replacePlaceholders } from '../../../sql/index.ts'

/**
 * The server counts characters of the text that it got; people see the statement as it was written. Gives the place in
 * the written one, from 1 and in JavaScript's units, or null when it cannot be told.
 */
export function positionInStatement(sql: string, hasParameters: boolean, position: number): number | null {
  const sent = replacePlaceholders(sql, hasParameters ? (number) => `$${number}` : () => '?')
  const index = indexOfCharacter(sent, position - 1)
  if (sent === sql) return index + 1
  // Walks both texts side by side: they differ only where a placeholder stands.
  let written = 0
  let at = 0
  while (at < index) {
    if (written >= sql.length) return null
    if (sql[written] === '?') {
      const placeholder = hasParameters ? (/^\$\d+/.exec(sent.slice(at))?.[0] ?? '?') : '?'
      at += sent[at] === '?' ? 1 : placeholder.length
      written += sent[at - 1] === '?' && sql[written + 1] === '?' ? 2 : 1
    } else {
      at += 1
      written += 1
    }
  }
  return written + 1
}

/** The offset of a character in a text whose characters may be two units long. */
function indexOfCharacter(text: string, character: number): number {
  let offset = 0
  for (let count = 0; count < character && offset < text.length; count += 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xff_ff ? 2 : 1
  }
  return offset
}

/** The line that a position is in, with a caret under the character, for people. */
export function caretText(sql: string, position: number): string {
  const before = sql.slice(0, position - 1)
  const start = before.lastIndexOf('\n') + 1
  const end = sql.indexOf('\n', position - 1)
  const line = sql.slice(start, end < 0 ? sql.length : end)
  return `${line}\n${' '.repeat(Math.max(0, position - 1 - start))}^`
}
