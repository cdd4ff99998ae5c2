import { describeOperation } from '../operations/index.ts'
import { type Catalog, type ObjectId, editCatalog, idOf, keyOf } from '../schema/index.ts'
import { type Act, applyIfPossible } from './acts-of-side.ts'
import { differingObjects } from './same-object.ts'

/** An operation that works on its own side, and fails behind the other. */
export interface OrderFailure {
  readonly act: Act
  readonly message: string
}

/** What became of replaying all sides in several orders. */
export interface OrderComparison {
  readonly failures: readonly OrderFailure[]
  /** What the orders do not agree on; meaningful where nothing failed. */
  readonly differing: readonly ObjectId[]
}

/** Replays all acts in each of the orders; a revision that two sides share runs once. */
export function compareOrders(base: Catalog, orders: readonly (readonly Act[])[]): OrderComparison {
  const failures = new Map<string, OrderFailure>()
  const ends = orders.map((acts) => {
    const draft = editCatalog(base)
    for (const act of acts) {
      const message = applyIfPossible(draft, act.operation)
      if (message === null || act.failure !== null) continue
      const key = `${act.revision.id} ${describeOperation(act.operation)}`
      if (!failures.has(key)) failures.set(key, { act, message })
    }
    return draft
  })
  const differing = new Map<string, ObjectId>()
  const [first, ...others] = ends
  for (const other of first === undefined ? [] : others) {
    for (const object of differingObjects(first ?? other, other)) differing.set(keyOf(idOf(object)), idOf(object))
  }
  return { failures: [...failures.values()], differing: [...differing.values()] }
}
