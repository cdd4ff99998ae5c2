import { expect, test } from 'vitest'
import { changesFor, databaseWith } from '../../../test/support/object-changes.ts'
import { dumpSchema } from '../../../test/support/postgres-dump.ts'
import { dumpRights, makeTestRoles } from '../../../test/support/postgres-rights.ts'
import type { RightsSettings } from '../../diff/index.ts'
import { describeOperation } from '../../operations/index.ts'
import type { Catalog } from '../../schema/index.ts'

const compared: RightsSettings = { grants: true, owners: true, saysAll: true }
const notCompared: RightsSettings = { grants: false, owners: false, saysAll: false }

type Decisions = NonNullable<Parameters<typeof changesFor>[2]>['decisions']

function planWith(found: Catalog, wanted: Catalog, rights: RightsSettings, decisions: NonNullable<Decisions>) {
  const { questions, plan } = changesFor(found, wanted, { decisions, rights })
  if (questions.length === 0) return plan
  const answers = questions.map(({ id, candidates }) => [id, candidates[0] ?? null] as const)
  return planWith(found, wanted, rights, { ...decisions, ...Object.fromEntries(answers) })
}

/** From one script to the other and back: rights follow what is renamed, whether they are compared or not. */
async function upAndDown(from: string, to: string, decisions: NonNullable<Decisions> = {}): Promise<readonly string[]> {
  await using one = await databaseWith(makeTestRoles + from)
  await using other = await databaseWith(makeTestRoles + to)
  const found = await one.catalog()
  const wanted = await other.catalog()
  const state = async (url: string) => [await dumpSchema(url), await dumpRights(url)]
  const before = await state(one.url)
  const after = await state(other.url)
  for (const rights of [notCompared, compared]) {
    const plan = planWith(found, wanted, rights, decisions)
    await one.run(plan.upgrade)
    expect(await state(one.url)).toEqual(after)
    await one.run(plan.downgrade)
    expect(await state(one.url)).toEqual(before)
  }
  return planWith(found, wanted, compared, decisions).upgrade.map(describeOperation)
}

const reading = 'TO limbeck_reader WITH GRANT OPTION'

/** Gives rights on something and lets it belong to somebody else. */
const rightsOn = (kind: string, name: string, privilege: string) =>
  `GRANT ${privilege} ON ${kind.replace('VIEW', 'TABLE').replace('DOMAIN', 'TYPE')} ${name} ${reading}; ALTER ${kind} ${name} OWNER TO limbeck_writer;`

test('of tables, columns, views, routines, types and sequences under another name', async () => {
  const script = `CREATE TYPE mood AS ENUM ('calm'); CREATE DOMAIN age AS int;
    CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME counted) PRIMARY KEY, name text, mood mood); CREATE SEQUENCE numbers;
    CREATE VIEW names AS SELECT id FROM users; CREATE VIEW titles AS SELECT name AS title FROM users;
    CREATE FUNCTION total(mood, age) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION moody(mood) RETURNS int LANGUAGE sql AS 'SELECT 2';
    CREATE FUNCTION row_of(users) RETURNS int LANGUAGE sql AS 'SELECT 3'; CREATE PROCEDURE run() LANGUAGE sql AS 'SELECT 4';
    GRANT UPDATE (name), SELECT (name, id) ON users TO limbeck_reader; GRANT USAGE ON SEQUENCE counted TO limbeck_reader;
    ${rightsOn('TABLE', 'users', 'SELECT')} ${rightsOn('VIEW', 'names', 'SELECT')} ${rightsOn('VIEW', 'titles', 'SELECT (title)')}
    ${rightsOn('FUNCTION', 'total(mood, age)', 'EXECUTE')} ${rightsOn('FUNCTION', 'moody(mood)', 'EXECUTE')} ${rightsOn('FUNCTION', 'row_of(users)', 'EXECUTE')}
    ${rightsOn('PROCEDURE', 'run()', 'EXECUTE')} ${rightsOn('DOMAIN', 'age', 'USAGE')} ${rightsOn('TYPE', 'mood', 'USAGE')} ${rightsOn('SEQUENCE', 'numbers', 'USAGE')}
    REVOKE EXECUTE ON FUNCTION moody(mood) FROM PUBLIC;`
  const to = script
    .replace(/\b(users|names|total|age|numbers|run|mood|users_pkey)\b/g, '$1_2')
    .replace(/\bname\b/g, 'full_name')
    .replace('full_name text, mood_2 mood_2', 'full_name text, mood mood_2')
  expect((await upAndDown(script, to)).filter((one) => !/^Rename|rename/.test(one))).toEqual([
    // What a column is called is part of what a view says.
    'Drop view titles',
    'Create view titles',
    'Make limbeck_writer the owner of view titles',
    'Grant SELECT (title) on view titles to limbeck_reader with grant option',
  ])
})

