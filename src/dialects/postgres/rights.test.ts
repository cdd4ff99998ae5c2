import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { databaseWith } from '../../../test/support/object-changes.ts'
import { dumpRows, dumpSchema } from '../../../test/support/postgres-dump.ts'
import { dumpRights, makeTestRoles } from '../../../test/support/postgres-rights.ts'
import type { RightsSettings } from '../../diff/index.ts'
import { describeOperation } from '../../operations/index.ts'
import { planChanges } from '../../plan/index.ts'
import type { Catalog } from '../../schema/index.ts'
import { postgres } from './index.ts'

const all: RightsSettings = { grants: true, owners: true, saysAll: true }
const none: RightsSettings = { grants: false, owners: false, saysAll: false }

const planFor = (found: Catalog, wanted: Catalog, rights: RightsSettings) =>
  planChanges({ found, wanted, dialect: postgres, objectTypes: 'all', namespaces: ['billing'], rights }).plan

/** From one script to the other and back; what the server says of rights, schema and rows is compared each time. */
async function upAndDown(from: string, to: string, rights: RightsSettings = all): Promise<readonly string[]> {
  await using one = await databaseWith(`${makeTestRoles} ${from}`)
  await using other = await databaseWith(`${makeTestRoles} ${to}`)
  const found = await one.catalog()
  const wanted = await other.catalog()
  const state = async (url: string) => [await dumpSchema(url), await dumpRights(url), await dumpRows(url)]
  const before = await state(one.url)
  const plan = planFor(found, wanted, rights)
  await one.run(plan.upgrade)
  expect(planFor(await one.catalog(), wanted, rights).upgrade.map(describeOperation)).toEqual([])
  if (rights === all) expect((await state(one.url)).slice(0, 2)).toEqual((await state(other.url)).slice(0, 2))
  await one.run(plan.downgrade)
  expect(planFor(await one.catalog(), found, rights).upgrade.map(describeOperation)).toEqual([])
  expect(await state(one.url)).toEqual(before)
  return plan.upgrade.map(describeOperation)
}

const users = `CREATE TABLE users (id int PRIMARY KEY, name text, secret text); INSERT INTO users VALUES (1, 'Ada', 'x');`

test('grants on tables and columns, with and without grant option', async () => {
  expect(
    await upAndDown(
      `${users} GRANT SELECT, DELETE ON users TO limbeck_reader; GRANT UPDATE (name) ON users TO limbeck_writer`,
      `${users} GRANT SELECT ON users TO limbeck_reader WITH GRANT OPTION; GRANT UPDATE (name, id), SELECT (id) ON users TO limbeck_writer;
        GRANT INSERT ON users TO PUBLIC`,
    ),
  ).toEqual([
    'Revoke DELETE on table users from limbeck_reader',
    'Grant INSERT on table users to PUBLIC',
    'Grant SELECT on table users to limbeck_reader with grant option',
    'Grant SELECT, UPDATE (id) on table users to limbeck_writer',
  ])
})

const owner = `OWNER TO "Limbeck ""Owner"""`

