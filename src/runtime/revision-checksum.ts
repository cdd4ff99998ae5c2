import { createHash } from 'node:crypto'

/** Says how the checksum was made, so that another way of making it never calls old files edited. */
const algorithm = '1'

/**
 * The checksum of a revision file: of its code, and behind it of its text as it stands. In the code comments, white space,
 * line endings, the kind of quotes, semicolons and trailing commas do not count, so a formatter may pass over applied files.
 */
export function revisionChecksum(text: string): string {
  return [algorithm, sha256(codeOf(text)), sha256(text).slice(0, 32)].join(':')
}

/**
 * Whether the code of a file is another than when a checksum was made. A checksum that was made in another way, or is
 * empty (a stamp), tells nothing. Text that is the same to the letter costs next to nothing.
 */
export function wasEdited(recorded: string, text: string): boolean {
  const [madeBy, code, whole] = recorded.split(':')
  if (madeBy !== algorithm || whole === sha256(text).slice(0, 32)) return false
  return code !== sha256(codeOf(text))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Comments, strings, templates and words; every other mark is one token. */
const tokenPattern =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|[\p{L}\p{N}_$]+|\s+|[\s\S]/gu

/**
 * The code without what does not count. It need not understand every corner of TypeScript (a regular expression with
 * quotes in it): it must give the same for the same text.
 */
function codeOf(text: string): string {
  const tokens: string[] = []
  for (const [token] of text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .matchAll(tokenPattern)) {
    if (/^\s/.test(token) || token.startsWith('//') || token.startsWith('/*') || token === ';') continue
    if (/^[)\]}]$/.test(token) && tokens.at(-1) === ',') tokens.pop()
    tokens.push(/^['"]/.test(token) ? quoted(token) : token)
  }
  return tokens.join(' ')
}

/** One spelling of a string, whichever quotes stand around it. */
function quoted(token: string): string {
  return `'${token.slice(1, -1).replace(/\\(['"])/g, '$1')}'`
}
