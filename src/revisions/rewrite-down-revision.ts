import { LimbeckError } from '../errors/index.ts'
import { revisionFileKind } from './revision-file-kind.ts'
import type { Revision, RevisionId } from './revision.ts'
import { SourceTokens } from './source-tokens.ts'

/**
 * Gives a revision file another parent: the value of `downRevision` and the line `Revises:` of the comment, or that line alone
 * in a `.sql` file. Every other byte stays as it is.
 *
 * @throws LimbeckError LB2032 when the file is not what its revision says, or is written in a way that cannot be changed
 */
export function rewriteDownRevision(bytes: Buffer, revision: Revision, downRevision: RevisionId): Buffer {
  // One character for each byte, so that what is no UTF-8 survives. All that is looked for is ASCII.
  const text = bytes.toString('latin1')
  const id = Buffer.from(downRevision, 'utf8').toString('latin1')
  const places = revision.file.endsWith('.sql') ? revisesLines(text, text.length) : placesInCode(text)
  let edited = text
  for (const { start, end, write } of places.toSorted((a, b) => b.start - a.start)) {
    edited = `${edited.slice(0, start)}${write(id)}${edited.slice(end)}`
  }
  const result = Buffer.from(edited, 'latin1')
  if (!saysThat(bytes, revision) || !saysThat(result, { ...revision, downRevisions: [downRevision] })) {
    throw unwritable(revision)
  }
  return result
}

/** A part of a text, and what is written there for an id. */
interface Place {
  readonly start: number
  readonly end: number
  readonly write: (id: string) => string
}

function placesInCode(text: string): readonly Place[] {
  const value = valueOfDownRevision(text)
  return value === null ? [] : [...revisesLines(text, value.start).slice(-1), value]
}

/** The lines `Revises: …` in front of a place, whatever the comment around them looks like. */
function revisesLines(text: string, before: number): readonly Place[] {
  const line = /^([ \t]*(?:\/\*+|\*|\/\/|--)?[ \t]*Revises[ \t]*:[ \t]*)([^\r\n]*?)[ \t]*(?:\*\/[ \t]*)?\r?$/gim
  return [...text.slice(0, before).matchAll(line)].map((found) => {
    const start = found.index + (found[1] ?? '').length
    return { start, end: start + (found[2] ?? '').length, write: (id) => id }
  })
}

/** Where the value of the constant stands; null when there is none. */
function valueOfDownRevision(text: string): Place | null {
  const tokens = new SourceTokens(text)
  const next = () => {
    do tokens.next()
    while (tokens.kind === 'comment')
  }
  for (next(); tokens.kind !== null; next()) {
    if (tokens.kind !== 'word' || !tokens.is('downRevision')) continue
    next()
    if (tokens.is(':')) while (tokens.kind !== null && !tokens.is('=') && !tokens.is(';')) next()
    if (!tokens.is('=')) continue
    next()
    while (tokens.is('(')) next()
    if (tokens.is('<')) {
      while (tokens.kind !== null && !tokens.is('>')) next()
      next()
    }
    // `exports.downRevision = void 0`, at the top of compiled files.
    if (tokens.is('exports') || tokens.is('void')) continue
    return valueAt(tokens, next)
  }
  return null
}

function valueAt(tokens: SourceTokens, next: () => void): Place {
  const { start } = tokens
  const isList = tokens.is('[')
  let quote = "'"
  if (isList) {
    for (next(); tokens.kind !== null && !tokens.is(']'); next()) {
      if (tokens.kind === 'string') quote = tokens.text.charAt(0)
    }
  } else if (tokens.kind === 'string') quote = tokens.text.charAt(0)
  return {
    start,
    end: tokens.end,
    // What holds a list keeps its type.
    write: (id) => (isList ? `[${quote}${id}${quote}]` : `${quote}${id}${quote}`),
  }
}

/** Whether a file's header is that of a revision. */
function saysThat(bytes: Buffer, expected: Revision): boolean {
  try {
    const found = revisionFileKind(expected.file)?.readHeader(bytes.toString('utf8'), expected.file)
    return JSON.stringify(found) === JSON.stringify(expected)
  } catch {
    return false
  }
}

function unwritable(revision: Revision): LimbeckError {
  return new LimbeckError('LB2032', `The header of ${revision.file} cannot be rewritten.`, {
    hints: [
      'Its `downRevision` must be a plain constant: a string, a list of strings, or `null`.',
      'If the file was saved just now, run the command again.',
    ],
    details: { revision: revision.id, file: revision.file },
  })
}