test('grants on schemas, sequences, routines and types, built-in ones that are revoked, and owners', async () => {
  const objects = `${users} CREATE SCHEMA billing; CREATE TABLE billing.invoices (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, no serial);
    CREATE SEQUENCE numbers; CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE PROCEDURE two(a int) LANGUAGE sql AS 'SELECT 1'; CREATE TYPE mood AS ENUM ('calm'); CREATE DOMAIN age AS int;
    CREATE VIEW names AS SELECT id, name FROM users;`
  const rights = `GRANT USAGE ON SCHEMA billing TO limbeck_reader, limbeck_writer; REVOKE USAGE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SEQUENCE numbers, billing.invoices_no_seq, billing.invoices_id_seq TO limbeck_writer;
    REVOKE EXECUTE ON FUNCTION one() FROM PUBLIC; GRANT EXECUTE ON FUNCTION one() TO limbeck_writer; REVOKE ALL ON PROCEDURE two(int) FROM PUBLIC;
    REVOKE USAGE ON TYPE mood FROM PUBLIC; GRANT USAGE ON DOMAIN age TO limbeck_reader; GRANT SELECT (id) ON names TO limbeck_reader;
    REVOKE DELETE ON users FROM CURRENT_USER; GRANT SELECT ON names TO "Limbeck ""Owner""";
    ALTER TABLE billing.invoices ${owner}; ALTER VIEW names ${owner}; ALTER PROCEDURE two(int) ${owner}; ALTER TYPE mood ${owner}; ALTER SCHEMA billing ${owner};`
  expect(await upAndDown(objects, objects + rights)).toMatchInlineSnapshot(`
    [
      "Make Limbeck "Owner" the owner of schema billing",
      "Grant USAGE on schema billing to limbeck_reader, limbeck_writer",
      "Revoke USAGE on schema public from PUBLIC",
      "Revoke DELETE on table users from CURRENT_USER",
      "Make Limbeck "Owner" the owner of table billing.invoices",
      "Grant USAGE on sequence billing.invoices_id_seq to limbeck_writer",
      "Grant USAGE on sequence billing.invoices_no_seq to limbeck_writer",
      "Make Limbeck "Owner" the owner of enum type mood",
      "Revoke USAGE on enum type mood from PUBLIC",
      "Grant USAGE on sequence numbers to limbeck_writer",
      "Revoke EXECUTE on function one() from PUBLIC",
      "Grant EXECUTE on function one() to limbeck_writer",
      "Make Limbeck "Owner" the owner of procedure two(integer)",
      "Revoke EXECUTE on procedure two(integer) from PUBLIC",
      "Grant USAGE on domain age to limbeck_reader",
      "Make Limbeck "Owner" the owner of view names",
      "Grant SELECT (id) on view names to limbeck_reader",
    ]
  `)
  expect(await upAndDown(users, objects + rights)).toContain(
    'Grant USAGE on sequence billing.invoices_no_seq to limbeck_writer',
  )
})

test('default privileges, in one schema and in all, and what they give to what is made', async () => {
  const defaults = `CREATE SCHEMA billing; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO limbeck_reader;
    ALTER DEFAULT PRIVILEGES IN SCHEMA billing GRANT INSERT ON TABLES TO limbeck_writer;
    ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; ALTER DEFAULT PRIVILEGES FOR ROLE limbeck_writer GRANT USAGE ON SEQUENCES TO limbeck_reader;
    ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO limbeck_reader;`
  const objects = `CREATE TABLE billing.a (id int GENERATED ALWAYS AS IDENTITY); CREATE TABLE b (id serial); CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE VIEW c AS SELECT 1 AS one;`
  expect(await upAndDown(defaults, defaults + objects)).toMatchInlineSnapshot(`
    [
      "Create table b",
      "Create table billing.a",
      "Create function one()",
      "Create view c",
    ]
  `)
  expect(await upAndDown(defaults, `CREATE SCHEMA billing; ${objects}`)).toMatchInlineSnapshot(`
    [
      "Create table b",
      "Create table billing.a",
      "Create function one()",
      "Create view c",
      "Revoke SELECT on table b from limbeck_reader",
      "Revoke USAGE on sequence b_id_seq from limbeck_reader",
      "Revoke SELECT on table billing.a from limbeck_reader",
      "Revoke INSERT on table billing.a from limbeck_writer",
      "Revoke USAGE on sequence billing.a_id_seq from limbeck_reader",
      "Grant EXECUTE on function one() to PUBLIC",
      "Revoke SELECT on view c from limbeck_reader",
      "Revoke SELECT on new tables from limbeck_reader",
      "Revoke INSERT on new tables in schema billing from limbeck_writer",
      "Grant EXECUTE on new functions to PUBLIC",
      "Revoke USAGE on new sequences of limbeck_writer from limbeck_reader",
      "Revoke USAGE on new sequences from limbeck_reader",
    ]
  `)
  expect(
    await upAndDown(
      'CREATE SCHEMA billing;',
      `CREATE SCHEMA billing; ${objects} ${defaults.replace('CREATE SCHEMA billing;', '')}`,
    ),
  ).toMatchInlineSnapshot(`
    [
      "Create table b",
      "Create table billing.a",
      "Create function one()",
      "Create view c",
      "Grant SELECT on new tables to limbeck_reader",
      "Grant INSERT on new tables in schema billing to limbeck_writer",
      "Revoke EXECUTE on new functions from PUBLIC",
      "Grant USAGE on new sequences of limbeck_writer to limbeck_reader",
      "Grant USAGE on new sequences to limbeck_reader",
    ]
  `)
})

