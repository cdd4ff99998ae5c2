import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { caught } from '../../../test/support/caught.ts'
import { type TestDatabase, createPostgresDatabase, createSqliteDatabase } from '../../../test/support/databases.ts'
import { type ScratchProject, createScratchProject } from '../../../test/support/scratch-project.ts'
import { createUsers } from '../../../test/support/users-history.ts'
import type { LimbeckConfig } from '../../config/index.ts'
import type { LimbeckEvent } from '../../runtime/index.ts'
import { openProject } from '../open-project.ts'
import type { OpenOptions } from '../project.ts'

let project: ScratchProject
let database: TestDatabase

function open(config: LimbeckConfig, options: Partial<OpenOptions> = {}) {
  return openProject({ cwd: project.folder, url: database.url, config, ...options })
}
async function versions() {
  return (await database.query('SELECT version_num FROM limbeck_version')).map((row) => row['version_num'])
}

test.each(['perRevision', 'perRun'] as const)('SQLite, %s: a retry waits for another writer', async (transaction) => {
  using scratch = createScratchProject()
  project = scratch
  await using created = createSqliteDatabase()
  database = created
  project.revision('aaaa1', null, createUsers)
  let writer: DatabaseSync | null = null
  const retried: (string | null)[] = []
  const opened = await open(
    {
      transaction,
      timeouts: { lock: 10, lockRetries: 2 },
      hooks: {
        beforeRun: () => {
          writer = new DatabaseSync(database.url.replace('sqlite:///', ''))
          writer.exec('BEGIN IMMEDIATE')
        },
      },
    },
    {
      onEvent: (event) => {
        if (event.kind !== 'retrying') return
        retried.push(event.revision)
        writer?.close()
      },
    },
  )
  await opened.upgrade('head')
  expect(retried).toEqual([transaction === 'perRun' ? null : 'aaaa1'])
  expect(await versions()).toEqual(['aaaa1'])
})

describe('limits of statements', { timeout: 60_000 }, () => {
  let locker: Client

  beforeEach(async () => {
    project = createScratchProject()
    database = await createPostgresDatabase()
    await database.script('CREATE TABLE busy (id integer)')
    locker = new Client({ connectionString: database.url })
    await locker.connect()
    await locker.query('BEGIN; LOCK TABLE busy IN ACCESS EXCLUSIVE MODE')
  })
  afterEach(async () => {
    await locker.end()
    project[Symbol.dispose]()
    await database[Symbol.asyncDispose]()
  })

  const addColumn = (more = '') => `${more}
  export async function upgrade(op: Operations) {
    await op.execute('CREATE TABLE beside (id integer)')
    await op.execute('ALTER TABLE busy ADD COLUMN note text')
  }
  export async function downgrade() {}`

  test('a lock timeout ends the revision, after the retries that were asked for', async () => {
    project.revision('aaaa1', null, addColumn())
    const events: LimbeckEvent[] = []
    const opened = await open(
      { timeouts: { lock: '10ms', lockRetries: 2 } },
      { onEvent: (event) => events.push(event) },
    )
    expect(await caught(opened.upgrade('head'))).toMatchObject({ code: 'LB6110', details: { revision: 'aaaa1' } })
    const retries = events.flatMap((event) => (event.kind === 'retrying' ? [[event.retry, event.retries]] : []))
    expect(retries).toEqual([
      [1, 2],
      [2, 2],
    ])
    // What is tried again leaves one row in the journal, of the last time.
    expect(await database.query('SELECT status FROM limbeck_journal')).toEqual([{ status: 'failed' }])
    await expect(database.query('SELECT * FROM beside')).rejects.toThrow()
  })

  test.each([
    ['perRevision', 'aaaa1'],
    ['perRun', null],
  ] as const)('%s: a retry goes well when the lock is free by then', async (transaction, revision) => {
    project.revision('aaaa1', null, addColumn())
    let retried: string | null | undefined
    const opened = await open(
      { transaction, timeouts: { lock: 10, lockRetries: 3 } },
      {
        onEvent: (event) => {
          if (event.kind !== 'retrying') return
          retried = event.revision
          void locker.query('ROLLBACK')
        },
      },
    )
    await opened.upgrade('head')
    expect(retried).toBe(revision)
    expect(await versions()).toEqual(['aaaa1'])
    expect(await database.query('SELECT id, note FROM busy')).toEqual([])
    expect(await database.query('SELECT status FROM limbeck_journal')).toEqual([{ status: 'done' }])
  })

  test("a file's own limits win, and end with it", async () => {
    await locker.query('ROLLBACK')
    const show = (name: string) => `
    export async function upgrade(op: Operations) {
      const [row] = await op.connection().query("SELECT current_setting('statement_timeout') AS s, current_setting('lock_timeout') AS l")
      await op.execute('CREATE TABLE seen_${name} AS SELECT ? AS s, ? AS l', [row?.['s'], row?.['l']])
    }
    export async function downgrade() {}`
    project.revision('aaaa1', null, `export const timeouts = { statement: '7s' }${show('one')}`)
    project.revision('bbbb2', 'aaaa1', show('two'))
    for (const transaction of ['perRevision', 'perRun'] as const) {
      const opened = await open({ transaction, timeouts: { lock: '3s', statement: '1min' } })
      await opened.upgrade('head')
      expect(await database.query('SELECT s, l FROM seen_one')).toEqual([{ s: '7s', l: '3s' }])
      expect(await database.query('SELECT s, l FROM seen_two')).toEqual([{ s: '1min', l: '3s' }])
      await opened.downgrade('base')
      await database.script('DROP TABLE seen_one; DROP TABLE seen_two')
    }
  })

  test('a statement timeout is no lock timeout', async () => {
    project.revision(
      'aaaa1',
      null,
      `export async function upgrade(op: Operations) { await op.execute('SELECT pg_sleep(60)') }
      export async function downgrade() {}`,
    )
    const opened = await open({ timeouts: { statement: '20ms', lockRetries: 9 } })
    expect(await caught(opened.upgrade('head'))).toMatchObject({ code: 'LB6119' })
  })

  test('wrong limits in a file are refused by name', async () => {
    project.revision('aaaa1', null, addColumn(`export const timeouts = { lock: 'soon' }`))
    const error = await caught((await open({})).upgrade('head'))
    expect(error).toMatchObject({ code: 'LB2018' })
    expect(error.message).toContain("`timeouts.lock` must be milliseconds or a time such as '5s' or '10min'")
  })
})
