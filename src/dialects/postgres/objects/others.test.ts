import { expect, test } from 'vitest'
import { upAndDown } from '../../../../test/support/object-changes.ts'

const users = 'CREATE TABLE users (id int PRIMARY KEY, name text, age int);'

test('statistics objects', async () => {
  const to = `${users} CREATE STATISTICS joint (dependencies) ON name, age FROM users; COMMENT ON STATISTICS joint IS 'B'`
  expect(await upAndDown(users, to)).toEqual(['Create statistics object joint'])
})

test('publications change what they publish in place', async () => {
  const a = `${users} CREATE TABLE logs (id int PRIMARY KEY);`
  expect(
    await upAndDown(
      `${a} CREATE PUBLICATION p FOR TABLE users`,
      `${a} CREATE PUBLICATION p FOR TABLE logs, users WITH (publish = 'insert')`,
    ),
  ).toEqual(['Alter publication p (of, publish)'])
  expect(await upAndDown(`${a} CREATE PUBLICATION p FOR ALL TABLES`, `${a} CREATE PUBLICATION p`)).toEqual([
    'Drop publication p',
    'Create publication p',
  ])
})

test('comments on constraints, indexes, enum types and schemas', async () => {
  const base =
    "CREATE SCHEMA billing; CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (id int CONSTRAINT pk PRIMARY KEY, m mood); CREATE INDEX i ON t (m);"
  const to = `${base} COMMENT ON SCHEMA billing IS 'S'; COMMENT ON TYPE mood IS 'M'; COMMENT ON CONSTRAINT pk ON t IS 'P'; COMMENT ON INDEX i IS 'I'`
  expect(await upAndDown(base, to)).toEqual([
    'Create schema comment billing',
    'Create type comment mood',
    'Create constraint comment t.pk',
    'Create index comment t.i',
  ])
  expect(await upAndDown(to, to.replace("'P'", "'Q'").replace('ON t (m)', 'ON t (m, id)'))).toEqual([
    'Drop index comment t.i',
    'Alter table t: drop index i of t, create index i on t',
    'Alter constraint comment t.pk (text)',
    'Create index comment t.i',
  ])
  expect(await upAndDown(to, base.replace('CREATE INDEX i ON t (m);', ''))).toHaveLength(5)
})

test('a sequence that a column owns without being serial', async () => {
  const table = "CREATE TABLE t (id int, code text DEFAULT 'x');"
  const to = `CREATE SEQUENCE codes; CREATE TABLE t (id int, code text DEFAULT 'c' || nextval('codes')); ALTER SEQUENCE codes OWNED BY t.code;`
  expect(await upAndDown(table, to)).toEqual([
    'Create sequence codes',
    'Change default of column code of t',
    'Create sequence owner codes',
  ])
  expect(await upAndDown(to, '')).toEqual(['Drop sequence owner codes', 'Drop table t', 'Drop sequence codes'])
})
