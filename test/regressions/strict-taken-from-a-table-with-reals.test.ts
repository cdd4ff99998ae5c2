import { expect, test } from 'vitest'
import { makeSqliteDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('REAL stays REAL where a table becomes STRICT or is no longer', async () => {
  const a = 'CREATE TABLE t (id INTEGER PRIMARY KEY, price REAL) STRICT'
  const b = 'CREATE TABLE t (id INTEGER PRIMARY KEY, price REAL)'
  expect(await travel({ a, b, rowsIn: [null] }, makeSqliteDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
