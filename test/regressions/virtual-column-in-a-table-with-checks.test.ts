import { expect, test } from 'vitest'
import { makePostgresDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

const isOld = Number(process.env['LIMBECK_TEST_POSTGRES_VERSION'] || 18) < 18

test.skipIf(isOld)('a virtual column in a table with checks gets another expression', async () => {
  const schema = (word: string) =>
    `CREATE TABLE t (a text, v text GENERATED ALWAYS AS (${word}(a)) VIRTUAL, CONSTRAINT ck CHECK (length(a) > 0));
     CREATE VIEW w AS SELECT v FROM t;`
  const way = { a: schema('lower'), b: schema('upper'), rowsIn: [null] }
  expect(await travel(way, makePostgresDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
