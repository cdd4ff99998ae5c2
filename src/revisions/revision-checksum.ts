import { createHash } from 'node:crypto'
import { SourceTokens } from './source-tokens.ts'

/**
 * A fingerprint of a revision file, which tells whether it was edited after it ran: SHA-256 in hexadecimal of the text.
 *
 * Not part of it, so no edit: comments in front of all code (a message may be corrected later), the kind of line endings, white
 * space at the ends of lines and of the file, a byte order mark. All other comments are part of it: a line of code that was
 * commented out is an edit.
 */
export function revisionChecksum(text: string): string {
  const normal = withoutHeaderComments(text)
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\S\n]+$/gm, '')
    .trim()
  return createHash('sha256').update(normal).digest('hex')
}

function withoutHeaderComments(text: string): string {
  const tokens = new SourceTokens(text)
  for (let token = tokens.next(); token !== null; token = tokens.next()) {
    if (token.kind !== 'comment') return text.slice(token.start)
  }
  return ''
}
