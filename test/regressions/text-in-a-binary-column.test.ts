import { expect, test } from 'vitest'
import { makeSqliteDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('BLOB becomes TEXT and back where the bytes are plain text, and stops where they are not', async () => {
  const a = 'CREATE TABLE t (id INTEGER PRIMARY KEY, v BLOB)'
  const b = 'CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)'
  const rows = (value: string) => `${a}; INSERT INTO t VALUES (1, ${value})`
  expect(await travel({ a: rows("x'6162'"), b }, makeSqliteDatabase)).toEqual({ outcome: 'passed', reason: '' })
  expect(await travel({ a: rows("x'61ff'"), b }, makeSqliteDatabase)).toMatchObject({
    reason: expect.stringContaining('LB6155'),
  })
})
