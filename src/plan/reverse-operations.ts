import { type Operation, applyOperation, reverseOperation } from '../operations/index.ts'
import { type Catalog, editCatalog } from '../schema/index.ts'

export interface ReversedOperations {
  /** What undoes the operations, in the order in which it can run. */
  readonly operations: readonly Operation[]
  /** The catalog behind the operations, in front of their reversal. */
  readonly after: Catalog
  /** What does not come back, a sentence each. */
  readonly losses: readonly string[]
  /** Why some of the operations have no way back; what could be reversed is in `operations` all the same. */
  readonly irreversible: readonly string[]
}

/**
 * Turns operations round: each is reversed against the catalog in front of it, the last one first.
 *
 * @throws LimbeckError LB5003 when the catalog is not in a state for one of them.
 */
export function reverseOperations(operations: readonly Operation[], before: Catalog): ReversedOperations {
  const draft = editCatalog(before)
  const back: (readonly Operation[])[] = []
  const losses: string[] = []
  const irreversible: string[] = []
  for (const operation of operations) {
    const reversal = reverseOperation(operation, draft)
    if (reversal.kind === 'irreversible') irreversible.push(reversal.reason)
    else {
      // What is undone by doing it again changed nothing.
      if (!isSame(reversal.operations, operation)) back.push(reversal.operations)
      if (reversal.loses !== null) losses.push(reversal.loses)
    }
    applyOperation(draft, operation)
  }
  return { operations: back.reverse().flat(), after: draft, losses, irreversible }
}

function isSame(operations: readonly Operation[], operation: Operation): boolean {
  const [first] = operations
  return (
    operations.length === 1 && first?.kind === operation.kind && JSON.stringify(first) === JSON.stringify(operation)
  )
}
