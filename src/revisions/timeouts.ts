import { durationMs } from '../text/index.ts'

/** Limits of the statements of revisions: milliseconds, or a text such as `'500ms'`, `'5s'`, `'10min'`, `'1h'`. 0: none. */
export interface Timeouts {
  /** How long a statement waits for a lock that somebody else holds. */
  readonly lock?: number | string
  /** How long a statement may run. SQLite has no such limit. */
  readonly statement?: number | string
  /** How often a revision that could not get a lock in time is rolled back and run again. Default 0. */
  readonly lockRetries?: number
}

/** What is wrong with limits; null when nothing is. */
export function timeoutProblem(timeouts: unknown): { readonly key: string; readonly expected: string } | null {
  if (typeof timeouts !== 'object' || timeouts === null || Array.isArray(timeouts))
    return { key: '', expected: 'an object of `lock`, `statement` and `lockRetries`' }
  for (const [key, value] of Object.entries(timeouts)) {
    if (value === undefined) continue
    if (key === 'lock' || key === 'statement') {
      if (durationMs(value) === null) return { key, expected: "milliseconds or a time such as '5s' or '10min'" }
    } else if (key !== 'lockRetries') return { key, expected: 'one of `lock`, `statement`, `lockRetries`' }
    else if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
      return { key, expected: 'a whole number, 0 or more' }
  }
  return null
}
