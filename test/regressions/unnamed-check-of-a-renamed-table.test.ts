import { expect, test } from 'vitest'
import { makeSqliteDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('an unnamed check changes while its table gets another name', async () => {
  const a = `CREATE TABLE t_1 (id INTEGER PRIMARY KEY, s TEXT CHECK (s IN ('a', 'b')), n INTEGER CHECK (n > 0))`
  const b = `CREATE TABLE renamed (id INTEGER PRIMARY KEY, s TEXT CHECK (s IN ('a', 'b', 'c')), n INTEGER CHECK (n > 0))`
  const renames = [{ kind: 'table', namespace: null, owner: null, from: 't_1', to: 'renamed' }] as const
  const passed = { outcome: 'passed', reason: '' }
  expect(await travel({ a, b, renames, rowsIn: [null] }, makeSqliteDatabase)).toEqual(passed)
})
