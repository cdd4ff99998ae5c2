import { LimbeckError } from '../errors/index.ts'
import { type SqlToken, similarNames, tokenizeSql } from '../text/index.ts'
import type { Direction } from './revision.ts'

/** A part of a `.sql` revision between two marks. */
export interface SqlSection {
  readonly direction: Direction
  /** Names of databases, as users write them in lower case; empty: for all of them. */
  readonly dialects: readonly string[]
  /** Offset of the mark. */
  readonly mark: number
  /** Offsets of what stands behind the mark, up to the next one or the end of the file. */
  readonly start: number
  readonly end: number
}

/** A `.sql` revision taken apart. */
export interface SqlSections {
  readonly sections: readonly SqlSection[]
  /** The reason behind `-- limbeck: irreversible`; null where that does not stand in it. */
  readonly irreversible: string | null
  /** A mark of dbmate's or goose's says that the file runs without a transaction. */
  readonly withoutTransaction: boolean
}

/** What a mark says. */
type Mark =
  | { readonly kind: 'section'; readonly direction: Direction; readonly dialects: readonly string[] }
  | { readonly kind: 'irreversible'; readonly reason: string }
  | { readonly kind: 'withoutTransaction' }

const databases: readonly string[] = ['postgresql', 'sqlite', 'mysql', 'mariadb']
const words: readonly string[] = ['upgrade', 'downgrade', 'irreversible']

/**
 * Finds the marks of a `.sql` revision: `-- limbeck: upgrade`, and those that dbmate and goose have for the same. A mark
 * is a comment on a line of its own; in strings and bodies of functions there are none.
 *
 * @throws LimbeckError LB2022 for a mark that is not known, and for text that never ends
 */
export function readSqlSections(text: string, file: string): SqlSections {
  const sections: { direction: Direction; dialects: readonly string[]; mark: number; start: number; end: number }[] = []
  let irreversible: string | null = null
  let withoutTransaction = false
  const tokens = tokenizeSql(text)
  refuseUnclosed(tokens.at(-1), text, file)
  for (const token of tokens) {
    const mark = markOf(token, text, file)
    if (mark === null) continue
    if (mark.kind === 'irreversible') irreversible = mark.reason
    if (mark.kind === 'section' || mark.kind === 'irreversible') {
      const open = sections.at(-1)
      if (open !== undefined) open.end = Math.min(open.end, token.start)
    }
    if (mark.kind === 'withoutTransaction') withoutTransaction = true
    if (mark.kind !== 'section') continue
    const { direction, dialects } = mark
    sections.push({ direction, dialects, mark: token.start, start: token.end, end: text.length })
    if (/transaction:\s*false/.test(token.text)) withoutTransaction = true
  }
  return { sections, irreversible, withoutTransaction }
}

function markOf(token: SqlToken, text: string, file: string): Mark | null {
  if (token.kind !== 'comment' || !token.text.startsWith('--')) return null
  if (text.slice(text.lastIndexOf('\n', token.start - 1) + 1, token.start).trim() !== '') return null
  const comment = token.text.slice(2).trim()
  const peer = /^migrate:(up|down)\b/.exec(comment) ?? /^\+goose\s+(up|down)\b/i.exec(comment)
  if (peer !== null) {
    return { kind: 'section', direction: peer[1]?.toLowerCase() === 'up' ? 'upgrade' : 'downgrade', dialects: [] }
  }
  if (/^\+goose\s+no\s+transaction\b/i.test(comment)) return { kind: 'withoutTransaction' }
  const own = /^limbeck:\s*(.*)$/.exec(comment)
  return own === null ? null : ownMark(own[1] ?? '', token, text, file)
}

function ownMark(said: string, token: SqlToken, text: string, file: string): Mark {
  const [word = '', ...names] = said
    .toLowerCase()
    .split(/[\s,:;]+/)
    .filter((each) => each !== '')
  if (word === 'irreversible') {
    const reason = said
      .trim()
      .slice(word.length)
      .replace(/^[\s:,;-]+/, '')
    return { kind: 'irreversible', reason: reason === '' ? 'its author says that there is no way back' : reason }
  }
  if (word !== 'upgrade' && word !== 'downgrade') {
    const [near] = similarNames(word, words)
    throw sqlProblem(file, text, token.start, `'${token.text.trim()}' is no mark that limbeck knows`, [
      near === undefined
        ? 'The marks are `-- limbeck: upgrade`, `-- limbeck: downgrade` and `-- limbeck: irreversible`.'
        : `Did you mean \`-- limbeck: ${near}\`?`,
    ])
  }
  const dialects = names.map((name) => (name === 'postgres' ? 'postgresql' : name))
  const unknown = dialects.find((name) => !databases.includes(name))
  if (unknown !== undefined) {
    throw sqlProblem(file, text, token.start, `'${unknown}' is no database that limbeck knows`, [
      `Behind \`-- limbeck: ${word}\` may stand names of databases: ${databases.join(', ')}. Without a name it is for all of them.`,
    ])
  }
  return { kind: 'section', direction: word, dialects }
}

/** Only the last token of a text can lack its end; whatever stands behind its beginning would be swallowed. */
function refuseUnclosed(last: SqlToken | undefined, text: string, file: string): void {
  if (last === undefined || !isUnclosed(last)) return
  throw sqlProblem(
    file,
    text,
    last.start,
    last.kind === 'comment' ? 'A comment never ends' : 'A quote is never closed',
    [],
  )
}

function isUnclosed({ kind, text }: SqlToken): boolean {
  if (kind === 'comment') return text.startsWith('/*') && !(text.length >= 4 && text.endsWith('*/'))
  if (kind !== 'string' && kind !== 'identifier') return false
  const dollar = /^\$\w*\$/.exec(text)?.[0]
  if (dollar !== undefined) return text.length < 2 * dollar.length || !text.endsWith(dollar)
  const [quote] = /['"`]/.exec(text) ?? []
  if (quote === undefined) return false
  const inner = text.slice(text.indexOf(quote) + 1)
  const bare = /^[eE]/.test(text) ? inner.replace(/\\[^]/g, '') : inner
  // Two of them stand for one in the text, so the end is an odd one.
  let closing = 0
  while (bare[bare.length - 1 - closing] === quote) closing += 1
  return closing % 2 === 0
}

/** LB2022 with the line of the file and a caret under the place. */
export function sqlProblem(
  file: string,
  text: string,
  at: number,
  problem: string,
  hints: readonly string[],
): LimbeckError {
  const { line, column } = placeAt(text, at)
  const shown = (text.split('\n')[line - 1] ?? '').replaceAll('\t', ' ').trimEnd()
  return new LimbeckError('LB2022', `${problem} (${file}:${line})\n  ${shown}\n  ${' '.repeat(column - 1)}^`, {
    hints,
    details: { file, line, column },
  })
}

/** Line and column of an offset, both from 1. */
export function placeAt(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
