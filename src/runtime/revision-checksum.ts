import { hash } from 'node:crypto'
import { tokenizeSql } from '../text/index.ts'

/** Says how the checksum was made, so that another way of making it never calls old files edited. */
const algorithm = '1'

/**
 * The checksum of a revision file: of its code, and behind it of its text as it stands. In the code comments, white space,
 * line endings, the kind of quotes, semicolons and trailing commas do not count, so a formatter may pass over applied files.
 * In a `.sql` file only comments and white space do not, but for the marks of its sections.
 *
 * @param file its extension says which language it is
 */
export function revisionChecksum(text: string, file: string): string {
  return [algorithm, sha256(codeOf(text, file)), sha256(text).slice(0, 32)].join(':')
}

/**
 * Whether a file is the same to the letter as when a checksum was made, by the SHA-256 of its bytes in hexadecimal digits; so that
 * an unchanged file need not be read. False says nothing.
 */
export function isSameText(recorded: string, digest: string): boolean {
  return recorded.startsWith(`${algorithm}:`) && recorded.endsWith(`:${digest.slice(0, 32)}`)
}

/**
 * Whether the code of a file is another than when a checksum was made. A checksum that was made in another way, or is
 * empty (a stamp), tells nothing. Text that is the same to the letter costs next to nothing.
 *
 * A squashed revision stands for the file of the same id that it replaced: a database where that one ran has its checksum.
 */
export function wasEdited(recorded: string, text: string, file: string): boolean {
  const [madeBy, code, whole] = recorded.split(':')
  if (madeBy !== algorithm || whole === sha256(text).slice(0, 32)) return false
  if (code === sha256(codeOf(text, file))) return false
  return !replacedChecksums(text).some((replaced) => replaced.split(':')[1] === code)
}

/** The checksums of the files that a squashed one stands for, newest first; an empty array for every other file. */
export function replacedChecksums(text: string): readonly string[] {
  const list = /^export const replacedChecksums\b[^=\n]*=\s*\[([^\]]*)\]/m.exec(text)?.[1] ?? ''
  return [...list.matchAll(/['"]([^'"]+)['"]/g)].map(([, checksum = '']) => checksum)
}

function sha256(text: string): string {
  return hash('sha256', text)
}

/** Comments, strings, templates and words; every other mark is one token, and white space is none. */
const tokenPattern =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|[\p{L}\p{N}_$]+|\S/gu

/**
 * The code without what does not count. It need not understand every corner of TypeScript (a regular expression with
 * quotes in it): it must give the same for the same text.
 */
function codeOf(text: string, file: string): string {
  if (file.endsWith('.sql')) return sqlCodeOf(text)
  const tokens: string[] = []
  for (const token of text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .match(tokenPattern) ?? []) {
    // Thousands of files at once: the first character tells nearly everything, the rest is asked of few tokens.
    const first = token.charAt(0)
    if (token === ';' || (first === '/' && (token.startsWith('//') || token.startsWith('/*')))) continue
    if ((token === ')' || token === ']' || token === '}') && tokens.at(-1) === ',') tokens.pop()
    tokens.push(first === "'" || first === '"' ? quoted(token) : token)
  }
  return tokens.join(' ')
}

/** The statements with their marks. Comments inside of a function's body are a part of its string. */
function sqlCodeOf(text: string): string {
  return tokenizeSql(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'))
    .filter(({ kind, text: token }) => {
      if (kind === 'comment') return /^--\s*(?:limbeck:|migrate:|\+goose\b|transaction\s*:)/i.test(token)
      return kind !== 'space'
    })
    .map((token) => token.text.trim())
    .join(' ')
}

/** One spelling of a string, whichever quotes stand around it. */
function quoted(token: string): string {
  const inner = token.slice(1, -1)
  return `'${inner.includes('\\') ? inner.replace(/\\(['"])/g, '$1') : inner}'`
}
