import { expect, test } from 'vitest'
import { createSqliteDatabase } from '../../../../test/support/sqlite-database.ts'
import { aColumn } from '../../../../test/support/sqlite-objects.ts'
import { applyOperations, describeOperation } from '../../../operations/index.ts'
import { planChanges } from '../../../plan/index.ts'
import { type Catalog, createCatalog, defaultTableOptions } from '../../../schema/index.ts'
import { sqlite } from '../index.ts'

type Renames = NonNullable<Parameters<typeof planChanges>[0]['declaredRenames']>

const planFor = (found: Catalog, wanted: Catalog, declaredRenames: Renames = []) =>
  planChanges({ found, wanted, dialect: sqlite, objectTypes: 'all', declaredRenames }).plan

/** From one schema to the other and back, each time until a comparison finds nothing. Gives what the way up does. */
async function upAndDown(from: string, to: string, renames: Renames = []): Promise<readonly string[]> {
  await using one = await createSqliteDatabase(from, { memory: true })
  await using other = await createSqliteDatabase(to, { memory: true })
  const found = await one.introspect()
  const wanted = await other.introspect()
  const plan = planFor(found, wanted, renames)
  await one.run(plan.upgrade)
  expect(planFor(await one.introspect(), wanted).upgrade.map(describeOperation)).toEqual([])
  await one.run(plan.downgrade)
  expect(planFor(await one.introspect(), found).upgrade.map(describeOperation)).toEqual([])
  return plan.upgrade.map(describeOperation)
}

const users = `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INTEGER);
  CREATE TABLE log (line TEXT);`
const names = 'CREATE VIEW names AS SELECT id, name FROM users;'
const shout = 'CREATE VIEW shout (loud) AS SELECT upper(name) FROM names;'
const trigger =
  "CREATE TRIGGER note AFTER UPDATE OF name ON users BEGIN INSERT INTO log VALUES ('was ' || old.name); END;"
const through =
  'CREATE TRIGGER through INSTEAD OF INSERT ON names BEGIN INSERT INTO users (name) VALUES (new.name); END;'
const search = "CREATE VIRTUAL TABLE search USING fts5(title, body, tokenize = 'porter');"

test('views over views, triggers on tables and views: made, changed and dropped in an order that runs', async () => {
  expect(await upAndDown(users, users + names + shout + trigger + through)).toEqual([
    'Create view names',
    'Create view shout',
    'Create trigger users.note',
    'Create trigger names.through',
  ])
  expect(await upAndDown('', users + names + shout + trigger + through + search)).toHaveLength(7)
  const wider = names.replace('id, name', 'id, name, age')
  expect(await upAndDown(users + names + shout + through, users + wider + shout + through)).toEqual([
    'Drop view shout',
    'Drop trigger names.through',
    'Drop view names',
    'Create view names',
    'Create view shout',
    'Create trigger names.through',
  ])
})

test('white space, comments, quotes and the case of keywords make no difference; names and strings do', async () => {
  const same = [
    'create view "names" as /* all */ select [id], `name`\n from "users" -- the end\n;',
    'CREATE VIEW names AS SELECT id,name FROM users',
  ]
  for (const text of same) expect(await upAndDown(users + names, users + text)).toEqual([])
  expect(await upAndDown(users + names, users + names.replace('name FROM', 'name AS Name FROM'))).toHaveLength(2)
  const loose = `CREATE TRIGGER IF NOT EXISTS main."note" after update of name on "users" for each row
    begin insert into log values ('was ' || old.name) ; end`
  expect(await upAndDown(users + trigger, users + loose)).toEqual([])
  expect(await upAndDown(users + trigger, users + trigger.replace("'was '", "'Was '"))).toHaveLength(2)
})

