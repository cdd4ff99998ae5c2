import { describe, expect, test } from 'vitest'
import { downgradeOf, planned, upgradeOf } from '../../test/support/planned.ts'
import {
  aCheck,
  aColumn,
  aForeignKey,
  aPrimaryKey,
  aTable,
  aUnique,
  anEnum,
  anIndex,
  catalogOf,
  ofEnum,
} from '../../test/support/small-catalogs.ts'
import { plainDialect } from '../../test/support/plain-dialect.ts'
import { diffCatalogs } from '../diff/index.ts'
import { type Operation, applyOperations, describeOperation } from '../operations/index.ts'
import type { Catalog, ColumnType } from '../schema/index.ts'
import { type Plan, orderOperations, provePlan } from './index.ts'

const empty = catalogOf()

/** Tables of one key each, joined by foreign keys as told: `{ posts: ['users'] }`. */
function joined(tables: { readonly [name: string]: readonly string[] }): Catalog {
  return catalogOf(
    ...Object.entries(tables).map(([name, targets]) =>
      aTable(
        name,
        aColumn('id'),
        ...targets.map((target) => aColumn(`${target}_id`)),
        aPrimaryKey('id'),
        ...targets.map((target) => aForeignKey(`fk_${name}_${target}`, `${target}_id`, `${target}.id`)),
      ),
    ),
  )
}

describe('tables', () => {
  test('are created behind those that they reference, with the foreign keys in them', () => {
    const wanted = joined({ comments: ['posts', 'users'], posts: ['users'], users: [] })
    expect(upgradeOf(empty, wanted)).toEqual(['Create table users', 'Create table posts', 'Create table comments'])
    expect(downgradeOf(empty, wanted)).toEqual(['Drop table comments', 'Drop table posts', 'Drop table users'])
  })

  test('otherwise keep the order of the models', () => {
    expect(upgradeOf(empty, joined({ b: [], c: [], a: [] }))).toEqual([
      'Create table b',
      'Create table c',
      'Create table a',
    ])
  })

  test('in a circle are joined by as few late foreign keys as the order of the models needs', () => {
    const wanted = joined({ a: ['b'], b: ['c'], c: ['a'], d: ['a'] })
    expect(upgradeOf(empty, wanted)).toEqual([
      'Create table a',
      'Create table b',
      'Create table c',
      'Create table d',
      'Add foreign key fk_a_b referencing b to a',
      'Add foreign key fk_b_c referencing c to b',
    ])
    expect(downgradeOf(empty, wanted)).toEqual([
      'Drop foreign key fk_a_b of a',
      'Drop foreign key fk_b_c of b',
      'Drop table d',
      'Drop table c',
      'Drop table b',
      'Drop table a',
    ])
  })

  test('that reference themselves are one operation', () => {
    expect(upgradeOf(empty, joined({ a: ['a'] }))).toEqual(['Create table a'])
  })

  test('carry their indexes and keys', () => {
    const wanted = catalogOf(aTable('t', aColumn('a'), aUnique('uq', 'a'), aCheck('ck', 'a > 0'), anIndex('ix', 'a')))
    expect(upgradeOf(empty, wanted)).toEqual(['Create table t'])
  })

  test('come behind the enum types of their columns, and go in front of them', () => {
    const status = anEnum('status', 'a')
    const wanted = catalogOf(aTable('t', aColumn('s', ofEnum(status))), status)
    expect(upgradeOf(empty, wanted)).toEqual(['Create enum type status', 'Create table t'])
    expect(downgradeOf(empty, wanted)).toEqual(['Drop table t', 'Drop enum type status'])
  })
})

