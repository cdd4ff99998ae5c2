import type { Catalog } from '../schema/index.ts'
import { type Act, traceSide } from './acts-of-side.ts'
import { compareOrders } from './compare-orders.ts'
import { nameOf } from './compare-uses.ts'
import type { Conflict } from './conflict.ts'
import type { Side } from './side.ts'

/**
 * What no two of several sides disagree about, but all of them together do: whether each of them may run first, or all the
 * other way round. Sides may share revisions; these run once.
 *
 * @param base the catalog of what all sides have in common
 */
export function findConflictsAmong(base: Catalog, sides: readonly Side[]): readonly Conflict[] {
  const traced = sides.map((side) => traceSide(base, side))
  const forwards = traced.map((_, start) => [...traced.slice(start), ...traced.slice(0, start)])
  const lists = [...forwards, ...forwards.map((order) => order.toReversed())]
  const orders = lists.map((list) => onceEach(list.flatMap(({ acts }) => acts)))
  const { failures, differing } = compareOrders(base, orders)
  const [first, second] = sides
  if (first === undefined || second === undefined) return []
  const place = (side: Side, does: readonly string[] = []) => {
    const last = side.revisions.at(-1)
    return { head: side.head, revision: last?.id ?? side.head, file: last?.file ?? '', does }
  }
  const messages = [
    ...failures.map(({ act, message }) => `Revision ${act.revision.id} fails in one of the orders: ${message}`),
    ...(failures.length > 0 ? [] : differing.map((id) => `The order decides what ${nameOf(id)} is in the end.`)),
  ]
  return messages.map((message) => ({
    kind: 'orderMatters',
    object: null,
    message,
    sides: [place(first), place(second)],
  }))
}

/** The acts of each revision where it first stands. */
function onceEach(acts: readonly Act[]): readonly Act[] {
  const owner = new Map<string, Act['side']>()
  return acts.filter(({ revision, side }) => {
    const known = owner.get(revision.id) ?? side
    owner.set(revision.id, known)
    return known === side
  })
}
