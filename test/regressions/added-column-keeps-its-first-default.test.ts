import { expect, test } from 'vitest'
import { integer } from '../../src/models/index.ts'
import { operationsOf } from '../support/operations-of.ts'
import { createSqliteDatabase } from '../support/sqlite-database.ts'

test('a column that is added with a default and loses it in the same rebuild gives its rows the default', async () => {
  await using database = await createSqliteDatabase(`
    CREATE TABLE berths (id INTEGER PRIMARY KEY, title TEXT);
    INSERT INTO berths (title) VALUES ('A'), ('B');
  `)
  await database.run(
    await operationsOf((op) =>
      op.alterTable('berths', (t) => {
        t.addColumn('depth', integer().notNull().default(7))
        t.alterColumn('depth', { default: null })
        t.createUniqueConstraint('uq_berths_title', ['title'])
      }),
    ),
  )
  expect(await database.rows('SELECT title, depth FROM berths ORDER BY title')).toEqual([
    { title: 'A', depth: 7 },
    { title: 'B', depth: 7 },
  ])
  await expect(database.script("INSERT INTO berths (title) VALUES ('C')")).rejects.toThrow(/NOT NULL/)
})
