import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { offlineCatalog } from '../../test/support/random-catalog.ts'
import { randomOperation } from '../../test/support/random-operation.ts'
import { Random } from '../../test/support/random.ts'
import { isLimbeckError } from '../errors/index.ts'
import { type Catalog, type CatalogObject, editCatalog, idOf, keyOf } from '../schema/index.ts'
import { type Operation, applyOperations, reverseOperation, touchesOf } from './index.ts'

/** Many runs take their time on a busy machine. */
const timeoutMs = 120_000

/** A catalog as a value: its objects by key, the order of members left out. */
function contents(catalog: Catalog): { readonly [key: string]: CatalogObject } {
  return Object.fromEntries(
    [...catalog.objects()].map((object) => [keyOf(idOf(object)), object] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** The catalog behind an operation, or null when it is not in a state for it. */
function applied(before: Catalog, op: Operation): Catalog | null {
  try {
    return applyOperations(before, [op])
  } catch (error) {
    if (isLimbeckError(error) && error.code === 'LB5003') return null
    throw error
  }
}

test(
  'what undoes an operation brings the catalog back',
  () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const random = new Random(draw)
        const before = offlineCatalog(random)
        const op = randomOperation(random, before)
        const after = applied(before, op)
        fc.pre(after !== null)
        const reversal = reverseOperation(op, before)
        if (reversal.kind === 'irreversible') return
        expect(contents(applyOperations(after, reversal.operations))).toEqual(contents(before))
      }),
      { numRuns: 300 },
    )
  },
  timeoutMs,
)

test(
  'an operation that fails leaves the catalog as it was',
  () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const random = new Random(draw)
        const before = offlineCatalog(random)
        const draft = editCatalog(before)
        const op = randomOperation(random, before)
        const after = applied(draft, op)
        if (after === null) expect(contents(draft)).toEqual(contents(before))
      }),
      { numRuns: 200 },
    )
  },
  timeoutMs,
)

test(
  'touches say what an operation makes and removes',
  () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const random = new Random(draw)
        const before = offlineCatalog(random)
        const op = randomOperation(random, before)
        const after = applied(before, op)
        fc.pre(after !== null && op.kind !== 'alterTable')
        const touches = touchesOf(op, before)
        const touched = (how: string) => new Set(touches.filter((one) => one.how === how).map((one) => keyOf(one.id)))
        const was = new Set(Object.keys(contents(before)))
        const is = new Set(Object.keys(contents(after)))
        const isGuarded = ('ifExists' in op && op.ifExists) || ('ifNotExists' in op && op.ifNotExists)
        const made = [...is].filter((key) => !was.has(key))
        const removed = [...was].filter((key) => !is.has(key))
        if (isGuarded && made.length + removed.length === 0) return
        expect([...touched('makes')]).toEqual(expect.arrayContaining(made))
        expect([...touched('removes')]).toEqual(expect.arrayContaining(removed))
        const changed = [...is].filter((key) => {
          const [old, next] = [contents(before)[key], contents(after)[key]]
          return old !== undefined && JSON.stringify(old) !== JSON.stringify(next)
        })
        const known = new Set(touches.map((one) => keyOf(one.id)))
        // Enum values live in the types of columns; the edge is the type's.
        const unsaid = changed.filter((key) => !known.has(key) && !op.kind.toLowerCase().includes('enum'))
        expect(unsaid).toEqual([])
      }),
      { numRuns: 200 },
    )
  },
  timeoutMs,
)
