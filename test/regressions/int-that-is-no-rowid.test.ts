import { expect, test } from 'vitest'
import { makeSqliteDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test.each([
  [
    'STRICT',
    'CREATE TABLE t (id INT PRIMARY KEY, v ANY) STRICT',
    'CREATE TABLE t (id INTEGER PRIMARY KEY, v ANY) STRICT',
  ],
  ['plain', 'CREATE TABLE t (id INT PRIMARY KEY, v)', 'CREATE TABLE t (id INTEGER PRIMARY KEY, v)'],
])('INT PRIMARY KEY is another thing than INTEGER PRIMARY KEY: %s', async (_, a, b) => {
  expect(await travel({ a, b, rowsIn: [null] }, makeSqliteDatabase)).toEqual({ outcome: 'passed', reason: '' })
  expect(await travel({ a: '', b: a }, makeSqliteDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
