import { expect, test } from 'vitest'
import { createSqliteDatabase } from '../../../../test/support/sqlite-database.ts'
import { describeOperation } from '../../../operations/index.ts'
import { planChanges } from '../../../plan/index.ts'
import type { Catalog } from '../../../schema/index.ts'
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
const trigger = "CREATE TRIGGER note AFTER UPDATE OF name ON users BEGIN INSERT INTO log VALUES ('was ' || old.name); END;"
const through = 'CREATE TRIGGER through INSTEAD OF INSERT ON names BEGIN INSERT INTO users (name) VALUES (new.name); END;'
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
    'Drop trigger names.through',
    'Drop view shout',
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
