import { notUnderstood } from './revision-errors.ts'
import type { RevisionGraph } from './revision-node.ts'

/** A text that names revisions, taken apart: `branch@symbol+offset`, each part optional. */
export interface RevisionSpec {
  /** As the user wrote it, for errors. */
  readonly text: string
  /** What stands before `@`: a branch label, or an id that serves as one. */
  readonly branch: string | null
  /** `head`, `heads`, `base`, `current`, an id, the beginning of one, or a label. Null: where the database is. */
  readonly symbol: string | null
  /** Steps up (positive) or down (negative) from the symbol; null when there are none to go. */
  readonly offset: number | null
}

/** Two specs with a colon between them; null where nothing is written. */
export interface RevisionRange {
  readonly text: string
  readonly from: string | null
  readonly to: string | null
}

/**
 * Takes a revision argument apart. A label such as `feature-1` is the label and not one step down from `feature`, where
 * the graph has it.
 *
 * @throws LimbeckError LB2009
 */
export function parseSpec(graph: RevisionGraph, argument: string): RevisionSpec {
  const text = argument.trim()
  const parts = text.split('@')
  if (text === '') throw notUnderstood(text, 'The revision argument is empty')
  if (text.includes(':')) throw notUnderstood(text, 'Range revision not allowed', [`'${text}' names a range.`])
  if (parts.length > 2) throw notUnderstood(text, `'${text}' has more than one @`)
  const [first = '', second] = parts
  const branch = second === undefined ? null : first
  const rest = second ?? first
  if (branch === '') throw notUnderstood(text, `'${text}' has no branch in front of its @`)
  if (rest === '') throw notUnderstood(text, `'${text}' has nothing behind its @`)
  const relative = graph.byId.has(rest) || graph.byLabel.has(rest) ? null : /^(.*?)([+-]\d{1,9})$/.exec(rest)
  if (relative === null) return { text, branch, symbol: rest, offset: null }
  const [, symbol = '', offset = ''] = relative
  return { text, branch, symbol: symbol === '' ? null : symbol, offset: Number(offset) }
}

/** Whether a revision argument names a range. */
export function isRange(argument: string): boolean {
  return argument.includes(':')
}

/**
 * Splits `from:to`.
 *
 * @throws LimbeckError LB2009 when it has no colon or several
 */
export function parseRange(argument: string): RevisionRange {
  const text = argument.trim()
  const [from = '', to, ...more] = text.split(':').map((part) => part.trim())
  if (to === undefined) throw notUnderstood(text, 'History range requires [start]:[end], [start]:, or :[end]')
  if (more.length > 0) throw notUnderstood(text, `'${text}' has more than one colon`)
  return { text, from: from === '' ? null : from, to: to === '' ? null : to }
}
