import { describe, expect, test } from 'vitest'
import { plainDialect } from '../../../test/support/plain-dialect.ts'
import {
  aColumn,
  aPrimaryKey,
  aTable,
  anEnum,
  anIndex,
  catalogOf,
  ofEnum,
} from '../../../test/support/small-catalogs.ts'
import { describeOperation } from '../../operations/index.ts'
import type { Catalog, ColumnType } from '../../schema/index.ts'
import { type DeclaredRename, type DifferenceRequest, diffCatalogs, openQuestions } from '../index.ts'

function difference(found: Catalog, wanted: Catalog, more: Partial<DifferenceRequest> = {}) {
  const { renames, operations, questions, appliedRenames } = diffCatalogs({
    found,
    wanted,
    dialect: plainDialect,
    ...more,
  })
  return {
    renames: renames.map(describeOperation),
    operations: operations.map(describeOperation),
    questions: questions.map(({ id, candidates }) => [id, ...candidates]),
    appliedRenames,
  }
}

const users = (...columns: readonly (readonly [string, (ColumnType | ColumnType['kind'])?])[]) =>
  catalogOf(aTable('users', aColumn('id'), ...columns.map(([name, type]) => aColumn(name, type ?? 'text'))))

const columnRename = (from: string, to: string, owner = 'users'): DeclaredRename => ({
  kind: 'column',
  namespace: null,
  owner,
  from,
  to,
})

describe('questions about columns', () => {
  test('of the same type, the most alike first', () => {
    expect(difference(users(['bio'], ['name']), users(['full_name'])).questions).toEqual([
      ['rename-column:users.full_name', 'name', 'bio'],
    ])
  })

  test('of a related type', () => {
    expect(difference(users(['amount', 'integer']), users(['total', 'bigInteger'])).questions).toEqual([
      ['rename-column:users.total', 'amount'],
    ])
  })

  test('of an unrelated type only where the names are alike', () => {
    expect(difference(users(['age', 'integer']), users(['biography', 'text'])).questions).toEqual([])
    expect(difference(users(['birth_year', 'integer']), users(['year_of_birth', 'text'])).questions).toHaveLength(1)
  })

  test('not where the values do not convert, or are computed', () => {
    expect(difference(users(['data', 'json']), users(['data2', 'integer'])).questions).toEqual([])
    const computed = { expression: { sql: 'id + 1', canonical: null }, stored: true }
    const wanted = catalogOf(aTable('users', aColumn('id'), aColumn('b', 'integer', { generated: computed })))
    expect(difference(users(['a', 'integer']), wanted).questions).toEqual([])
  })

  test('unanswered, what is asked about counts as new', () => {
    expect(difference(users(['name']), users(['full_name'])).operations).toEqual([
      'Add column full_name to users',
      'Drop column name of users',
    ])
  })

  test('answered with a name it is renamed, and follows in indexes', () => {
    const found = catalogOf(aTable('users', aColumn('name', 'text'), anIndex('ix', 'name')))
    const wanted = catalogOf(aTable('users', aColumn('full_name', 'text'), anIndex('ix', 'full_name')))
    expect(difference(found, wanted, { decisions: { 'rename-column:users.full_name': 'name' } })).toMatchObject({
      renames: ['Rename column name of users to full_name'],
      operations: [],
      questions: [],
    })
  })

  test('answered with null it is new', () => {
    const { renames, questions } = difference(users(['name']), users(['full_name']), {
      decisions: { 'rename-column:users.full_name': null },
    })
    expect({ renames, questions }).toEqual({ renames: [], questions: [] })
  })

  test('what one answer took is no candidate for another', () => {
    const decisions = { 'rename-column:users.b': 'old' }
    expect(difference(users(['old']), users(['a'], ['b']), { decisions }).questions).toEqual([])
  })

  test('an answer that names what is not gone, or is taken, is refused', () => {
    const answer = (decisions: { [id: string]: string }) => () =>
      difference(users(['name']), users(['a'], ['b']), { decisions })
    expect(answer({ 'rename-column:users.a': 'nam' })).toThrow(expect.objectContaining({ code: 'LB5011' }))
    expect(answer({ 'rename-column:users.a': 'name', 'rename-column:users.b': 'name' })).toThrow(
      "Two decisions rename 'name'; 'rename-column:users.b' is the second.",
    )
  })
})

