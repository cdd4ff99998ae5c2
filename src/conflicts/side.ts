import type { Operation } from '../operations/index.ts'

/** One of the lines of revisions that are compared: what stands above the common ancestor, oldest first. */
export interface Side {
  /** The id of the revision that the line ends in. */
  readonly head: string
  readonly revisions: readonly SideRevision[]
}

/** A revision of a side with what its upgrade asked for when it was recorded without a database. */
export interface SideRevision {
  readonly id: string
  /** Absolute path. */
  readonly file: string
  readonly operations: readonly Operation[]
  /** The file asked the database for rows, so what it does may depend on them. */
  readonly opaque: boolean
  /** Why the recording stopped early, or the file could not be loaded; null when it came to the end. */
  readonly failure: string | null
}
