import { expect, test } from 'vitest'
import { makeSqliteDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test.each([
  ['another type', 'CREATE TABLE t (id INTEGER PRIMARY KEY, v)', 'CREATE TABLE t (id TEXT NOT NULL PRIMARY KEY, v)'],
  ['no key', 'CREATE TABLE t (id INTEGER PRIMARY KEY, v)', 'CREATE TABLE t (id INTEGER NOT NULL, v)'],
  ['rowids', 'CREATE TABLE t (id TEXT PRIMARY KEY) WITHOUT ROWID', 'CREATE TABLE t (id TEXT NOT NULL PRIMARY KEY)'],
])('a key that takes no NULL and does not say so says it when it becomes one that must: %s', async (_, a, b) => {
  expect(await travel({ a, b }, makeSqliteDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