test('tables and columns are renamed under views and triggers whose texts change with them', async () => {
  const to = `CREATE TABLE people (id INTEGER PRIMARY KEY, full_name TEXT, age INTEGER); CREATE TABLE log (line TEXT);
    CREATE VIEW names AS SELECT id, full_name FROM people; CREATE VIEW shout (loud) AS SELECT upper(full_name) FROM names;
    CREATE TRIGGER note AFTER UPDATE OF full_name ON people BEGIN INSERT INTO log VALUES ('was ' || old.full_name); END;`
  const renames: Renames = [
    { kind: 'table', namespace: null, owner: null, from: 'users', to: 'people' },
    { kind: 'column', namespace: null, owner: 'people', from: 'name', to: 'full_name' },
  ]
  expect(await upAndDown(users + names + shout + trigger, to, renames)).toEqual([
    'Drop trigger users.note',
    'Drop view shout',
    'Drop view names',
    'Rename table users to people',
    'Rename column name of people to full_name',
    'Create view names',
    'Create view shout',
    'Create trigger people.note',
  ])
})

test('a column changes under a view and a trigger, which stay; a dropped one takes down what names it', async () => {
  const strict = users.replace('age INTEGER', 'age INTEGER NOT NULL DEFAULT 1 CHECK (age > 0)')
  expect(await upAndDown(users + names + shout + trigger, strict + names + shout + trigger)).toEqual([
    'Alter table users: change nullability and default of column age of users, add check constraint ck_users_d7a128 to users',
  ])
  const without = users.replace('name TEXT, ', '')
  const fewer = names.replace(', name', '')
  expect(await upAndDown(users + names + shout + trigger, without + fewer)).toEqual([
    'Drop view shout',
    'Drop view names',
    'Drop trigger users.note',
    'Drop column name of users',
    'Create view names',
  ])
})

test('a table goes with its triggers, and comes back with them; rows and triggers live through a rebuild', async () => {
  expect(await upAndDown(users + trigger, 'CREATE TABLE log (line TEXT);')).toEqual(['Drop table users'])
  await using db = await createSqliteDatabase(
    `${users} ${trigger} ${names} INSERT INTO users VALUES (1, 'a', 2), (7, 'b', 3);`,
    {
      memory: true,
    },
  )
  await db.run([
    { kind: 'alterTable', namespace: null, table: 'users', changes: [], columnOrder: ['age', 'name'], rebuild: 'auto' },
  ])
  await db.script("UPDATE users SET name = 'c' WHERE id = 7")
  expect(await db.rows('SELECT * FROM log')).toEqual([{ line: 'was b' }])
  expect(await db.rows('SELECT * FROM names')).toEqual([
    { id: 1, name: 'a' },
    { id: 7, name: 'c' },
  ])
})

test('what no model has stays and is reported, with a warning where it stands on what goes', async () => {
  await using one = await createSqliteDatabase(users + names + trigger + search, { memory: true })
  await using other = await createSqliteDatabase(users.replace('name TEXT, ', ''), { memory: true })
  const { plan, unmodelled, warnings } = planChanges({
    found: await one.introspect(),
    wanted: await other.introspect(),
    dialect: sqlite,
  })
  expect(plan.upgrade.map(describeOperation)).toEqual(['Drop column name of users'])
  expect(unmodelled).toEqual([
    "View 'names' is not compared: limbeck leaves it as it is.",
    "Trigger 'users.note' is not compared: limbeck leaves it as it is.",
    "Virtual table 'search' is not compared: limbeck leaves it as it is.",
  ])
  expect(warnings).toEqual([
    "The view 'names' stands on 'users.name', which changes or goes, and no model has it: it stays, and the database may refuse the change.",
    "The trigger 'users.note' stands on 'users.name', which changes or goes, and no model has it: it stays, and the database may refuse the change.",
  ])
  await expect(one.run(plan.upgrade)).rejects.toMatchObject({ code: 'LB6158' })
})

