import { describe, expect, test } from 'vitest'
import { type TestDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { eachTestHas } from '../../../test/support/each-test.ts'
import type { ScratchProject } from '../../../test/support/scratch-project.ts'
import type { LimbeckEvent } from '../../runtime/index.ts'
import { openProject } from '../open-project.ts'

const down = 'export async function downgrade() {}'
const rows = 5_003

const fill = `await op.updateInBatches('users', {
    set: { full_name: sql\`first_name || ' ' || last_name\`, "It's": "it's ? done" },
    where: sql\`full_name IS NULL\`,
  })`
const backfill = `export async function upgrade(op: Operations) {\n  ${fill}\n}\n${down}`

describe.each(databaseKinds)('batches on $kind', { timeout: 60_000 }, ({ kind, create }) => {
  let project: ScratchProject
  let database: TestDatabase
  let events: LimbeckEvent[]

  eachTestHas(create, (own) => {
    ;({ project, database } = own)
    events = []
  })

  const opened = () =>
    openProject({ cwd: project.folder, url: database.url, onEvent: (event) => void events.push(event) })
  const upgrade = async () => (await opened()).upgrade('head')
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows}) SELECT`
  const users = async (keys: string, values: string, rest = ')') => {
    await database.query(
      `CREATE TABLE users (${keys}, first_name text, last_name text, full_name text, "It's" text${rest}`,
    )
    const columns = values
      .split(',')
      .map((_, at) => `k${at}`)
      .join(', ')
    await database.query(
      `INSERT INTO users (${columns}, first_name, last_name) ${numbers} ${values}, 'Ada', CAST(i AS text) FROM n`,
    )
  }
  const count = async (where: string) =>
    Number((await database.query(`SELECT count(*) AS n FROM users WHERE ${where}`))[0]?.['n'])
  const filled = `full_name = 'Ada ' || last_name AND "It's" = 'it''s ? done'`
  const batches = () =>
    events.flatMap((event) => (event.kind === 'batchFinished' ? [[event.rows, event.totalRows, event.committed]] : []))

  test.each([
    ['an integer', 'k0 integer PRIMARY KEY', 'i * 7'],
    ['a text with odd values', 'k0 text PRIMARY KEY', `'it''s ' || (${rows} - i)`],
    ['several columns', 'k0 text, k1 integer', 'CAST(i AS text), i % 3', ', PRIMARY KEY (k1, k0))'],
    ['a big integer', 'k0 bigint PRIMARY KEY', '9007199254740993 + i'],
    ...(kind === 'sqlite'
      ? [
          ['no key', 'k0 integer', 'i % 2'],
          ['a column called rowid', 'k0 integer, rowid text', 'i'],
          ['a key without rowid', 'k0 text, k1 real', "'a' || i % 5, i / 3.0", ', PRIMARY KEY (k0, k1)) WITHOUT ROWID'],
        ]
      : [
          ['a uuid', 'k0 uuid PRIMARY KEY', `CAST(md5(CAST(i AS text)) AS uuid)`],
          ['a time', 'k0 timestamptz PRIMARY KEY', `timestamptz '2026-01-01' + i * interval '1.000001 seconds'`],
          ['numbers', 'k0 numeric(30, 10), k1 float8', 'i / 3.0, i / 7.0', ', PRIMARY KEY (k0, k1))'],
          ['a unique constraint', 'k0 integer NOT NULL UNIQUE', 'i'],
        ]),
  ])('along %s: all rows once, in the transaction', async (_name, keys, values, rest?: string) => {
    await users(keys, values, rest)
    await database.query("UPDATE users SET full_name = 'kept' WHERE last_name = '17'")
    project.revision('aaaa1', null, backfill)
    await upgrade()
    expect(await count(filled)).toBe(rows - 1)
    expect(await count("full_name = 'kept' AND \"It's\" IS NULL")).toBe(1)
    expect(batches()).toEqual([
      [1000, 1000, false],
      [1000, 2000, false],
      [1000, 3000, false],
      [1000, 4000, false],
      [1000, 5000, false],
      [2, 5002, false],
    ])
  })

  const alone = `export const transaction = 'none'\n${backfill}`

  test('without a transaction each batch stays, and a broken-off run goes on with the rest', async () => {
    await users('k0 integer PRIMARY KEY', 'i')
    // The row makes its batch fail, as a kill in the middle would.
    await database.query(
      kind === 'sqlite'
        ? "CREATE TRIGGER broken BEFORE UPDATE ON users WHEN new.k0 = 2500 BEGIN SELECT RAISE(ABORT, 'no'); END"
        : 'ALTER TABLE users ADD CONSTRAINT broken CHECK (k0 <> 2500 OR full_name IS NULL)',
    )
    project.revision('aaaa1', null, alone)
    await expect(upgrade()).rejects.toMatchObject({ details: { revision: 'aaaa1', operation: { position: 1 } } })
    expect(await count(filled)).toBe(2000)
    expect(batches()).toEqual([
      [1000, 1000, true],
      [1000, 2000, true],
    ])
    await database.query(kind === 'sqlite' ? 'DROP TRIGGER broken' : 'ALTER TABLE users DROP CONSTRAINT broken')
    // As a process that was killed leaves it: nobody wrote how it ended.
    await database.query("UPDATE limbeck_journal SET status = 'running'")
    await upgrade()
    expect(await count(filled)).toBe(rows)
    expect(
      batches()
        .slice(2)
        .map(([changed]) => changed),
    ).toEqual([1000, 1000, 1000, 3])
  })

  test('a condition that changed rows still meet is refused where batches are committed', async () => {
    await users('k0 integer PRIMARY KEY', 'i')
    const body = (head: string) =>
      `${head}export async function upgrade(op: Operations) {\n  await op.updateInBatches('users', { set: { last_name: sql\`last_name || '!'\` }, where: sql\`k0 > 0\` })\n}\n${down}`
    project.revision('aaaa1', null, body("export const transaction = 'none'\n"))
    await expect(upgrade()).rejects.toThrow(/rows that were changed still match `k0 > 0`/)
    expect(await count("last_name LIKE '%!'")).toBe(0)
    await database.query('DELETE FROM limbeck_journal')
    project.revision('aaaa1', null, body(''))
    await upgrade()
    expect(await count("last_name LIKE '%!' AND last_name NOT LIKE '%!!'")).toBe(rows)
  })

  test('a script has one statement', async () => {
    project.revision('aaaa1', null, alone)
    let script = ''
    await (await opened()).upgrade('head', { onSql: (text) => void (script += text) })
    expect(script).toContain(
      `UPDATE "users" SET "full_name" = first_name || ' ' || last_name, "It's" = 'it''s ? done' WHERE (full_name IS NULL);`,
    )
  })

  if (kind !== 'sqlite')
    test('a table without a key is refused with advice', async () => {
      await users('k0 integer', 'i')
      project.revision('aaaa1', null, backfill)
      await expect(upgrade()).rejects.toThrow(/no key by which its rows can be told apart/)
    })

  test('is data to the review', async () => {
    project.revision(
      'aaaa1',
      null,
      `export async function upgrade(op: Operations) {\n  await op.addColumn('users', 'a', text())\n  ${fill}\n  await op.dropColumn('users', 'b')\n}\nexport async function downgrade(op: Operations) {\n  await op.addColumn('users', 'b', text())\n  await op.dropColumn('users', 'a')\n}`,
    )
    const { findings } = await (await opened()).review()
    expect(findings.map(({ rule }) => rule)).toContain('schema-and-data-mixed')
  })
})
