import { expect, test } from 'vitest'
import { makeSqliteDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('a check with the name of its table comes out as it is written, through a rebuild and with everything around', async () => {
  const around = `CREATE INDEX ia ON users (age); CREATE VIEW v AS SELECT age FROM users; CREATE TABLE k (u INT REFERENCES users);
    CREATE TRIGGER tr AFTER UPDATE ON users BEGIN SELECT 1; END`
  const a = `CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, age INT); ${around}`
  const b = `CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, age INT, b TEXT,
    CONSTRAINT c CHECK ("users"."age" > 0 AND users.b <> 'users')); ${around}`
  expect(await travel({ a, b, rowsIn: [null] }, makeSqliteDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