describe('changes of one table', () => {
  test('are one operation, adds first and drops last', () => {
    const found = catalogOf(aTable('t', aColumn('a'), aColumn('b'), anIndex('ix_b', 'b')))
    const wanted = catalogOf(aTable('t', aColumn('a', 'bigInteger'), aColumn('c'), anIndex('ix_c', 'c')))
    expect(upgradeOf(found, wanted, { decisions: { 'rename-column:t.c': null } })).toEqual([
      'Alter table t: add column c to t, change type of column a of t, create index ix_c on t, drop index ix_b of t, drop column b of t',
    ])
  })

  test('stay plain when there is one', () => {
    expect(upgradeOf(catalogOf(aTable('t', aColumn('a'))), catalogOf(aTable('t', aColumn('a'), aColumn('b'))))).toEqual(
      ['Add column b to t'],
    )
  })

  test('take the renames of its columns in', () => {
    const found = catalogOf(aTable('t', aColumn('a'), aColumn('x', 'text')))
    const wanted = catalogOf(aTable('t', aColumn('b'), aColumn('x', 'text'), aColumn('n')))
    const decisions = { 'rename-column:t.b': 'a', 'rename-column:t.n': null }
    expect(upgradeOf(found, wanted, { decisions })).toEqual([
      'Alter table t: rename column a of t to b, add column n to t',
    ])
    expect(downgradeOf(found, wanted, { decisions })).toEqual([
      'Alter table t: drop column n of t, rename column b of t to a',
    ])
  })

  test('do not, where another table needs the new name before', () => {
    const found = catalogOf(aTable('t', aColumn('a'), aUnique('uq', 'a')), aTable('u', aColumn('t_id')))
    const wanted = catalogOf(
      aTable('t', aColumn('b'), aUnique('uq', 'b'), aColumn('u_id'), aForeignKey('fk_t', 'u_id', 'u.key')),
      aTable('u', aColumn('t_id'), aForeignKey('fk_u', 't_id', 't.b'), aColumn('key'), aUnique('uq_key', 'key')),
    )
    const decisions = { 'rename-column:t.b': 'a', 'rename-column:t.u_id': null }
    expect(planned(found, wanted, { decisions }).plan.upgrade[0]).toMatchObject({ kind: 'renameColumn', to: 'b' })
  })

  test('of two tables that wait for each other', () => {
    const side = (name: string, other: string) =>
      aTable(
        name,
        aColumn('id'),
        aColumn('key'),
        aUnique(`uq_${name}`, 'key'),
        aColumn('other'),
        aForeignKey(`fk_${name}`, 'other', `${other}.key`),
      )
    const found = catalogOf(aTable('a', aColumn('id')), aTable('b', aColumn('id')))
    const wanted = catalogOf(side('a', 'b'), side('b', 'a'))
    expect(upgradeOf(found, wanted)).toEqual([
      'Alter table a: add column key to a, add column other to a, add unique constraint uq_a to a',
      'Alter table b: add column key to b, add column other to b, add unique constraint uq_b to b, add foreign key fk_b referencing a to b',
      'Add foreign key fk_a referencing b to a',
    ])
  })
})

describe('order', () => {
  test('a name of an index is free before another table takes it', () => {
    const found = catalogOf(aTable('a', aColumn('x'), anIndex('ix', 'x')), aTable('b', aColumn('x')))
    const wanted = catalogOf(aTable('a', aColumn('x')), aTable('b', aColumn('x'), anIndex('ix', 'x')))
    expect(upgradeOf(found, wanted)).toEqual(['Drop index ix of a', 'Create index ix on b'])
  })

  test('a replaced key leaves foreign keys something to stand on', () => {
    const id = aColumn('id', 'integer', { nullable: false })
    const posts = aTable('posts', aColumn('author'), aForeignKey('fk', 'author', 'users.id'))
    const found = catalogOf(aTable('users', id, aPrimaryKey('id')), posts)
    const wanted = catalogOf(aTable('users', id, aUnique('uq', 'id')), posts)
    expect(upgradeOf(found, wanted)).toEqual([
      'Drop foreign key fk of posts',
      'Alter table users: drop primary key pk_users of users, add unique constraint uq to users',
      'Add foreign key fk referencing users to posts',
    ])
  })

  test('a value is added before a default uses it and dropped behind', () => {
    const table = (value: string, ...values: string[]) => {
      const type = anEnum('s', ...values)
      return catalogOf(type, aTable('t', aColumn('c', ofEnum(type), { default: { kind: 'literal', value } })))
    }
    expect(
      upgradeOf(table('a', 'a', 'b'), table('x', 'b', 'x'), { decisions: { 'rename-enum-value:s.x': null } }),
    ).toEqual([
      'Add value x to enum type s',
      // PostgreSQL takes a new value only behind the commit, or of a type that was made in the transaction.
      'Reorder the values of enum type s',
      'Change default of column c of t',
      'Drop value a of enum type s',
    ])
  })
})

