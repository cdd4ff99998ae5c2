import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { createSqliteDatabase } from '../../../test/support/sqlite-database.ts'
import { adopt } from './adopt.ts'
import type { SqliteConnection } from './connection.ts'
import { sqlite } from './index.ts'

const schema = 'CREATE TABLE parent (id integer PRIMARY KEY); INSERT INTO parent VALUES (1), (2)'
const child = 'CREATE TABLE child (up integer REFERENCES parent (id)); INSERT INTO child VALUES (1)'

/** As one revision runs: checked in front of its commit. */
async function revision(connection: SqliteConnection, ...statements: readonly string[]): Promise<void> {
  await connection.begin()
  try {
    for (const sql of statements) await connection.execute(sql)
    await sqlite.session.beforeCommit(connection)
    await connection.commit()
  } catch (error) {
    await connection.rollback()
    throw error
  }
}

const ways: readonly [string, (connection: SqliteConnection, file: string) => Promise<void>][] = [
  ['in a revision before', async (connection) => await revision(connection, ...child.split('; '))],
  ['in a script of a revision before', async (connection) => await revision(connection, child)],
  ['outside of a transaction', async (connection) => await connection.executeScript(child)],
  [
    'by somebody else',
    async (_, file) => {
      const other = new DatabaseSync(file)
      other.exec(child)
      other.close()
    },
  ],
  [
    'behind the check, by a hook',
    async (connection) => {
      await connection.begin()
      await connection.execute('DELETE FROM parent WHERE id = 2')
      await sqlite.session.beforeCommit(connection)
      await connection.executeScript(child)
      await connection.commit()
    },
  ],
  [
    'under another name that a rollback took back',
    async (connection) => {
      await revision(connection, ...child.split('; '))
      await connection.begin()
      await connection.execute('ALTER TABLE child RENAME TO other')
      await connection.execute('DELETE FROM parent WHERE id = 2')
      await connection.rollback()
    },
  ],
]

test.each(ways)('a foreign key that was made %s is checked', async (_, make) => {
  await using db = await createSqliteDatabase(schema)
  const { connection, file } = db
  // What is known from here on lacks the foreign key.
  await revision(connection, 'DELETE FROM parent WHERE id = 3', 'CREATE TABLE plain (id integer)')
  await make(connection, file)
  await revision(connection, 'CREATE INDEX i ON plain (id)')
  await expect(revision(connection, 'DELETE FROM parent WHERE id = 1')).rejects.toMatchObject({ code: 'LB6152' })
  expect(await db.rows('SELECT id FROM parent WHERE id = 1')).toEqual([{ id: 1 }])
})

test('a database that its owner works on, too, is asked again for every revision', async () => {
  const owned = new DatabaseSync(':memory:')
  owned.exec(schema)
  const connection = await adopt(owned)
  await sqlite.session.prepare(connection)
  await revision(connection, 'DELETE FROM parent WHERE id = 3')
  owned.exec(child)
  await expect(revision(connection, 'DELETE FROM parent WHERE id = 1')).rejects.toMatchObject({ code: 'LB6152' })
  owned.close()
})
