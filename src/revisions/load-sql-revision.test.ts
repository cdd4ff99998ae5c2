import { expect, test } from 'vitest'
import { isLimbeckError } from '../errors/index.ts'
import type { Operations } from '../operations/index.ts'
import { loadSqlRevision } from './load-sql-revision.ts'
import { isSqlRevision, readSqlHeader, readSqlHeaderStart } from './read-sql-header.ts'
import type { Direction, RevisionModule } from './revision.ts'

const file = '/project/migrations/a.sql'
const header = '-- Add x\n--\n-- Revision: a1\n-- Revises:  base\n\n'

function load(body: string, dialect: string | null = null): RevisionModule {
  return loadSqlRevision(readSqlHeader(header + body, file), header + body, dialect)
}

async function statements(module: RevisionModule, direction: Direction = 'upgrade'): Promise<readonly string[]> {
  const seen: string[] = []
  // Only this method is called.
  const op = { execute: (sql: string) => Promise.resolve(void seen.push(sql)) } as unknown as Operations
  await module[direction]?.(op)
  return seen
}

function problemIn(body: string, dialect: string | null = null): string {
  try {
    load(body, dialect)
  } catch (error) {
    if (isLimbeckError(error)) return `${error.code} ${error.message}`
    throw error
  }
  return ''
}

test('a header is read with all that it may say', () => {
  const text = `\uFEFF-- Add tables
-- for billing
--
-- Revision ID: b2
-- Revises: a1,  c3
-- Create Date: 2026-11-22 10:30:00.123456
-- Branch labels: billing, pay
-- Depends-on: users
-- Replaces: x1, b2
-- Transaction: none
-- limbeck: upgrade
-- Revision: not this one
`
  expect(readSqlHeader(text, file)).toEqual({
    id: 'b2',
    downRevisions: ['a1', 'c3'],
    branchLabels: ['billing', 'pay'],
    dependsOn: ['users'],
    message: 'Add tables for billing',
    createdAt: '2026-11-22T10:30:00.123Z',
    file,
    replaces: ['x1', 'b2'],
  })
  expect(loadSqlRevision(readSqlHeader(text, file), text, null).transaction).toBe('none')
  expect(readSqlHeaderStart(text, file)).toEqual(readSqlHeader(text, file))
  expect(readSqlHeaderStart(text.slice(0, text.indexOf('-- Branch')), file)).toBeNull()
})

test.each(['base', 'none', 'null', ''])('a first revision revises %j', (revises) => {
  expect(readSqlHeader(`-- Revision: a\n-- Revises: ${revises}\n`, file).downRevisions).toEqual([])
})

test('other SQL files may lie beside revisions', () => {
  expect(isSqlRevision('-- a view\nCREATE VIEW v AS SELECT 1;')).toBe(false)
  expect(isSqlRevision('-- limbeck: upgrade\nSELECT 1;')).toBe(true)
  expect(isSqlRevision(header)).toBe(true)
})

test.each([
  ['-- limbeck: upgrade\n', 'Could not determine revision id from filename a.sql'],
  ['-- Revision: a\nSELECT 1;', 'a.sql does not say which revision it follows'],
  ['-- Revision: a\n-- Revision: b\n-- Revises: base', 'Revision stands twice'],
  ['-- Revision: a\n-- Revises: base\n-- Transaction: all', 'the only transaction'],
])('a header without what it needs: %j', (text, problem) => {
  expect(() => readSqlHeader(text, file)).toThrow(problem)
})

test('sections hold statements, with the marks of limbeck, dbmate and goose', async () => {
  const own = load("-- limbeck: upgrade\nA;\n-- about B\nB '-- limbeck: downgrade';\n-- limbeck: downgrade\nC")
  expect(await statements(own)).toEqual(['A', "B '-- limbeck: downgrade'"])
  expect(await statements(own, 'downgrade')).toEqual(['C'])
  expect([1, 2].map((position) => own.lineOf?.('upgrade', position))).toEqual([7, 9])
  const dbmate = load('-- migrate:up transaction:false\nA;\n-- migrate:down\nB;')
  expect([await statements(dbmate), await statements(dbmate, 'downgrade'), dbmate.transaction]).toEqual([
    ['A'],
    ['B'],
    'none',
  ])
  const goose = load(
    '-- +goose NO TRANSACTION\n-- +goose Up\n-- +goose StatementBegin\nCREATE FUNCTION f() RETURNS int AS $$ BEGIN; RETURN 1; END $$;\n-- +goose StatementEnd\n-- +goose Down\nB;',
  )
  expect([(await statements(goose)).length, await statements(goose, 'downgrade'), goose.transaction]).toEqual([
    1,
    ['B'],
    'none',
  ])
})

