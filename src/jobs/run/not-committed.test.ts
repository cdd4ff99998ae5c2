import { Client } from 'pg'
import { describe, expect, test } from 'vitest'
import { caught } from '../../../test/support/caught.ts'
import { type TestDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { eachTestHas } from '../../../test/support/each-test.ts'
import type { ScratchProject } from '../../../test/support/scratch-project.ts'
import { openProject } from '../open-project.ts'

// What is found out with the last statements of a revision, at the moment of its commit.
describe.each(databaseKinds)('$kind', ({ kind, create }) => {
  let project: ScratchProject
  let database: TestDatabase
  eachTestHas(create, (own) => ({ project, database } = own))
  const upgrade = async () => (await openProject({ cwd: project.folder, url: database.url })).upgrade('head')
  const heads = async () =>
    (await database.query('SELECT version_num FROM limbeck_version')).map((row) => row['version_num'])
  const tables = async () =>
    await database.query(
      kind === 'sqlite'
        ? "SELECT name FROM sqlite_schema WHERE name = 'b'"
        : "SELECT tablename FROM pg_tables WHERE tablename = 'b'",
    )

  test('a version row that is not where it was keeps nothing of the revision', async () => {
    project.revision('aaaa1', null, "export async function upgrade(op) { await op.execute('CREATE TABLE a (x int)') }")
    project.revision(
      'bbbb2',
      'aaaa1',
      `export async function upgrade(op) {
        await op.execute('CREATE TABLE b (x int)')
        await op.execute("UPDATE limbeck_version SET version_num = 'other'")
      }`,
    )
    expect(await caught(upgrade())).toMatchObject({
      code: 'LB6007',
      message: expect.stringContaining("when updating 'aaaa1' to 'bbbb2' in 'limbeck_version'; 0 found"),
      details: { applied: ['aaaa1'] },
    })
    expect(await heads()).toEqual(['aaaa1'])
    expect(await tables()).toEqual([])
  })

  test.runIf(kind === 'postgresql')('neither does a lock that somebody else has by then', async () => {
    project.revision('aaaa1', null, "export async function upgrade(op) { await op.execute('CREATE TABLE a (x int)') }")
    await upgrade()
    project.revision(
      'bbbb2',
      'aaaa1',
      `export async function upgrade(op) {
        await op.execute('CREATE TABLE b (x int)')
        const [held] = await op.connection().query("SELECT classid::int8 AS class, objid::int8 AS number FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        await op.execute('SELECT pg_advisory_unlock_all()')
        await globalThis.takeTheLock(held)
      }`,
    )
    const other = new Client({ connectionString: database.url })
    await other.connect()
    const takeTheLock = async (held: { readonly class: number; readonly number: number }) => {
      await other.query('SELECT pg_advisory_lock($1::int8::bit(32)::int4, $2::int8::bit(32)::int4)', [
        held.class,
        held.number,
      ])
    }
    Object.assign(globalThis, { takeTheLock })
    try {
      expect(await caught(upgrade())).toMatchObject({ code: 'LB6012', details: { applied: [] } })
    } finally {
      await other.end()
      Reflect.deleteProperty(globalThis, 'takeTheLock')
    }
    expect(await heads()).toEqual(['aaaa1'])
    expect(await tables()).toEqual([])
  })

  test.runIf(kind === 'postgresql')('nor a constraint that waits for the commit', async () => {
    project.revision(
      'aaaa1',
      null,
      `export async function upgrade(op) {
        await op.execute('CREATE TABLE b (x int PRIMARY KEY, y int REFERENCES b DEFERRABLE INITIALLY DEFERRED)')
        await op.execute('INSERT INTO b VALUES (1, 2)')
      }`,
    )
    expect(await caught(upgrade())).toMatchObject({ code: expect.stringMatching(/^LB61/), details: { applied: [] } })
    expect(await heads()).toEqual([])
    expect(await tables()).toEqual([])
  })
})
