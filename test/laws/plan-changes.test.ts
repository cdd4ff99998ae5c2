import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Comparer, compareCatalogs, diffCatalogs, objectsOfDeltas } from '../../src/diff/index.ts'
import { type Operation, applyOperations } from '../../src/operations/index.ts'
import { orderOperations, planChanges } from '../../src/plan/index.ts'
import { type Catalog, createCatalog, idOf, keyOf } from '../../src/schema/index.ts'
import { plainDialect } from '../support/plain-dialect.ts'
import { randomCatalog } from '../support/random-catalog.ts'
import { editRandomly } from '../support/random-edit.ts'
import { Random } from '../support/random.ts'

const seeds = fc.nat({ max: 2 ** 31 - 1 })
const pairs = fc
  .record({
    seed: seeds,
    tables: fc.nat({ max: 6 }),
    editSeed: seeds,
    edits: fc.nat({ max: 10 }),
    renames: fc.boolean(),
  })
  .map(({ seed, tables, editSeed, edits, renames }) => {
    const a = randomCatalog({ seed, tables })
    return { a, ...editRandomly(a, { seed: editSeed, edits, renames }) }
  })
const runs = { numRuns: 300 }

function plan(
  found: Catalog,
  wanted: Catalog,
  declaredRenames: Parameters<typeof planChanges>[0]['declaredRenames'] = [],
) {
  return planChanges({ found, wanted, dialect: plainDialect, declaredRenames })
}

/** Every object that differs, names included. */
function differences(a: Catalog, b: Catalog): readonly string[] {
  const comparer = new Comparer(plainDialect.comparable)
  return objectsOfDeltas(compareCatalogs(a, b, { comparer, scope: () => true })).map((object) => keyOf(idOf(object)))
}

test('a catalog does not differ from itself', () => {
  fc.assert(
    fc.property(seeds, fc.nat({ max: 8 }), (seed, tables) => {
      const a = randomCatalog({ seed, tables })
      const again = randomCatalog({ seed, tables })
      const result = plan(a, again)
      expect(result.plan.upgrade).toEqual([])
      expect(result.plan.downgrade).toEqual([])
      expect(result.questions).toEqual([])
    }),
    runs,
  )
})

test('upgraded, a is b; downgraded, it is a again', () => {
  fc.assert(
    fc.property(pairs, ({ a, catalog: b, renames }) => {
      const { plan: made } = plan(a, b, renames)
      const upgraded = applyOperations(a, made.upgrade)
      expect(differences(upgraded, b)).toEqual([])
      expect(made.irreversible).toEqual([])
      expect(differences(applyOperations(upgraded, made.downgrade), a)).toEqual([])
    }),
    runs,
  )
})

test('a whole schema is made from nothing and unmade again', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 8 }), (seed, tables) => {
      const empty = createCatalog([])
      const b = randomCatalog({ seed, tables })
      const { plan: made } = plan(empty, b)
      const upgraded = applyOperations(empty, made.upgrade)
      expect(differences(upgraded, b)).toEqual([])
      expect([...applyOperations(upgraded, made.downgrade).objects()]).toEqual([])
    }),
    runs,
  )
})

test('two unrelated schemas', () => {
  fc.assert(
    fc.property(seeds, seeds, fc.nat({ max: 5 }), fc.nat({ max: 5 }), (seedA, seedB, tablesA, tablesB) => {
      // Columns that are computed from one another in other ways than before can tie knots.
      const features = { generated: false }
      const a = randomCatalog({ seed: seedA, tables: tablesA, features })
      const b = randomCatalog({ seed: seedB, tables: tablesB, features })
      try {
        const { plan: made } = plan(a, b)
        expect(differences(applyOperations(a, made.upgrade), b)).toEqual([])
      } catch (error) {
        // Tables of the same name may have columns that cannot be converted.
        expect(error).toMatchObject({ code: 'LB5010' })
      }
    }),
    runs,
  )
})

test('the order in which operations are given does not count', () => {
  fc.assert(
    fc.property(pairs, seeds, ({ a, catalog: b, renames }, seed) => {
      const random = new Random(seed)
      const { operations, renamed } = diffCatalogs({
        found: a,
        wanted: b,
        dialect: plainDialect,
        declaredRenames: renames,
      })
      const changesEnum = (operation: Operation) => 'name' in operation && operation.kind.includes('Enum')
      // The values of an enum type are changed one after the other.
      const enums = operations.filter(changesEnum)
      const others = operations.filter((operation) => !changesEnum(operation))
      const expected = orderOperations(operations, renamed, b)
      expect(orderOperations([...enums, ...random.shuffle(others)], renamed, b)).toEqual(expected)
      expect(orderOperations([...random.shuffle(others), ...enums], renamed, b)).toEqual(expected)
    }),
    runs,
  )
})

test('the order in which a database lists its objects does not change what is to be done', () => {
  fc.assert(
    fc.property(pairs, seeds, ({ a, catalog: b, renames }, seed) => {
      const done = (found: Catalog) => {
        const { operations } = diffCatalogs({ found, wanted: b, dialect: plainDialect, declaredRenames: renames })
        return operations.map((one) => JSON.stringify(one)).sort()
      }
      expect(done(shuffleMembers(a, new Random(seed)))).toEqual(done(a))
    }),
    runs,
  )
})

/** The same catalog with constraints and indexes in another order. */
function shuffleMembers(catalog: Catalog, random: Random): Catalog {
  const objects = [...catalog.objects()]
  const members = objects.filter(({ kind }) => kind !== 'table' && kind !== 'enumType' && kind !== 'column')
  return createCatalog([...objects.filter((object) => !members.includes(object)), ...random.shuffle(members)])
}
