import { expect, test } from 'vitest'
import { makeSqliteDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('COLLATE BINARY says something in an index on a column with another collation', async () => {
  const table = 'CREATE TABLE t (b TEXT COLLATE NOCASE)'
  const a = `${table}; CREATE INDEX i ON t (b COLLATE BINARY)`
  expect(await travel({ a, b: `${table}; CREATE INDEX i ON t (b)` }, makeSqliteDatabase)).toEqual({
    outcome: 'passed',
    reason: '',
  })
})
