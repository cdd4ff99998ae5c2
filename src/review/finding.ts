import type { ObjectId } from '../schema/index.ts'

export type Severity = 'error' | 'warning' | 'note'

/** Hardest first. */
export const severities: readonly Severity[] = ['error', 'warning', 'note']

/** What review has to say about one place of one revision. */
export interface Finding {
  /** The rule's id, such as `foreign-key-without-index`; its page is `docs/rules/<id>.md`. */
  readonly rule: string
  readonly severity: Severity
  /** What was found, in the user's names. */
  readonly message: string
  /** What to do about it. */
  readonly help: string
  readonly revision: string
  /** The revision's file, or null for a revision that is not written yet. */
  readonly file: string | null
  readonly direction: 'upgrade' | 'downgrade'
  /** Position of the call in the revision's upgrade, from 0; null when the finding is about the whole. */
  readonly operation: number | null
  readonly objects: readonly ObjectId[]
}
