import { describe, expect, test } from 'vitest'
import { integer } from '../../src/models/index.ts'
import { operationsOf } from '../support/operations-of.ts'
import { createSqliteDatabase } from '../support/sqlite-database.ts'

describe.each(['delete', 'wal'])('with journal mode %s', (mode) => {
  const tables = `PRAGMA journal_mode = ${mode};
    CREATE TABLE ships (id INTEGER PRIMARY KEY, captain INTEGER);
    INSERT INTO ships VALUES (1, 1), (2, 9);
    CREATE TABLE captains (id INTEGER PRIMARY KEY);
    INSERT INTO captains VALUES (1);
  `

  test('a foreign key on a table that had none finds the rows that point at nothing', async () => {
    await using database = await createSqliteDatabase(tables)
    const operations = await operationsOf((op) =>
      op.createForeignKey('fk_ships_captain', 'ships', 'captains', ['captain'], ['id']),
    )
    await expect(database.run(operations)).rejects.toMatchObject({
      code: 'LB6152',
      message: '1 row of "ships" points at no row of "captains" with "captain" (id = 2).',
    })
    await database.script('DELETE FROM ships WHERE id = 2')
    await database.run(operations)
  })

  test('so does a new column with a default that points at nothing', async () => {
    await using database = await createSqliteDatabase(tables)
    const operations = await operationsOf((op) =>
      op.addColumn('ships', 'mate', integer().default(7).references('captains.id')),
    )
    await expect(database.run(operations)).rejects.toMatchObject({ code: 'LB6152' })
  })
})
