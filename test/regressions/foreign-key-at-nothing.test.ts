import { expect, test } from 'vitest'
import { makeSqliteDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('SQLite takes foreign keys at what is no key, at columns and at tables that are not there', async () => {
  const a = `CREATE TABLE p (id INTEGER PRIMARY KEY, k UNIQUE, e TEXT);
    CREATE TABLE c (x REFERENCES p (k), v); CREATE TABLE d (x REFERENCES p)`
  const b = `CREATE TABLE c (x REFERENCES p (k), v NOT NULL); CREATE TABLE d (x REFERENCES p);
    CREATE TABLE e (x REFERENCES e (q), y REFERENCES nobody (z), z REFERENCES c (v))`
  expect(await travel({ a, b }, makeSqliteDatabase)).toEqual({ outcome: 'passed', reason: '' })
})

test('rows under a foreign key at what is no key are looked at all the same', async () => {
  const a = 'CREATE TABLE p (id INTEGER PRIMARY KEY, e TEXT); CREATE TABLE c (id INTEGER PRIMARY KEY, e TEXT)'
  const b = `${a.slice(0, -1)} REFERENCES p (e))`
  expect(
    await travel({ a: `${a}; INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1, 'x')`, b }, makeSqliteDatabase),
  ).toEqual({ outcome: 'passed', reason: '' })
  expect(await travel({ a: `${a}; INSERT INTO c VALUES (7, 'y')`, b }, makeSqliteDatabase)).toMatchObject({
    reason: expect.stringContaining('1 row of "c" points at no row of "p"'),
  })
})
