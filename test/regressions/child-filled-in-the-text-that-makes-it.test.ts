import { expect, test } from 'vitest'
import { sqlite } from '../../src/dialects/sqlite/index.ts'
import { createSqliteDatabase } from '../support/sqlite-database.ts'

// All statements of one text were looked at before the first of them ran: the new table's foreign key was not known then.
test('rows of a table that the same text makes are checked at the commit', async () => {
  await using db = await createSqliteDatabase('CREATE TABLE parent (id integer PRIMARY KEY)')
  const { connection } = db
  await sqlite.session.prepare(connection)
  await connection.begin()
  await connection.execute(
    'CREATE TABLE child (up integer REFERENCES parent (id)); -- and at once\nINSERT INTO child VALUES (7);',
  )
  await expect(sqlite.session.beforeCommit(connection)).rejects.toMatchObject({
    message: expect.stringContaining('child'),
  })
  await connection.rollback()
  await connection.begin()
  await connection.executeScript(
    'INSERT INTO parent VALUES (7); CREATE TABLE child (up REFERENCES parent (id)); INSERT INTO child VALUES (7)',
  )
  await sqlite.session.beforeCommit(connection)
  await connection.commit()
  expect(await connection.query('SELECT up FROM child')).toEqual([{ up: 7 }])
})