test('of what is dropped under the old name and made under the new one', async () => {
  const script = `CREATE TABLE users (id int, name text); CREATE VIEW names AS SELECT name FROM users; CREATE VIEW others AS SELECT id FROM users;
    CREATE FUNCTION whole() RETURNS SETOF users LANGUAGE sql AS 'SELECT * FROM users';
    ${rightsOn('VIEW', 'names', 'SELECT')} ${rightsOn('FUNCTION', 'whole()', 'EXECUTE')} GRANT INSERT ON others TO limbeck_writer;`
  const to = script
    .replace(/\b(users|names|whole)\b/g, '$1_2')
    .replaceAll('name ', 'title ')
    .replace('title text', 'title varchar(9)')
  expect(await upAndDown(script, to, { 'rename-view:names_2': 'names', 'rename-function:whole_2()': 'whole()' }))
    .toMatchInlineSnapshot(`
    [
      "Drop view names",
      "Rename function whole() to whole_2()",
      "Rename table users to users_2",
      "Alter table users_2: rename column name of users_2 to title, change type of column title of users_2",
      "Create view names_2",
      "Alter function whole_2() (definition)",
      "Make limbeck_writer the owner of view names_2",
      "Grant SELECT on view names_2 to limbeck_reader with grant option",
    ]
  `)
})

test('of what is in a schema under another name, and default privileges there', async () => {
  const script = `CREATE SCHEMA old; CREATE TYPE old.mood AS ENUM ('calm'); CREATE TABLE old.t (id serial, m old.mood); CREATE VIEW old.v AS SELECT id FROM old.t;
    CREATE FUNCTION old.f(old.mood) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION g(old.mood) RETURNS int LANGUAGE sql AS 'SELECT 1';
    ${rightsOn('SCHEMA', 'old', 'USAGE, CREATE')} GRANT CREATE ON SCHEMA public TO limbeck_writer;
    ${rightsOn('TYPE', 'old.mood', 'USAGE')} ${rightsOn('VIEW', 'old.v', 'SELECT')} ${rightsOn('FUNCTION', 'old.f(old.mood)', 'EXECUTE')}
    ${rightsOn('FUNCTION', 'g(old.mood)', 'EXECUTE')} GRANT USAGE ON SEQUENCE old.t_id_seq TO limbeck_reader; GRANT UPDATE (m) ON old.t TO limbeck_reader;
    ALTER DEFAULT PRIVILEGES IN SCHEMA old GRANT SELECT ON TABLES TO limbeck_reader;
    ALTER DEFAULT PRIVILEGES FOR ROLE limbeck_writer IN SCHEMA old GRANT USAGE ON SEQUENCES TO limbeck_reader;`
  const to = script.replaceAll(/\bold\b/g, 'new')
  expect(await upAndDown(script, to)).toEqual(['Rename schema old to new'])
})

test('of names that are swapped', async () => {
  const script = `CREATE TABLE a (id int, x text, y text); CREATE TABLE b (id int, n int); CREATE VIEW v AS SELECT a.x FROM a; CREATE VIEW w AS SELECT b.n FROM b;
    GRANT SELECT ON a TO limbeck_reader; GRANT INSERT ON b TO limbeck_writer; GRANT UPDATE (x) ON a TO limbeck_writer; ALTER TABLE b OWNER TO limbeck_writer;
    GRANT SELECT ON v TO limbeck_reader; GRANT DELETE ON w TO limbeck_writer; GRANT SELECT ON b TO limbeck_writer;`
  const swapped: { readonly [name: string]: string } = { a: 'b', b: 'a', x: 'y', y: 'x', v: 'w', w: 'v' }
  const to = script.replace(/\b[abxyvw]\b/g, (name) => swapped[name] ?? name)
  const decisions = {
    'rename-table:a': 'b',
    'rename-table:b': 'a',
    'rename-column:b.x': 'y',
    'rename-column:b.y': 'x',
    'rename-view:v': 'w',
    'rename-view:w': 'v',
  }
  expect((await upAndDown(script, to, decisions)).filter((one) => /Grant|Revoke|owner/.test(one))).toEqual([
    // It selects another column, and is made anew.
    'Grant SELECT on view w to limbeck_reader',
  ])
})
