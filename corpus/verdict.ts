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
  const [was, is] = [wanted.split('\n'), found.split('\n')]
  const without = (lines: readonly string[], others: readonly string[]) => {
    const known = new Set(others)
    return [...new Set(lines)].filter((line) => !known.has(line))
  }
  const missing = without(was, is).map((line) => `- ${line}`)
  const extra = without(is, was).map((line) => `+ ${line}`)
  if (missing.length + extra.length > 0) return `observed: ${[...missing, ...extra].join(' ')}`
  const place = was.findIndex((line, at) => line !== is[at])
  const around = (lines: readonly string[]) => lines.slice(Math.max(0, place - 3), place + 3).join(' ')
  return `observed, in another order: - ${around(was)} + ${around(is)}`
}
