import { expect, test } from 'vitest'
import { makePostgresDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('rules and views follow a table that gets a keyword for a name, and back', async () => {
  const schema = (table: string) => `CREATE TABLE ${table} (id integer, label text);
    CREATE RULE r AS ON INSERT TO ${table} DO ALSO NOTIFY heard; CREATE VIEW v AS SELECT id FROM ${table};`
  for (const [from, to] of [
    ['select', 'renamed'],
    ['transaction', 'group'],
  ] as const) {
    const renames = [{ kind: 'table', namespace: null, owner: null, from, to } as const]
    const way = { a: schema(`"${from}"`), b: schema(`"${to}"`), renames, rowsIn: [null] }
    expect(await travel(way, makePostgresDatabase)).toEqual({ outcome: 'passed', reason: '' })
  }
})
