import { describe, expect, test } from 'vitest'
import { aCheck, aColumn, createConstraint } from '../../../test/support/sqlite-objects.ts'
import { createSqliteDatabase } from '../../../test/support/sqlite-database.ts'
import { isNeverNull } from './never-null.ts'

const columns = [aColumn('t', 'a', { nullable: false }), aColumn('t', 'b', { nullable: true })]

test.each([
  ['a > 0', true],
  [`"a" IN ('x', 'y') AND length(a) > 1`, true],
  ['a BETWEEN 1 AND 2 OR NOT a <> 7', true],
  [`a COLLATE NOCASE = 'x'`, true],
  ['b > 0', false],
  ['b IS NULL OR b > 0', false],
  ['a > NULL', false],
  ['a / 0 > 1', false],
  ['a % 2 = 1', false],
  [`a ->> 'x' = 1`, false],
  ['nullif(a, 1) > 0', false],
  ['c > 0', false],
])('%s: %s', (condition, expected) => {
  expect(isNeverNull(condition, columns)).toBe(expected)
})

describe('rows for which a new check is NULL stay', () => {
  const create = `
    CREATE TABLE t (a INTEGER NOT NULL, b INTEGER CONSTRAINT ck CHECK (b > 0), s TEXT CONSTRAINT "enum size" CHECK (s IN ('small')));
    INSERT INTO t VALUES (1, NULL, NULL)`
  const size = { namespace: null, name: 'size' } as const

  test.each([
    ['a check is added', createConstraint(aCheck('t', 'c2', 'b < 100'))],
    ['a check is renamed', { kind: 'renameConstraint', namespace: null, table: 't', name: 'ck', to: 'c3' }],
    ['an enum gets a value', { kind: 'addEnumValue', ...size, value: 'large', after: null, before: null }],
  ] as const)('%s', async (_, operation) => {
    await using db = await createSqliteDatabase(create, { memory: true })
    await db.run([operation])
    expect(await db.rows('SELECT * FROM t')).toEqual([{ a: 1, b: null, s: null }])
  })
})