test('a full-text table that changes keeps its rows', async () => {
  await using db = await createSqliteDatabase(
    `${search} INSERT INTO search (rowid, title, body) VALUES (3, 'running', 'a'), (9, 'sat', 'b');`,
    {
      memory: true,
    },
  )
  await using other = await createSqliteDatabase('CREATE VIRTUAL TABLE search USING fts5 (title, author);', {
    memory: true,
  })
  const [found, wanted] = [await db.introspect(), await other.introspect()]
  const plan = planFor(found, wanted)
  expect(plan.upgrade.map(describeOperation)).toEqual(['Alter virtual table search (definition)'])
  await db.run(plan.upgrade)
  expect(planFor(await db.introspect(), wanted).upgrade).toEqual([])
  expect(await db.rows('SELECT rowid AS id, * FROM search')).toEqual([
    { id: 3, title: 'running', author: null },
    { id: 9, title: 'sat', author: null },
  ])
  expect(await db.rows("SELECT title FROM search WHERE search MATCH 'run'")).toEqual([])
  await db.run(plan.downgrade)
  expect(await db.rows("SELECT title FROM search WHERE search MATCH 'run'")).toEqual([{ title: 'running' }])
  expect(planFor(await db.introspect(), found).upgrade).toEqual([])
})

test('R-Tree and full-text tables over the rows of another table', async () => {
  const places = 'CREATE VIRTUAL TABLE places USING rtree(id, x0, x1);'
  const content = "CREATE VIRTUAL TABLE found USING fts5(name, content='users', content_rowid='id');"
  const sync =
    'CREATE TRIGGER sync AFTER INSERT ON users BEGIN INSERT INTO found (rowid, name) VALUES (new.id, new.name); END;'
  expect(await upAndDown('', users + places + content + sync)).toEqual([
    'Create table users',
    'Create table log',
    'Create virtual table places',
    'Create virtual table found',
    'Create trigger users.sync',
  ])
  await using full = await createSqliteDatabase(places, { memory: true })
  await using empty = await createSqliteDatabase('', { memory: true })
  expect(planFor(await full.introspect(), await empty.introspect()).losses).toEqual(['Rows of virtual table places'])
  expect(await upAndDown(users + places, users + places.replace('x1', 'x1, y0, y1'))).toEqual([
    'Drop virtual table places',
    'Create virtual table places',
  ])
})

test('each kind can be renamed and altered by hand', async () => {
  await using db = await createSqliteDatabase(users + names + shout + trigger + through + search, { memory: true })
  const rename = (objectType: string, on: string | null, name: string, to: string) =>
    ({ kind: 'renameObject', objectType, namespace: null, on, name, to }) as const
  await db.run([
    rename('view', null, 'names', 'all names'),
    {
      kind: 'alterObject',
      objectType: 'view',
      namespace: null,
      on: null,
      name: 'shout',
      changes: { definition: 'SELECT upper(name) || id FROM "all names"' },
    },
    rename('trigger', 'users', 'note', 'remember'),
    rename('virtual table', null, 'search', 'index of all'),
  ])
  await db.script(`INSERT INTO "all names" (name) VALUES ('a'); UPDATE users SET name = 'b'`)
  expect(await db.rows('SELECT loud, line FROM shout, log')).toEqual([{ loud: 'B1', line: 'was a' }])
  expect(await db.rows('SELECT * FROM "index of all"')).toEqual([])
})

test('what SQLite cannot make is refused with words', async () => {
  await using db = await createSqliteDatabase(users, { memory: true })
  const create = (objectType: string, on: string | null, attributes: { readonly [name: string]: string }) =>
    db.run([
      {
        kind: 'createObject',
        object: {
          kind: 'defined',
          objectType,
          namespace: null,
          on,
          name: 'x',
          attributes,
          comment: null,
          facts: {},
          requires: [],
        },
      },
    ])
  await expect(create('function', null, {})).rejects.toMatchObject({ code: 'LB5014' })
  await expect(create('trigger', 'users', { definition: 'SELECT 1' })).rejects.toMatchObject({ code: 'LB5015' })
  const definition = 'CREATE TEMP TRIGGER x AFTER INSERT ON users BEGIN SELECT 1; END'
  await expect(create('trigger', 'users', { definition })).rejects.toMatchObject({ code: 'LB5015' })
  await expect(create('trigger', null, { definition: definition.replace('TEMP ', '') })).rejects.toMatchObject({
    code: 'LB5015',
  })
})