describe('the way back', () => {
  test('names what does not come back', () => {
    const found = catalogOf(aTable('t', aColumn('a'), aColumn('b')), aTable('u', aColumn('a')))
    expect(planned(found, catalogOf(aTable('t', aColumn('a')))).plan.losses).toEqual(['Values of t.b', 'Rows of u'])
  })

  test('brings columns back in their order', () => {
    const found = catalogOf(aTable('t', aColumn('id'), aColumn('x'), aColumn('y'), aColumn('z')))
    const wanted = catalogOf(aTable('t', aColumn('id')))
    expect(downgradeOf(found, wanted)).toEqual([
      'Alter table t: add column x to t, add column y to t, add column z to t',
    ])
  })

  test('gives a required column a value for the rows that are there, in a step of its own', () => {
    const found = catalogOf(aTable('t', aColumn('id'), aColumn('x', 'integer', { nullable: false })))
    expect(downgradeOf(found, catalogOf(aTable('t', aColumn('id'))))).toEqual([
      'Add column x to t',
      'Change default of column x of t',
    ])
  })

  test('says where a person must help', () => {
    const types = {
      ...plainDialect.types,
      castSafety: (from: ColumnType) => (from.kind === 'date' ? ('safe' as const) : ('impossible' as const)),
    }
    const found = catalogOf(aTable('t', aColumn('a', 'date')))
    const { plan } = planned(found, catalogOf(aTable('t', aColumn('a', 'json'))), {
      dialect: { ...plainDialect, types },
    })
    expect(plan.irreversible).toEqual([
      "Column 't.a' cannot be converted back from json to date without being told how: give `using` in `downgrade`.",
    ])
    expect(plan.downgrade.map(describeOperation)).toEqual(['Change type of column a of t'])
  })
})

test('a found index under another name stays as it is, there and back', () => {
  const found = catalogOf(aTable('t', aColumn('a'), anIndex('by_hand', 'a')))
  const wanted = catalogOf(
    aTable('t', aColumn('a'), anIndex('ix_t_a', 'a', { nameSource: 'convention' }), aColumn('b')),
  )
  const { plan } = planned(found, wanted)
  const upgraded = applyOperations(found, plan.upgrade)
  expect(upgraded.has({ kind: 'index', namespace: null, table: 't', name: 'by_hand' })).toBe(true)
})

test('a plan that does not lead where it should is refused', () => {
  const found = catalogOf(aTable('t', aColumn('a')))
  const wanted = catalogOf(aTable('t', aColumn('a'), aColumn('b')))
  const difference = diffCatalogs({ found, wanted, dialect: plainDialect })
  const { plan } = planned(found, wanted)
  const prove = (wrong: Partial<Plan>) => () => provePlan({ ...difference, found, wanted, plan: { ...plan, ...wrong } })
  expect(prove({})).not.toThrow()
  expect(prove({ upgrade: [] })).toThrow("The upgrade does not make the database what the models say: 'column:.t.b'.")
  expect(prove({ downgrade: [] })).toThrow(
    "The downgrade does not make the database what it was before: 'column:.t.b'.",
  )
  expect(prove({ downgrade: plan.upgrade })).toThrow(expect.objectContaining({ code: 'LB9010' }))
})

test('what a dropped column would take along goes first, by itself', () => {
  const [drop, add]: Operation[] = [
    { kind: 'dropConstraint', namespace: null, table: 't', name: 'x', constraintKind: 'unique', ifExists: false },
    { kind: 'dropColumn', namespace: null, table: 't', column: 'a', ifExists: false },
  ]
  const before = catalogOf(aTable('t', aColumn('a'), aUnique('x', 'a')))
  const groups = orderOperations(
    [add, drop].filter((one) => one !== undefined),
    before,
    catalogOf(aTable('t')),
  )
  expect(groups.flatMap(({ operations }) => operations.map(describeOperation))).toEqual([
    'Drop unique constraint x of t',
    'Drop column a of t',
  ])
})
