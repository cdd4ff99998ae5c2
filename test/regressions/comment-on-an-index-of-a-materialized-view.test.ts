import { expect, test } from 'vitest'
import { makePostgresDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('a comment on an index of a materialized view is kept, changed and given back', async () => {
  const view = (query: string) => `CREATE TABLE t (id integer, label text);
    CREATE MATERIALIZED VIEW v AS ${query}; CREATE INDEX ix ON v (id); CREATE INDEX other ON v (id DESC);`
  const a = `${view('SELECT id FROM t')} COMMENT ON INDEX ix IS 'one'; COMMENT ON INDEX other IS 'two'`
  const b = `${view('SELECT id, label FROM t')} COMMENT ON INDEX ix IS 'one'`
  const passed = { outcome: 'passed', reason: '' }
  expect(await travel({ a, b }, makePostgresDatabase)).toEqual(passed)
  expect(await travel({ a, b: view('SELECT id FROM t').replace('(id)', '(id, id)') }, makePostgresDatabase)).toEqual(
    passed,
  )
})