test('what is made anew gets its rights back where rights are not compared', async () => {
  const rights = `GRANT SELECT ON names TO limbeck_reader WITH GRANT OPTION; GRANT SELECT (name) ON names TO limbeck_writer; ALTER VIEW names OWNER TO limbeck_writer;
    GRANT SELECT ON users TO limbeck_writer; GRANT UPDATE (name), REFERENCES (twice) ON users TO limbeck_writer;
    REVOKE USAGE ON TYPE mood FROM PUBLIC; GRANT USAGE ON TYPE mood TO limbeck_reader; ALTER TYPE mood OWNER TO limbeck_writer;
    ALTER DEFAULT PRIVILEGES GRANT DELETE ON TABLES TO limbeck_reader;`
  const schema = `CREATE TYPE mood AS ENUM ('calm', 'wild'); COMMENT ON TYPE mood IS 'Moods';
    CREATE TABLE users (id int PRIMARY KEY, name text, mood mood, twice int GENERATED ALWAYS AS (id * 2) STORED);
    COMMENT ON COLUMN users.twice IS 'Twice'; CREATE VIEW names AS SELECT name, mood FROM users; COMMENT ON VIEW names IS 'Names';`
  const to = schema.replace('name text', 'name varchar(9)').replace(", 'wild'", '').replace('id * 2', 'id + id')
  const rows = `INSERT INTO users VALUES (1, 'Ada', 'calm');`
  expect(await upAndDown(schema + rows + rights, to, none)).toMatchInlineSnapshot(`
    [
      "Drop type comment mood",
      "Drop view names",
      "Drop value wild of enum type mood",
      "Alter table users: change type of column name of users, change generated expression of column twice of users",
      "Create type comment mood",
      "Create view names",
      "Make limbeck_writer the owner of view names",
      "Revoke DELETE on view names from limbeck_reader",
      "Grant SELECT on view names to limbeck_reader with grant option",
      "Grant SELECT (name) on view names to limbeck_writer",
    ]
  `)
  expect(await upAndDown(schema + rights, '', none)).toEqual([
    'Drop type comment mood',
    'Drop view names',
    'Drop table users',
    'Drop enum type mood',
  ])
})

test('comments of which no model speaks come back with what is made anew', async () => {
  const comments = `COMMENT ON INDEX ix IS 'By name'; COMMENT ON CONSTRAINT ck ON users IS 'Named';`
  const table = `CREATE TABLE users (id int, name text, CONSTRAINT ck CHECK (name <> '')); CREATE INDEX ix ON users (name);`
  await using one = await databaseWith(table + comments)
  await using other = await databaseWith(table.replace('INDEX', 'UNIQUE INDEX').replace("name <> ''", "name <> 'x'"))
  const before = await dumpSchema(one.url)
  const said = async () =>
    (
      await one.query(`SELECT description FROM pg_description d JOIN pg_class c ON c.relname IN ('ix', 'users') AND d.objoid IN (
      c.oid, (SELECT oid FROM pg_constraint WHERE conname = 'ck' AND conrelid = c.oid)) ORDER BY 1`)
    ).map((row) => row['description'])
  const { plan, warnings } = planChanges({
    found: await one.catalog(),
    wanted: await other.catalog(),
    dialect: postgres,
  })
  expect(warnings).toEqual([])
  await one.run(plan.upgrade)
  expect(await said()).toEqual(['By name', 'Named'])
  await one.run(plan.downgrade)
  expect(await dumpSchema(one.url)).toBe(before)
})