describe('questions about tables', () => {
  const table = (name: string, ...columns: string[]) => aTable(name, ...columns.map((column) => aColumn(column)))

  test('with mostly the same columns, best match first', () => {
    const found = catalogOf(table('teams', 'id', 'name', 'city'), table('crew_old', 'id', 'name', 'city', 'zip'))
    const wanted = catalogOf(table('crews', 'id', 'name', 'city', 'zip'))
    expect(difference(found, wanted).questions).toEqual([['rename-table:crews', 'crew_old', 'teams']])
  })

  test('not with a few that every table has', () => {
    const found = catalogOf(table('logs', 'id', 'created_at', 'message', 'level'))
    expect(difference(found, catalogOf(table('teams', 'id', 'created_at', 'name', 'city'))).questions).toEqual([])
  })

  test('after a rename the columns are compared', () => {
    const found = catalogOf(table('teams', 'id', 'name', 'city'))
    const wanted = catalogOf(table('crews', 'id', 'title', 'city'))
    const decisions = { 'rename-table:crews': 'teams', 'rename-column:crews.title': 'name' }
    expect(difference(found, wanted, { decisions })).toMatchObject({
      renames: ['Rename table teams to crews', 'Rename column name of crews to title'],
      operations: [],
    })
  })

  test('thousands of removed and added tables are no matter of minutes', () => {
    const many = (prefix: string) =>
      catalogOf(...Array.from({ length: 2000 }, (_, at) => table(`${prefix}${at}`, 'id', `a${at}`, `b${at}`)))
    expect(difference(many('x'), many('y')).questions).toHaveLength(2000)
  })
})

describe('questions about enum types', () => {
  const typed = (name: string, ...values: string[]) => {
    const type = anEnum(name, ...values)
    return catalogOf(type, aTable('t', aColumn('s', ofEnum(type))))
  }

  test('types with mostly the same values', () => {
    const [found, wanted] = [typed('state', 'a', 'b'), typed('status', 'a', 'b', 'c')]
    expect(difference(found, wanted).questions).toEqual([['rename-enum:status', 'state']])
    expect(difference(found, wanted, { decisions: { 'rename-enum:status': 'state' } })).toMatchObject({
      renames: ['Rename enum type state to status'],
      operations: ['Add value c to enum type status'],
    })
    expect(difference(found, typed('status', 'x', 'y')).questions).toEqual([])
  })

  test('values, the most alike first', () => {
    const [found, wanted] = [typed('s', 'open', 'archive'), typed('s', 'open', 'archived')]
    expect(difference(found, wanted).questions).toEqual([['rename-enum-value:s.archived', 'archive']])
    expect(difference(found, wanted, { decisions: { 'rename-enum-value:s.archived': 'archive' } })).toMatchObject({
      renames: ['Rename value archive of enum type s to archived'],
      operations: [],
    })
  })
})

