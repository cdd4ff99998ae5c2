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
const ownName = /^Revision(?: ID)?\s*:/
/** A moment that needs no further look, as limbeck writes it. */
const isoMoment =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-](?:0\d|1\d|2[0-3]):[0-5]\d)$/

/** Reads the comment of a header out of the comments at the top of a file. */
export function readHeaderComment(comments: readonly string[]): HeaderComment {
  let first: readonly string[] | null = null
  for (const lines of linesOfComments(comments)) {
    // A message may begin like a directive ("Global rate limits"); what names its revision is none.
    if (lines.some(namesRevision)) return commentOf(lines)
    if (first === null && !directive.test(lines.find((line) => line !== '') ?? '')) first = lines
  }
  return commentOf(first ?? [])
}

function namesRevision(line: string): boolean {
  return line.startsWith('Rev') && ownName.test(line)
}

function commentOf(lines: readonly string[]): HeaderComment {
  let message = ''
  let created: string | null = null
  let isOver = false
  for (const line of lines) {
    const named = (line.startsWith('Revis') || line.startsWith('Crea')) && metadata.test(line)
    if (named && line.startsWith('Crea')) created = line
    if (named || (line === '' && message !== '')) isOver = true
    else if (!isOver && line !== '') message = message === '' ? line : `${message} ${line}`
  }
  return {
    message: message.includes('*\\/') ? message.replaceAll('*\\/', '*/') : message,
    createdAt: momentOf(created),
  }
}

/** The lines of each comment without its marks; comments of `//` that follow one another are one. */
function linesOfComments(comments: readonly string[]): readonly (readonly string[])[] {
  const all: string[][] = []
  let inLines = false
  for (const comment of comments) {
    const isLine = comment.startsWith('//')
    const lines = isLine ? [comment.slice(2).trim()] : linesOfBlock(comment)
    if (isLine && inLines) all.at(-1)?.push(...lines)
    else all.push(lines)
    inLines = isLine
  }
  return all
}

function linesOfBlock(comment: string): string[] {
  let at = 1
  while (comment.charCodeAt(at) === 0x2a) at += 1
  let end = comment.endsWith('*/') ? comment.length - 1 : comment.length
  while (end > at && comment.charCodeAt(end - 1) === 0x2a) end -= 1
  const lines: string[] = []
  for (; at <= end; at += 1) {
    const newline = comment.indexOf('\n', at)
    const lineEnd = newline < 0 || newline > end ? end : newline
    lines.push(lineOfBlock(comment, at, lineEnd))
    at = lineEnd
  }
  return lines
}

/** A line without the `*` in front of it, which may be the beginning of an escaped end `*\/`. */
function lineOfBlock(comment: string, start: number, end: number): string {
  let at = start
  while (at < end && comment.charCodeAt(at) <= 0x20) at += 1
  if (at < end && comment.charCodeAt(at) === 0x2a && !comment.startsWith('*\\/', at)) at += 1
  return comment.slice(at, end).trim()
}

function momentOf(line: string | null): string | null {
  const written = line === null ? '' : line.slice(line.indexOf(':') + 1).trim()
  if (isoMoment.test(written)) return written
  const zoned = withZone(written)
  return zoned === '' || Number.isNaN(Date.parse(zoned)) ? null : zoned
}

/** Alembic writes `2026-11-22 10:30:00.123456`, without a zone. */
function withZone(written: string): string {
  const iso = written.replace(/^(\d{4}-\d\d-\d\d) (\d)/, '$1T$2').replace(/(\.\d{3})\d+/, '$1')
  return /(?:Z|[+-]\d\d:?\d\d)$/.test(iso) || !iso.includes('T') ? iso : `${iso}Z`
}
