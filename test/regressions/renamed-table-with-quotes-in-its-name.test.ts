import { expect, test } from 'vitest'
import { makeSqliteDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('a view follows a table to a name with quotes in it, and back', async () => {
  const schema = (table: string) =>
    `CREATE TABLE ${table} (id INTEGER PRIMARY KEY); CREATE VIEW v AS SELECT id FROM ${table}`
  const way = {
    a: schema('plain'),
    b: schema('"say ""hi"""'),
    renames: [{ kind: 'table', namespace: null, owner: null, from: 'plain', to: 'say "hi"' }],
    rowsIn: [null],
  } as const
  expect(await travel(way, makeSqliteDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
