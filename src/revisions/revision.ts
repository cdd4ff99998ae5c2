import type { Operations } from '../operations/index.ts'
import type { Timeouts } from './timeouts.ts'

export type RevisionId = string

/** One revision: a file and its node in the graph. Everything here is read from the file's header without running it. */
export interface Revision {
  readonly id: RevisionId
  /** The revisions it follows: none for a base, several for a merge. In the order of the file. */
  readonly downRevisions: readonly RevisionId[]
  /** Ids or branch labels as written. */
  readonly dependsOn: readonly string[]
  /** The labels written in this file; those it inherits are the graph's to say. */
  readonly branchLabels: readonly string[]
  /** First paragraph of the file's comment. */
  readonly message: string
  /** ISO 8601 with zone, or null when the header does not say. */
  readonly createdAt: string | null
  /** Absolute path. */
  readonly file: string
  /** The revisions that a squashed one stands for, itself among them; left out for every other. */
  readonly replaces?: readonly RevisionId[]
}

/** What a revision file exports. */
export interface RevisionModule {
  readonly upgrade: (op: Operations) => unknown
  /** Missing when the file has no way back. */
  readonly downgrade?: (op: Operations) => unknown
  /** Why there is no way back, as the author says; no downgrade goes over it. */
  readonly irreversible?: string
  /** `'none'`: the file's statements cannot run inside a transaction. */
  readonly transaction?: 'none'
  /** Limits of its statements; they win over the configuration's. */
  readonly timeouts?: Timeouts
  /** Whether the file says nothing to run in a direction, for any database; left out: that cannot be told before it runs. */
  readonly isEmpty?: (direction: Direction) => boolean
  /** The line, from 1, of an operation of a direction, by its position from 1; null where that is not known. */
  readonly lineOf?: (direction: Direction, position: number) => number | null
}

export type Direction = 'upgrade' | 'downgrade'

/** One revision in one direction within a run, with the database's heads around it. */
export interface RevisionStep {
  readonly direction: Direction
  readonly revision: Revision
  readonly headsBefore: readonly RevisionId[]
  readonly headsAfter: readonly RevisionId[]
}
