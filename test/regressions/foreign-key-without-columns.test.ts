import { expect, test } from 'vitest'
import { makeSqliteDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('a foreign key that leaves the referenced columns out goes on doing so', async () => {
  const a = 'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (a REFERENCES p, b INT)'
  const b = `${a.slice(0, -1)} NOT NULL DEFAULT 0 REFERENCES p); CREATE TABLE d (a REFERENCES p, FOREIGN KEY (a) REFERENCES d)`
  expect(await travel({ a, b, rowsIn: [null] }, makeSqliteDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
