import type { Operation } from '../operations/index.ts'
import type { ReversedOperations } from '../plan/index.ts'
import type { Catalog } from '../schema/index.ts'

/**
 * A revision before it is written, as hooks get it: data that may be changed in place.
 *
 * `upgrade` and `downgrade` hold operations in the order in which they run. What stands in `losses` becomes a comment of the
 * downgrade; with anything in `irreversible` the file has no downgrade.
 */
export interface RevisionDraft {
  id: string
  /** What it follows: none for a base, several for a merge. */
  downRevisions: readonly string[]
  branchLabels: readonly string[]
  dependsOn: readonly string[]
  message: string
  upgrade: Operation[]
  downgrade: Operation[]
  losses: string[]
  irreversible: string[]
}

/** A revision that a hook adds. Without `downRevisions` it follows the one in front of it in the hook's answer. */
export type AddedRevision = Partial<RevisionDraft> & { readonly message: string }

/** What a hook may go by. */
export interface RevisionContext {
  /** Which command asks. `check` writes nothing; it counts the operations that would be written. */
  readonly command: 'revision' | 'merge' | 'check'
  readonly autogenerate: boolean
  /** `default`, or the key under `databases`. */
  readonly database: string
  /** `sqlite`, `postgresql`, …; null where no URL is configured. */
  readonly dialect: string | null
  /** The catalog read from the database; null without autogenerate. */
  readonly found: Catalog | null
  /** The catalog made from the models; null without autogenerate. */
  readonly wanted: Catalog | null
  /**
   * What undoes operations, for a downgrade to match an edited upgrade. Reads what a drop drops from `found`.
   *
   * @throws LimbeckError LB5003 when the schema is not in a state for one of them
   */
  reverse(operations: readonly Operation[]): Omit<ReversedOperations, 'after'>
  /** One line in words: "Add column email to users". */
  describe(operation: Operation): string
}

/** Nothing: the draft as it is by now. Null: no file. One revision, or several, instead of the draft. */
export type RevisionAnswer = RevisionDraft | readonly (RevisionDraft | AddedRevision)[] | null | undefined | void

/** Alembic's `process_revision_directives`: sees every new revision before it is written. */
export type ProcessRevision = (
  context: RevisionContext,
  revision: RevisionDraft,
) => RevisionAnswer | Promise<RevisionAnswer>
