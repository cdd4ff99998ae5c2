import { isLimbeckError } from '../src/errors/index.ts'

/**
 * `passed`: by the catalog, the observer and the rows. `passed empty`: only without rows; the database refuses those that
 * were there, and limbeck says which. `refused`: limbeck says why it does not. `wrong`: it did something else than what
 * was wanted, or failed on the way. `crashed`: a fault of its own. `unloadable`: the database does not take the text.
 */
export interface Verdict {
  readonly outcome: 'passed' | 'passed empty' | 'refused' | 'wrong' | 'crashed' | 'unloadable'
  /** What was found, or empty. */
  readonly reason: string
}

export const passed: Verdict = { outcome: 'passed', reason: '' }

export function verdictOf(error: unknown): Verdict {
  const reason = firstLine(error)
  if (!isLimbeckError(error)) return { outcome: 'crashed', reason }
  if (error.code.startsWith('LB9')) return { outcome: 'crashed', reason: `${error.code} ${reason}` }
  return { outcome: error.code.startsWith('LB5') ? 'refused' : 'wrong', reason: `${error.code} ${reason}` }
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}

/** What an observer sees that should not be there, or should; empty where it is the same, or nobody can look. */
export function differenceOf(wanted: string | null, found: string | null): string {
  if (wanted === null || found === null || found === wanted) return ''
  const lines = { is: new Set(found.split('\n')), was: new Set(wanted.split('\n')) }
  const missing = [...lines.was].filter((line) => !lines.is.has(line)).map((line) => `- ${line}`)
  const extra = [...lines.is].filter((line) => !lines.was.has(line)).map((line) => `+ ${line}`)
  return `observed: ${[...missing, ...extra].join(' ') || 'the same lines in another order or number'}`
}
