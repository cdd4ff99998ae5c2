import { expect, test } from 'vitest'
import { makePostgresDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('an enum type has the name that a table has in another schema', async () => {
  const schema = (values: string, check: string) => `CREATE SCHEMA one; CREATE SCHEMA two;
    CREATE TYPE one."user" AS ENUM (${values}); CREATE TABLE one.t (u one."user");
    CREATE TABLE two."user" (id integer, CONSTRAINT ck CHECK (${check}));`
  const way = { a: schema(`'a'`, 'id > 0'), b: schema(`'a', 'b'`, 'id > -1') }
  expect(await travel(way, makePostgresDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
