import { expect, test } from 'vitest'
import { makeSqliteDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('defaults of JSON columns and odd numbers keep their text, and with it their type', async () => {
  const b = `CREATE TABLE t (a, o JSON DEFAULT '{ "a" : 1 }', p JSON DEFAULT 1, q JSON DEFAULT 'null', n NUMERIC DEFAULT 1.10,
    x DEFAULT 0x1F, y DEFAULT x'AB', z DEFAULT +1, w DEFAULT .5)`
  expect(await travel({ a: 'CREATE TABLE t (a)', b, rowsIn: [null] }, makeSqliteDatabase)).toEqual({
    outcome: 'passed',
    reason: '',
  })
})
