import { expect, test } from 'vitest'
import { makeSqliteDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

const plain =
  'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL, b TEXT UNIQUE, c INT, UNIQUE (c, a))'

test.each([
  [
    'ON CONFLICT',
    `CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT IGNORE AUTOINCREMENT, a TEXT NOT NULL ON CONFLICT FAIL,
    b TEXT UNIQUE ON CONFLICT REPLACE, c INT, UNIQUE (c, a) ON CONFLICT ROLLBACK)`,
  ],
  [
    'order and collations',
    `CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL, b TEXT UNIQUE, c INT,
    UNIQUE (c DESC, a COLLATE NOCASE))`,
  ],
  [
    'a key that is not the rowid',
    `CREATE TABLE t (id INTEGER PRIMARY KEY DESC, a TEXT NOT NULL, b TEXT UNIQUE, c INT,
    UNIQUE (c, a))`,
  ],
])('%s is seen, written and taken back', async (_, b) => {
  expect(await travel({ a: plain, b, rowsIn: [null] }, makeSqliteDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
