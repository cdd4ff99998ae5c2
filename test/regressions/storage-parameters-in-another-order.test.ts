import { expect, test } from 'vitest'
import { makePostgresDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('the order in which storage parameters were set is no difference', async () => {
  const set = (parameters: string) => `CREATE TABLE t (id integer) WITH (${parameters});`
  const way = { a: set('parallel_workers = 2, fillfactor = 70'), b: set('fillfactor = 70, parallel_workers = 3') }
  expect(await travel(way, makePostgresDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
