import { expect, test } from 'vitest'
import { plainDialect } from '../../test/support/plain-dialect.ts'
import { aColumn, aTable, catalogOf } from '../../test/support/small-catalogs.ts'
import { type ComparisonSettings, overruleBy } from '../diff/index.ts'
import { describeOperation } from '../operations/index.ts'
import { planChanges } from './plan-changes.ts'

const found = catalogOf(aTable('users', aColumn('a', 'integer'), aColumn('b', 'text')))
const wanted = catalogOf(
  aTable(
    'users',
    aColumn('a', { kind: 'bigInteger' }),
    aColumn('b', 'text', { default: { kind: 'literal', value: 'x' } }),
  ),
)

function planned(settings: Partial<ComparisonSettings>, dialect = plainDialect) {
  const overrule = overruleBy({ compareType: true, compareDefault: true, ...settings }, 'plain')
  return planChanges({ found, wanted, dialect, overrule }).plan.upgrade.map(describeOperation)
}

test('differences that do not count are not planned, and the plan still proves', () => {
  expect(planned({})).toHaveLength(1)
  expect(planned({ compareType: false, compareDefault: () => false })).toEqual([])
  expect(planned({ compareType: () => undefined, compareDefault: false })).toEqual(planned({ compareDefault: false }))
})

test('a difference that only the project sees is planned, and the plan still proves', () => {
  const blind: typeof plainDialect = { ...plainDialect, comparable: () => ({}) }
  expect(planned({}, blind)).toEqual([])
  const changed = planned({ compareType: () => true, compareDefault: () => true }, blind)
  expect(changed.join()).toMatch(/users\.a.*users\.b|a.*users.*b.*users/)
})

test('a project is asked about every column on both sides, also about those that are the same to the letter', () => {
  const asked: string[] = []
  const same = catalogOf(aTable('users', aColumn('a', 'integer'), aColumn('b', 'text', { nullable: false })))
  const compareType = (_found: unknown, _wanted: unknown, { column }: { readonly column: string }) => {
    asked.push(column)
    return true
  }
  const overrule = overruleBy({ compareType, compareDefault: true }, 'plain')
  const request = { found: same, wanted: catalogOf(...same.objects()), dialect: plainDialect, overrule }
  // What is the same cannot be made more alike.
  expect(planChanges(request).plan.upgrade).toEqual([])
  expect([...new Set(asked)]).toEqual(['a', 'b'])
})
