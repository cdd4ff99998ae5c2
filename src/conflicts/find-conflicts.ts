import { describeOperation } from '../operations/index.ts'
import { type Catalog, type ObjectId, type ObjectKey, keyOf, tableKey } from '../schema/index.ts'
import { type Act, type TracedSide, traceSide } from './acts-of-side.ts'
import { type OrderComparison, compareOrders } from './compare-orders.ts'
import { compareUses, nameOf } from './compare-uses.ts'
import type { Conflict, ConflictReport, ConflictSide } from './conflict.ts'
import { type ObjectUse, usesOf } from './object-use.ts'
import { sayOperation } from './say-operation.ts'
import type { Side } from './side.ts'
import { unknownParts } from './unknown-parts.ts'

/**
 * Whether two lines of revisions can be joined, whichever runs first. Pure.
 *
 * Where no conflict is reported, both orders replay without a failure and end in the same catalog, as far as operations
 * tell; the order of columns does not count. What is unknown is named beside the conflicts.
 *
 * @param base the catalog of the common ancestor
 */
export function findConflicts(base: Catalog, one: Side, other: Side): ConflictReport {
  if (one.revisions.length === 0 || other.revisions.length === 0) return { conflicts: [], unknowns: [] }
  const sides = [traceSide(base, one), traceSide(base, other)] as const
  const [first, second] = sides
  const orders = compareOrders(base, [
    [...first.acts, ...second.acts],
    [...second.acts, ...first.acts],
  ])
  const found = new PairConflicts(base, first, second)
  found.compareObjects(orders)
  found.addOrders(orders)
  return {
    conflicts: found.conflicts,
    unknowns: [...unknownParts(first, second), ...unknownParts(second, first)],
  }
}

/** Collects the conflicts of two sides; what one pair of operations is about is told once, at the outermost object. */
class PairConflicts {
  readonly conflicts: Conflict[] = []
  readonly #first: TracedSide
  readonly #second: TracedSide
  readonly #uses: readonly [ReadonlyMap<string, ObjectUse>, ReadonlyMap<string, ObjectUse>]
  readonly #told = new Map<Act, Set<Act>>()
  readonly #objects = new Set<ObjectKey>()

  constructor(base: Catalog, first: TracedSide, second: TracedSide) {
    this.#first = first
    this.#second = second
    this.#uses = [usesOf(base, first), usesOf(base, second)]
  }

  /** Object by object: what both sides have to do with. */
  compareObjects({ differing, failures }: OrderComparison): void {
    const unequal = new Set(differing.map(keyOf))
    const [ones, others] = this.#uses
    for (const key of [...ones.keys()].filter((each) => others.has(each)).sort(outermostFirst)) {
      const one = ones.get(key)
      const other = others.get(key)
      if (one === undefined || other === undefined) continue
      const conflict = compareUses(key, one, other, failures.length === 0 && !unequal.has(key))
      if (conflict !== null && this.#isNew(one.acts, other.acts)) this.#add({ ...conflict, object: one.id }, one, other)
    }
  }

  /** The replay as a whole: what fails behind the other side, and what the orders do not agree on. */
  addOrders({ failures, differing }: OrderComparison): void {
    for (const { act, message } of failures) {
      if ([...this.#told].some(([left, rights]) => left === act || rights.has(act))) continue
      const object = act.effects.find(({ how }) => how !== 'needs')?.id ?? act.effects[0]?.id ?? null
      const text = `'${describeOperation(act.operation)}' works on its own side only: ${message}`
      this.#addUnexplained(object, text, act)
    }
    if (failures.length > 0) return
    for (const id of differing) {
      if (this.#objects.has(keyOf(id)) || this.#objects.has(keyOfTable(id))) continue
      this.#addUnexplained(id, `The order decides what ${nameOf(id)} is in the end.`, null)
    }
  }

  /** @param act the operation it is about, where it is known */
  #addUnexplained(object: ObjectId | null, message: string, act: Act | null): void {
    const actsFor = (side: TracedSide) => (act?.side === side.side ? [act] : actsAround(side, object))
    const one = { acts: actsFor(this.#first) }
    const other = { acts: actsFor(this.#second) }
    if (one.acts.length > 0 && other.acts.length > 0 && !this.#isNew(one.acts, other.acts)) return
    this.#add({ kind: 'orderMatters', message, object }, one, other)
  }

  #isNew(ones: readonly Act[], others: readonly Act[]): boolean {
    return ones.some((one) => others.some((other) => this.#told.get(one)?.has(other) !== true))
  }

  #add(
    conflict: Pick<Conflict, 'kind' | 'message' | 'object'>,
    one: Pick<ObjectUse, 'acts'>,
    other: Pick<ObjectUse, 'acts'>,
  ): void {
    for (const left of one.acts) {
      const rights = this.#told.get(left) ?? new Set()
      for (const right of other.acts) rights.add(right)
      this.#told.set(left, rights)
    }
    if (conflict.object !== null) this.#objects.add(keyOf(conflict.object))
    for (const left of byRevision(this.#first, one.acts)) {
      for (const right of byRevision(this.#second, other.acts))
        this.conflicts.push({ ...conflict, sides: [left, right] })
    }
  }
}

/** What each revision of a side does, a part for each; the head alone where no operation is to blame. */
function byRevision({ side }: TracedSide, acts: readonly Act[]): readonly ConflictSide[] {
  const groups = [...Map.groupBy(acts, (act) => act.revision)].map(([revision, own]) => ({
    revision,
    does: own.map(({ operation }) => sayOperation(operation)),
  }))
  const last = side.revisions.at(-1)
  const parts = groups.length > 0 || last === undefined ? groups : [{ revision: last, does: [] }]
  return parts.map(({ revision, does }) => ({ head: side.head, revision: revision.id, file: revision.file, does }))
}

/** The operations of a side that have to do with an object, or with its table. */
function actsAround({ acts }: TracedSide, object: ObjectId | null): readonly Act[] {
  if (object === null) return []
  const near = (same: (id: ObjectId) => boolean) => acts.filter(({ effects }) => effects.some(({ id }) => same(id)))
  const exact = near((id) => keyOf(id) === keyOf(object))
  return exact.length > 0 ? exact : near((id) => keyOfTable(id) === keyOfTable(object))
}

function keyOfTable(id: ObjectId): ObjectKey {
  if (!('table' in id) || id.table === null) return keyOf(id)
  return tableKey({ namespace: id.namespace, name: id.table })
}

const outermost = ['namespace:', 'table:', 'enumType:', 'column:']

function outermostFirst(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : 1)
}

function rank(key: string): number {
  const found = outermost.findIndex((prefix) => key.startsWith(prefix))
  return found < 0 ? outermost.length : found
}
