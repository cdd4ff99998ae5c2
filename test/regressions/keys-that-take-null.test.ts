import { expect, test } from 'vitest'
import { makeSqliteDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('columns of a primary key take NULL, or do not, as each schema says', async () => {
  const a = 'CREATE TABLE t (id TEXT PRIMARY KEY, v); CREATE TABLE n (a INT, b INT NOT NULL, v TEXT)'
  const b =
    'CREATE TABLE t (id TEXT NOT NULL PRIMARY KEY, v); CREATE TABLE n (a INT, b INT, v TEXT, PRIMARY KEY (b, a))'
  expect(await travel({ a, b, rowsIn: [null] }, makeSqliteDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
