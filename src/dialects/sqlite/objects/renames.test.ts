import { expect, test } from 'vitest'
import { createSqliteDatabase } from '../../../../test/support/sqlite-database.ts'
import { describeOperation } from '../../../operations/index.ts'
import { planChanges } from '../../../plan/index.ts'
import type { Catalog } from '../../../schema/index.ts'
import { sqlite } from '../index.ts'

type Answers = Pick<Parameters<typeof planChanges>[0], 'declaredRenames' | 'decisions'>

const changesFor = (found: Catalog, wanted: Catalog, answers: Answers = {}) =>
  planChanges({ found, wanted, dialect: sqlite, objectTypes: 'all', ...answers })

/** From one schema to the other and back, with its rows. Gives what the way up does. */
async function upAndDown(from: string, to: string, query: string, answers: Answers): Promise<readonly string[]> {
  await using one = await createSqliteDatabase(from, { memory: true })
  await using other = await createSqliteDatabase(to, { memory: true })
  const [found, wanted] = [await one.introspect(), await other.introspect()]
  const { plan, questions } = changesFor(found, wanted, answers)
  expect(questions).toEqual([])
  const rows = await one.connection.query(query)
  await one.run(plan.upgrade)
  expect(changesFor(await one.introspect(), wanted).plan.upgrade.map(describeOperation)).toEqual([])
  await one.run(plan.downgrade)
  expect(changesFor(await one.introspect(), found).plan.upgrade.map(describeOperation)).toEqual([])
  expect(await one.connection.query(query)).toEqual(rows)
  return plan.upgrade.map(describeOperation)
}

const script = `CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT, y TEXT); INSERT INTO a VALUES (1, 'x', 'y');
  CREATE VIEW v AS SELECT a.id, x AS a FROM a; CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x = 'a'; END;`

test('a view and a trigger follow the rename of their table', async () => {
  const to = script
    .replace('TABLE a', 'TABLE b')
    .replace('INTO a', 'INTO b')
    .replace('a.id', 'b.id')
    .replace('FROM a', 'FROM b')
  const next = to.replace('ON a', 'ON b').replace('UPDATE a', 'UPDATE b')
  expect(await upAndDown(script, next, 'SELECT * FROM a', { decisions: { 'rename-table:b': 'a' } })).toEqual([
    'Rename table a to b',
  ])
})

test('a virtual table is asked about and keeps its rows; a view is made anew and nobody is asked', async () => {
  const from =
    "CREATE VIRTUAL TABLE s1 USING fts5(title); INSERT INTO s1 VALUES ('x'); CREATE TABLE t (id INT); CREATE VIEW v1 AS SELECT id FROM t; CREATE VIEW w AS SELECT id FROM v1;"
  const to = from.replaceAll(/\b([sv])1/g, '$12')
  await using one = await createSqliteDatabase(from, { memory: true })
  await using other = await createSqliteDatabase(to, { memory: true })
  const { questions } = changesFor(await one.introspect(), await other.introspect())
  expect(questions.map(({ id, candidates, text }) => [id, candidates, text])).toEqual([
    ['rename-virtual-table:s2', ['s1'], "Is virtual table 's2' new, or was it renamed from 's1'?"],
  ])
  const declaredRenames = [
    { kind: 'object', objectType: 'view', namespace: null, owner: null, from: 'v1', to: 'v2' },
  ] as const
  expect(
    await upAndDown(from, to, 'SELECT * FROM s1', { declaredRenames, decisions: { 'rename-virtual-table:s2': 's1' } }),
  ).toMatchInlineSnapshot(`
    [
      "Rename virtual table s1 to s2",
      "Drop view w",
      "Drop view v1",
      "Create view v2",
      "Create view w",
    ]
  `)
})

test('swapped tables and columns', async () => {
  const from = `CREATE TABLE a (id INTEGER, x TEXT, y TEXT); CREATE TABLE b (n INTEGER); INSERT INTO a VALUES (1, 'x', 'y');`
  const to = 'CREATE TABLE b (id INTEGER, y TEXT, x TEXT); CREATE TABLE a (n INTEGER);'
  const decisions = { 'rename-table:a': 'b', 'rename-table:b': 'a', 'rename-column:b.x': 'y', 'rename-column:b.y': 'x' }
  expect(await upAndDown(from, to, 'SELECT * FROM a', { decisions })).toMatchInlineSnapshot(`
    [
      "Rename table b to limbeck_swap",
      "Rename table a to b",
      "Rename table limbeck_swap to a",
      "Alter table b: rename column y of b to limbeck_swap, rename column x of b to y, rename column limbeck_swap of b to x",
    ]
  `)
  // What models declare stays there: it holds while what is under the names says that it has not been done.
  const declaredRenames = [
    { kind: 'table', namespace: null, owner: null, from: 'a', to: 'b' },
    { kind: 'table', namespace: null, owner: null, from: 'b', to: 'a' },
  ] as const
  const plain = to.replace('y TEXT, x TEXT', 'x TEXT, y TEXT')
  expect(await upAndDown(from, plain, 'SELECT * FROM a', { declaredRenames })).toHaveLength(3)
  expect(await upAndDown(plain, plain, 'SELECT * FROM a', { declaredRenames })).toEqual([])
})
