import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { offlineCatalog } from '../../test/support/random-catalog.ts'
import { randomOperation } from '../../test/support/random-operation.ts'
import { Random } from '../../test/support/random.ts'
import { isLimbeckError } from '../errors/index.ts'
import { type Operation, applyOperations } from '../operations/index.ts'
import { type Catalog, idOf, keyOf } from '../schema/index.ts'
import { type Conflict, type Side, findConflicts, findConflictsAmong } from './index.ts'

/** Many runs take their time on a busy machine. */
const timeoutMs = 120_000

/** A catalog as a value: what counts of its objects by key, the order of members left out. */
function contents(catalog: Catalog): { readonly [key: string]: unknown } {
  return Object.fromEntries(
    [...catalog.objects()].map((object) => [
      keyOf(idOf(object)),
      { ...object, nameSource: undefined, definition: undefined },
    ]),
  )
}

function applied(before: Catalog, operation: Operation): Catalog | null {
  try {
    return applyOperations(before, [operation])
  } catch (error) {
    if (isLimbeckError(error) && error.code === 'LB5003') return null
    throw error
  }
}

/** A side of up to four operations that fit one behind the other. */
function randomSide(random: Random, base: Catalog, head: string): Side {
  const operations: Operation[] = []
  let catalog = base
  for (let count = 1 + random.below(5); count > 0; count -= 1) {
    const operation = randomOperation(random, catalog)
    // SQL stands for "no table has a column any more"; what it does is unknown, and told as that.
    if (operation.kind === 'execute') break
    const after = applied(catalog, operation)
    if (after === null) continue
    operations.push(operation)
    catalog = after
  }
  return { head, revisions: [{ id: head, file: `/migrations/${head}.ts`, operations, opaque: false, failure: null }] }
}

const operationsOf = (...sides: readonly Side[]) =>
  sides.flatMap((side) => side.revisions.flatMap((revision) => revision.operations))

const summary = (conflicts: readonly Conflict[]) =>
  conflicts.map(({ kind, object }) => `${kind} ${object === null ? '' : keyOf(object)}`).sort()

test(
  'where no conflict is reported, both orders replay without a failure and end the same',
  () => {
    let agreed = 0
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const random = new Random(draw)
        const base = offlineCatalog(random)
        const one = randomSide(random, base, 'one')
        const other = randomSide(random, base, 'other')
        const { conflicts } = findConflicts(base, one, other)
        const turned = findConflicts(base, other, one)
        expect(turned.conflicts.length > 0).toBe(conflicts.length > 0)
        for (const conflict of conflicts) expect(conflict.sides.map((side) => side.head)).toEqual(['one', 'other'])
        if (conflicts.length > 0) return
        agreed += 1
        const forwards = applyOperations(base, operationsOf(one, other))
        const backwards = applyOperations(base, operationsOf(other, one))
        expect(contents(forwards)).toEqual(contents(backwards))
      }),
      { numRuns: 400 },
    )
    // The law says something only where sides do agree.
    expect(agreed).toBeGreaterThan(50)
  },
  timeoutMs,
)

test(
  'a side has no conflict with one that does nothing, and always one with itself where it makes or drops something',
  () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const random = new Random(draw)
        const base = offlineCatalog(random)
        const side = randomSide(random, base, 'one')
        const nothing: Side = {
          head: 'other',
          revisions: [{ id: 'other', file: '/migrations/other.ts', operations: [], opaque: false, failure: null }],
        }
        expect(findConflicts(base, side, nothing)).toEqual({ conflicts: [], unknowns: [] })
        const [first] = operationsOf(side)
        fc.pre(first !== undefined)
        const again = applied(applyOperations(base, operationsOf(side)), first)
        const twin = { ...side, head: 'twin', revisions: side.revisions.map((each) => ({ ...each, id: 'twin' })) }
        if (again === null) expect(summary(findConflicts(base, side, twin).conflicts)).not.toEqual([])
      }),
      { numRuns: 200 },
    )
  },
  timeoutMs,
)

test(
  'three sides without a conflict replay in every order',
  () => {
    let agreed = 0
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const random = new Random(draw)
        const base = offlineCatalog(random)
        const sides = ['one', 'two', 'three'].map((head) => randomSide(random, base, head))
        const [one, two, three] = sides
        if (one === undefined || two === undefined || three === undefined) throw new Error('There are three sides')
        const pairs = [
          [one, two],
          [one, three],
          [two, three],
        ] as const
        if (pairs.some((pair) => findConflicts(base, ...pair).conflicts.length > 0)) return
        if (findConflictsAmong(base, sides).length > 0) return
        agreed += 1
        const ends = [
          [one, two, three],
          [one, three, two],
          [two, one, three],
          [two, three, one],
          [three, one, two],
          [three, two, one],
        ].map((order) => contents(applyOperations(base, operationsOf(...order))))
        for (const end of ends) expect(end).toEqual(ends[0])
      }),
      { numRuns: 600 },
    )
    expect(agreed).toBeGreaterThan(5)
  },
  timeoutMs,
)