test('without a downgrade, or by its mark, a file is irreversible', () => {
  expect(load('-- limbeck: upgrade\nA;').downgrade).toBeUndefined()
  const marked = (mark: string) => load(`-- limbeck: upgrade\nA;\n${mark}\n`)
  expect(marked('-- limbeck: irreversible')).toMatchObject({
    irreversible: 'its author says that there is no way back',
  })
  expect(marked('-- limbeck: Irreversible: the old Passwords are gone').irreversible).toBe('the old Passwords are gone')
  expect(marked('-- limbeck: irreversible').downgrade).toBeUndefined()
})

test('sections of one database run there only, those without a name everywhere', async () => {
  const body = `-- limbeck: upgrade
A;
-- limbeck: upgrade postgres
P;
-- limbeck: upgrade sqlite, mysql
S;
-- limbeck: upgrade
Z;
-- limbeck: downgrade sqlite
D;
`
  expect(await statements(load(body, 'postgresql'))).toEqual(['A', 'P', 'Z'])
  expect(await statements(load(body, 'sqlite'))).toEqual(['A', 'S', 'Z'])
  expect(await statements(load(body))).toEqual(['A', 'Z'])
  expect(load(body, 'postgresql').downgrade).toBeUndefined()
  expect(await statements(load(body, 'sqlite'), 'downgrade')).toEqual(['D'])
  expect(problemIn('-- limbeck: upgrade postgresql\nA;', 'sqlite')).toBe(
    'LB2023 Revision a1 has no statements for sqlite',
  )
  expect(problemIn('-- limbeck: upgrade sqlite\n', 'sqlite')).toBe('')
})

test.each([
  ['', 'LB2016 Revision a1 has no upgrade'],
  [
    '-- limbeck: upgarde\nA;',
    `LB2022 '-- limbeck: upgarde' is no mark that limbeck knows (${file}:6)\n  -- limbeck: upgarde\n  ^`,
  ],
  ['-- limbeck: upgrade oracle\nA;', "LB2022 'oracle' is no database that limbeck knows"],
  ['SELECT 1;\n-- limbeck: upgrade\nA;', `LB2022 A statement stands in front of the first mark (${file}:6)`],
  [
    '-- limbeck: upgrade\nA;\n  \\connect other\nB;',
    `LB2022 A command of psql is not SQL (${file}:8)\n    \\connect other\n    ^`,
  ],
  ["-- limbeck: upgrade\nCOPY t (a) FROM stdin;\n1\tit's\n\\.\n", 'LB2022 A quote is never closed'],
  [
    '-- limbeck: upgrade\nA; COPY t (a) FROM stdin;\n1\n\\.\n',
    `LB2022 COPY … FROM stdin cannot be run from a revision: its rows are not SQL (${file}:7)\n  A; COPY t (a) FROM stdin;\n     ^`,
  ],
  [
    '-- limbeck: upgrade\nBEGIN;\nA;\nCOMMIT;',
    `LB2022 BEGIN has no place in a revision: limbeck opens and ends the transaction (${file}:7)`,
  ],
  [
    "-- limbeck: upgrade\nA 'b;\n-- limbeck: downgrade\nC;",
    `LB2022 A quote is never closed (${file}:7)\n  A 'b;\n    ^`,
  ],
  ['-- limbeck: upgrade\nA $x$ b $y$', 'LB2022 A quote is never closed'],
  ['-- limbeck: upgrade\nA /* b', 'LB2022 A comment never ends'],
  [
    '-- limbeck: upgrade\nCREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b;',
    'LB2022 The END of this body is missing',
  ],
  [
    '-- limbeck: upgrade\nA;\n-- limbeck: irreversible\n-- limbeck: downgrade\nB;',
    'LB2022 The file has a downgrade and says that it is irreversible',
  ],
])('what cannot be run is refused with its place: %j', (body, problem) => {
  expect(problemIn(body).slice(0, problem.length)).toBe(problem)
})

test('quotes that end are no problem, nor are savepoints', () => {
  for (const sql of ["A 'it''s'", "A ''", "A E'\\''", 'A "b"', 'A $$b$$', "A ''''", 'ROLLBACK TO a', 'A -- b']) {
    expect([sql, problemIn(`-- limbeck: upgrade\n${sql}`)]).toEqual([sql, ''])
  }
})
