import { expect, test } from 'vitest'
import { makePostgresDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('computed columns, their indexes and views step aside for a new type of what they are computed from', async () => {
  const schema = (type: string) => `CREATE TABLE t (a ${type} NOT NULL, b integer,
      twice numeric GENERATED ALWAYS AS (a::numeric * 2) STORED, sum bigint GENERATED ALWAYS AS (a + b) STORED);
    CREATE INDEX ix ON t (twice, sum); COMMENT ON COLUMN t.twice IS 'two'; CREATE VIEW v AS SELECT twice FROM t;`
  const way = { a: schema('smallint'), b: schema('integer'), rowsIn: [null] }
  expect(await travel(way, makePostgresDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
