import { expect, test } from 'vitest'
import { databaseWith, planFor } from '../support/object-changes.ts'
import { dumpSchema } from '../support/postgres-dump.ts'

const from = `CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (x e DEFAULT 'b', y e DEFAULT 'a'); INSERT INTO t VALUES ('a');`
const to = `CREATE TYPE e AS ENUM ('c', 'a'); CREATE TABLE t (x e DEFAULT 'c', y e DEFAULT 'a', CHECK (x <> 'c'));`

test('a value is added and used while another is dropped, each way in one transaction', async () => {
  await using one = await databaseWith(from)
  await using other = await databaseWith(to)
  const [found, wanted, before] = [await one.catalog(), await other.catalog(), await dumpSchema(one.url)]
  const plan = planFor(found, wanted)
  await one.execute('BEGIN')
  await one.run(plan.upgrade)
  await one.execute('COMMIT')
  expect(planFor(await one.catalog(), wanted).upgrade).toEqual([])
  expect(await dumpSchema(one.url)).toBe(await dumpSchema(other.url))
  await one.execute('BEGIN')
  await one.run(plan.downgrade)
  await one.execute('COMMIT')
  expect(planFor(await one.catalog(), found).upgrade).toEqual([])
  expect(await dumpSchema(one.url)).toBe(before)
  expect(await one.query('SELECT * FROM t')).toEqual([{ x: 'a', y: 'a' }])
})
