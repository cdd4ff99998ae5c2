import type { Catalog, CatalogDraft, ObjectId, ObjectKey, TableRef } from '../schema/index.ts'
import type { Grammar, Statement } from '../sql/index.ts'
import type { SourceWriter } from '../text/index.ts'
import type { Operation } from './data.ts'

/**
 * An object that an operation has to do with, and how. The order of a plan is made from nothing else.
 *
 * Around one id operations stand in this order: `makes`, `releases`, `parts`, `changes`, `needs`, `joins`, `removes`. Where one operation
 * removes an id and another makes it again, it is: `releases`, `removes`, `makes`, `changes`, `needs`. What an operation
 * touches twice (an `alterTable` that makes a column and needs it) is no edge.
 *
 * Three ids stand for what the catalog keeps elsewhere: `touches.ts` says which.
 */
export interface Touch {
  /**
   * `makes`: does not exist before. `removes`: does not exist behind. `changes`: exists before and behind.
   * `needs`: must exist while the operation runs. `releases`: pointed at the object until the operation ran.
   * `parts`, `joins`: of a table and the one that it inherits from, which change otherwise while they are apart.
   */
  readonly how: 'makes' | 'removes' | 'changes' | 'needs' | 'releases' | 'parts' | 'joins'
  readonly id: ObjectId
  /** That of the id, where it has been made. */
  readonly key?: ObjectKey
}

/** The way back of an operation: operations that undo it, or the reason why there are none. */
export type Reversal =
  | {
      readonly kind: 'reversible'
      readonly operations: readonly Operation[]
      /** Rows or values that do not come back (a re-created column is empty); null when nothing is lost. */
      readonly loses: string | null
    }
  | { readonly kind: 'irreversible'; readonly reason: string }

/** Everything that limbeck knows about one kind of operation, on one card. */
export interface OperationDefinition<Op extends Operation> {
  readonly kind: Op['kind']
  /** What the operation has to do with; `before` is the catalog in front of it (for what a drop takes along). */
  touches(op: Op, before: Catalog): readonly Touch[]
  /** The table that it drops, whatever the catalog has: then nobody asks for touches only to learn that. */
  dropsTable?(op: Op): TableRef
  /** The way back, read from the catalog in front of the operation, which knows what a drop drops. */
  reverse(op: Op, before: Catalog): Reversal
  /** The same change in memory. Throws LB5003 when the catalog is not in a state for it (no such table …). */
  apply(draft: CatalogDraft, op: Op): void
  /** Standard SQL (as PostgreSQL spells it). A dialect overrides what it says otherwise. `before` as above, where it is known. */
  emit(op: Op, grammar: Grammar, before: Catalog): readonly Statement[]
  /** The call in a revision file. `receiver` is `await op`, or the `t` of an `op.alterTable` block (then without the table). */
  source(op: Op, writer: SourceWriter, receiver: string): void
  /** One line for logs, plans and reviews: "Add column email to users". */
  describe(op: Op): string
}

/** Types a card; keeps the operation's own type for its functions. */
export function defineOperation<Op extends Operation>(definition: OperationDefinition<Op>): OperationDefinition<Op> {
  return definition
}