describe('declared renames', () => {
  test('apply where the old name is there and the new one is not', () => {
    const declaredRenames = [columnRename('name', 'full_name')]
    expect(difference(users(['name']), users(['full_name']), { declaredRenames })).toMatchObject({
      renames: ['Rename column name of users to full_name'],
      operations: [],
      appliedRenames: declaredRenames,
    })
    expect(difference(users(['full_name']), users(['full_name']), { declaredRenames })).toMatchObject({
      renames: [],
      operations: [],
      appliedRenames: [],
    })
  })

  test('of a table and its column, under the old or the new name of the table', () => {
    const found = catalogOf(aTable('teams', aColumn('id'), aColumn('name', 'text'), aPrimaryKey('id')))
    const wanted = catalogOf(
      aTable('crews', aColumn('id'), aColumn('title', 'text'), aPrimaryKey('id', { name: 'pk_teams' })),
    )
    for (const owner of ['teams', 'crews']) {
      const declaredRenames: DeclaredRename[] = [
        columnRename('name', 'title', owner),
        { kind: 'table', namespace: null, owner: null, from: 'teams', to: 'crews' },
      ]
      expect(difference(found, wanted, { declaredRenames })).toMatchObject({
        renames: ['Rename table teams to crews', 'Rename column name of crews to title'],
        operations: [],
      })
    }
  })

  test('one may free the name that another one takes', () => {
    const declaredRenames = [columnRename('a', 'b'), columnRename('b', 'c')]
    expect(difference(users(['a'], ['b']), users(['b'], ['c']), { declaredRenames }).renames).toEqual([
      'Rename column b of users to c',
      'Rename column a of users to b',
    ])
  })

  test('of an index whose name is a convention otherwise', () => {
    const index = (name: string) =>
      catalogOf(aTable('t', aColumn('a'), anIndex(name, 'a', { nameSource: 'convention' })))
    const declaredRenames: DeclaredRename[] = [{ kind: 'index', namespace: null, owner: 't', from: 'old', to: 'new' }]
    expect(difference(index('old'), index('new'), { declaredRenames }).renames).toEqual(['Rename index old to new'])
  })
})

describe('answers that make no sense', () => {
  const answer =
    (found: Catalog, wanted: Catalog, more: Pick<DifferenceRequest, 'decisions' | 'declaredRenames'>) => () =>
      difference(found, wanted, more)

  test('a decision about what the models do not have', () => {
    const decisions = { 'rename-column:users.ful_name': 'name' }
    expect(answer(users(['name']), users(['full_name']), { decisions })).toThrow(
      expect.objectContaining({ code: 'LB5011', hints: ["Did you mean 'rename-column:users.full_name'?"] }),
    )
  })

  test('a decision that names what is still there; one that has been followed before may stay', () => {
    const decisions = { 'rename-column:users.b': 'a' }
    expect(answer(users(['a'], ['b']), users(['a'], ['b']), { decisions })).toThrow("names 'a', which did not go away")
    expect(answer(users(['b']), users(['b']), { decisions })).not.toThrow()
  })

  test('two renames of one name, or to one name', () => {
    const told = (from: string, to: string): DeclaredRename => ({ ...columnRename(from, to), told: true })
    const twice = (...declaredRenames: DeclaredRename[]) =>
      answer(users(['a'], ['b']), users(['c'], ['d']), { declaredRenames })
    expect(twice(told('a', 'c'), told('a', 'd'))).toThrow("Two renames are about 'a': users.a=c and users.a=d.")
    expect(twice(told('a', 'c'), told('b', 'c'))).toThrow("Two renames are about 'c': users.a=c and users.b=c.")
    expect(twice(told('a', 'c'), columnRename('a', 'c'))).not.toThrow()
    const decisions = { 'rename-column:users.c': 'b' }
    const declaredRenames = [told('a', 'c')]
    expect(answer(users(['a'], ['b']), users(['c']), { declaredRenames, decisions })).toThrow('Two renames are about')
  })
})

test('open questions are an error that says how to answer', () => {
  const { questions } = diffCatalogs({ found: users(['name']), wanted: users(['full_name']), dialect: plainDialect })
  const error = openQuestions(questions)
  expect(error.code).toBe('LB5002')
  expect(error.message).toBe(
    "A question is open. Is column 'full_name' of table 'users' new, or was it renamed from 'name'?",
  )
  expect(error.hints).toEqual([
    'If it was renamed: `--rename column:users.name=full_name`.',
    'Answers to all of them: `--decisions FILE`, a JSON file such as {"rename-column:users.full_name":"name"}; null means "it is new".',
    'Or say it in the models: `.renamedFrom(…)`.',
  ])
})