test('what a role was granted is the owner’s when it becomes the owner', async () => {
  const grants = `GRANT SELECT (id), UPDATE (name) ON users TO limbeck_writer WITH GRANT OPTION; GRANT DELETE ON users TO limbeck_writer;`
  const owned = `${users} ${grants} REVOKE DELETE ON users FROM CURRENT_USER; ALTER TABLE users OWNER TO limbeck_writer;`
  expect(await upAndDown(`${users} ${grants}`, owned)).toEqual(['Make limbeck_writer the owner of table users'])
  expect(await upAndDown(owned, `${users} ${grants}`)).toMatchInlineSnapshot(`
    [
      "Make the migrating role the owner of table users",
      "Revoke SELECT (id) on table users from CURRENT_USER",
      "Revoke UPDATE (name) on table users from CURRENT_USER",
      "Grant DELETE on table users to limbeck_writer",
      "Grant SELECT (id) on table users to limbeck_writer with grant option",
      "Grant UPDATE (name) on table users to limbeck_writer with grant option",
    ]
  `)
  const sourced = owned.replaceAll('name text', 'name varchar(9)')
  expect(await upAndDown(owned, sourced)).toEqual(['Change type of column name of users'])
})

test('any rights become any other rights, and come back', async () => {
  await using database =
    await databaseWith(`${makeTestRoles} ${users} CREATE SCHEMA billing; CREATE TABLE billing.invoices (id serial);
    CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE mood AS ENUM ('calm');
    CREATE VIEW names AS SELECT id, name FROM users;`)
  await fc.assert(
    fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 8 }), async (statements) => {
      const found = await database.catalog()
      const before = await dumpRights(database.url)
      await database.execute(statements.map((one) => `${one};`).join('\n'))
      const changed = await database.catalog()
      const after = await dumpRights(database.url)
      const { upgrade, downgrade } = planFor(changed, found, all)
      await database.run(upgrade)
      expect(await dumpRights(database.url)).toBe(before)
      expect(planFor(await database.catalog(), found, all).upgrade).toEqual([])
      await database.run(downgrade)
      expect(await dumpRights(database.url)).toBe(after)
    }),
    { numRuns: 5 },
  )
})

const role = fc.constantFrom('limbeck_reader', 'limbeck_writer', '"Limbeck ""Owner"""', 'PUBLIC')
const place = fc.constantFrom(
  ['SELECT', 'TABLE users'],
  ['INSERT, SELECT', 'TABLE users'],
  ['ALL', 'TABLE users'],
  ['UPDATE (name), SELECT (name, id)', 'TABLE users'],
  ['SELECT (name)', 'TABLE names'],
  ['SELECT', 'TABLE names'],
  ['USAGE', 'SCHEMA billing'],
  ['CREATE', 'SCHEMA public'],
  ['USAGE', 'SCHEMA public'],
  ['USAGE', 'SEQUENCE billing.invoices_id_seq'],
  ['EXECUTE', 'FUNCTION one()'],
  ['USAGE', 'TYPE mood'],
)
const later = fc.constantFrom(
  ['SELECT', 'TABLES'],
  ['USAGE', 'SEQUENCES'],
  ['EXECUTE', 'FUNCTIONS'],
  ['USAGE', 'TYPES'],
)
const whose = fc.constantFrom(
  '',
  'FOR ROLE limbeck_writer ',
  'IN SCHEMA billing ',
  'FOR ROLE limbeck_reader IN SCHEMA public ',
)
const grants = fc.tuple(place, role, fc.boolean()).map(([[privilege, on], to, option]) => {
  return `GRANT ${privilege} ON ${on} TO ${to}${option && to !== 'PUBLIC' ? ' WITH GRANT OPTION' : ''}`
})
const statement = fc.oneof(
  grants,
  grants,
  fc.tuple(place, role).map(([[privilege, on], from]) => `REVOKE ${privilege} ON ${on} FROM ${from}`),
  fc.constantFrom('DELETE', 'SELECT').map((privilege) => `REVOKE ${privilege} ON users FROM CURRENT_USER`),
  fc
    .tuple(later, whose, role)
    .map(([[privilege, on], of, to]) => `ALTER DEFAULT PRIVILEGES ${of}GRANT ${privilege} ON ${on} TO ${to}`),
  fc
    .tuple(later, whose, role)
    .map(([[privilege, on], of, from]) => `ALTER DEFAULT PRIVILEGES ${of}REVOKE ${privilege} ON ${on} FROM ${from}`),
  fc
    .tuple(
      fc.constantFrom('TABLE users', 'VIEW names', 'SCHEMA billing', 'FUNCTION one()', 'TYPE mood'),
      fc.constantFrom('limbeck_writer', 'CURRENT_USER'),
    )
    .map(([what, to]) => `ALTER ${what} OWNER TO ${to}`),
)
