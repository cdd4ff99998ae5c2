import type { Operation } from '../operations/index.ts'
import type { Catalog } from '../schema/index.ts'

/** What one direction of a revision file asked for when it was recorded without a database. */
export interface RecordedDirection {
  readonly operations: readonly Operation[]
  /** The file asked the database for rows, so what it does may depend on them. */
  readonly opaque: boolean
  /** Why recording stopped early; null when it came to the end. */
  readonly failure: string | null
}

/** A revision as review sees it: what its file says and what both directions do. */
export interface RecordedRevision {
  readonly id: string
  readonly downRevisions: readonly string[]
  readonly message: string
  /** Absolute path, or null for a revision that is not written yet. */
  readonly file: string | null
  /** The file's text, where suppressions stand; an empty string when there is no file yet. */
  readonly text: string
  readonly upgrade: RecordedDirection
  /** Null when the file has no `downgrade`. */
  readonly downgrade: RecordedDirection | null
  /** The schema in front of the upgrade. */
  readonly before: Catalog
}
