/** What the comment at the top of a revision file says. */
export interface HeaderComment {
  /** The first paragraph as one line; empty when there is none. */
  readonly message: string
  /** ISO 8601 with zone. */
  readonly createdAt: string | null
}

const metadata = /^(?:Revision(?: ID)?|Revises|Created|Create Date)\s*:/
const directive =
  /^\s*(?:eslint|oxlint|prettier|biome|istanbul|c8|v8|deno|global|jshint|@ts-|@jest|@vitest|@license|copyright|\/\s*<reference)/i

/** Reads the comment of a header out of the comments at the top of a file. */
export function readHeaderComment(comments: readonly string[]): HeaderComment {
  const texts = joinedLines(comments)
  // A message may begin like a directive ("Global rate limits"); what names its revision is none.
  const text =
    texts.find((each) => /^Revision(?: ID)?\s*:/m.test(each)) ?? texts.find((each) => !directive.test(each)) ?? ''
  const lines = text.split('\n').map((line) => line.trim())
  const message: string[] = []
  for (const line of lines) {
    if (metadata.test(line) || (line === '' && message.length > 0)) break
    if (line !== '') message.push(line)
  }
  const created = lines.findLast((line) => /^Create(?:d| Date)\s*:/.test(line))
  return { message: message.join(' ').replaceAll('*\\/', '*/'), createdAt: momentOf(created) }
}

/** The texts of comments without their marks; lines of `//` that follow one another are one comment. */
function joinedLines(comments: readonly string[]): readonly string[] {
  const texts: string[] = []
  let inLines = false
  for (const comment of comments) {
    const isLine = comment.startsWith('//')
    const text = isLine
      ? comment.slice(2)
      : comment
          .replace(/^\/\*+/, '')
          .replace(/\*+\/$/, '')
          .replaceAll(/^[ \t]*\*(?!\\\/) ?/gm, '')
    if (isLine && inLines) texts.push(`${texts.pop() ?? ''}\n${text}`)
    else texts.push(text.trim())
    inLines = isLine
  }
  return texts
}

function momentOf(line: string | undefined): string | null {
  const written = line?.slice(line.indexOf(':') + 1).trim() ?? ''
  // Alembic writes `2026-11-22 10:30:00.123456`, without a zone.
  const iso = written.replace(/^(\d{4}-\d\d-\d\d) (\d)/, '$1T$2').replace(/(\.\d{3})\d+/, '$1')
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : /T/.test(iso) ? `${iso}Z` : iso
  return zoned === '' || Number.isNaN(Date.parse(zoned)) ? null : Buffer.from(zoned).toString()
}