test('a name in another case is the same name, and takes it on', async () => {
  const to = `CREATE TABLE Users (id INTEGER PRIMARY KEY, Name TEXT, age INTEGER); CREATE TABLE log (line TEXT);`
  expect(await upAndDown(users, to)).toEqual(['Rename table users to Users', 'Rename column name of Users to Name'])
})

test('STRICT and WITHOUT ROWID are changed by a rebuild, with the rows', async () => {
  const loose =
    "CREATE TABLE t (k VARCHAR(9) NOT NULL PRIMARY KEY, n DECIMAL(5, 1), x DATETIME DEFAULT 'a') ; CREATE TABLE log (line TEXT);"
  const strict =
    "CREATE TABLE t (k TEXT NOT NULL PRIMARY KEY, n ANY, x TEXT DEFAULT 'a') STRICT, WITHOUT ROWID; CREATE TABLE log (line TEXT);"
  expect(await upAndDown(loose, strict)).toHaveLength(1)
  expect(await upAndDown(strict, loose)).toHaveLength(1)
  await using db = await createSqliteDatabase(`${loose} INSERT INTO t VALUES ('a', 1, 2), ('b', 'x', 'y')`, {
    memory: true,
  })
  const set = (options: { readonly strict: boolean }) =>
    ({ kind: 'setTableOptions', namespace: null, table: 't', options }) as const
  await db.run([set({ strict: true })])
  expect(await db.rows('SELECT * FROM t')).toEqual([
    { k: 'a', n: 1, x: '2' },
    { k: 'b', n: 'x', x: 'y' },
  ])
  await using other = await createSqliteDatabase("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1), ('x')", {
    memory: true,
  })
  await expect(other.run([set({ strict: true })])).rejects.toMatchObject({ code: 'LB6155' })
  expect(await other.rows('SELECT * FROM t')).toEqual([{ n: 1 }, { n: 'x' }])
})

test('a replayed catalog has what a rebuild needs, and knows what it cannot know after a rename', () => {
  const capabilities = sqlite.capabilitiesOf('3.46.0')
  const column = (name: string) => aColumn('users', name)
  const definition = {
    table: {
      kind: 'table',
      namespace: null,
      name: 'users',
      comment: null,
      options: defaultTableOptions,
      definition: null,
    } as const,
    columns: [column('id'), column('name')],
    primaryKey: null,
    uniques: [],
    checks: [],
    foreignKeys: [],
    indexes: [],
    others: [],
  }
  const made = applyOperations(createCatalog([]), [
    { kind: 'createTable', definition, ifNotExists: false },
    {
      kind: 'createObject',
      object: {
        kind: 'defined',
        objectType: 'trigger',
        namespace: null,
        on: 'users',
        name: 'note',
        attributes: { definition: 'CREATE TRIGGER note AFTER UPDATE OF name ON users BEGIN SELECT 1; END' },
        comment: null,
        facts: {},
        requires: [],
      },
    },
    { kind: 'renameTable', namespace: null, table: 'users', to: 'people' },
  ])
  const rebuild = (before: Catalog) =>
    sqlite.emit(
      {
        kind: 'alterTable',
        namespace: null,
        table: 'people',
        changes: [],
        columnOrder: ['full_name', 'name', 'id'].filter((name) =>
          before.has({ kind: 'column', namespace: null, table: 'people', name }),
        ),
        rebuild: 'auto',
      },
      { before, capabilities },
    )
  expect(rebuild(made).map(({ sql }) => sql)).toContain(
    'CREATE TRIGGER note AFTER UPDATE OF name ON people BEGIN SELECT 1; END',
  )
  const renamed = applyOperations(made, [
    { kind: 'renameColumn', namespace: null, table: 'people', column: 'name', to: 'full_name' },
  ])
  expect(() => rebuild(renamed)).toThrow(expect.objectContaining({ code: 'LB6160' }))
})
