import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, createPostgresDatabase } from '../../../test/support/databases.ts'
import { type ProjectProcess, startProject } from '../../../test/support/project-process.ts'
import { type ScratchProject, createScratchProject } from '../../../test/support/scratch-project.ts'
import { openProject } from '../open-project.ts'

const timeout = 120_000

let project: ScratchProject
let database: TestDatabase
/** Holds a row of the table in an open transaction, so that a concurrent index build has to wait. */
let blocker: Client

beforeEach(async () => {
  project = createScratchProject()
  database = await createPostgresDatabase()
  project.revision(
    'aaaa1',
    null,
    `export async function upgrade(op: Operations) { await op.execute('CREATE TABLE t (a int)') }`,
  )
  await (await openProject({ cwd: project.folder, url: database.url })).upgrade('head')
  project.revision(
    'bbbb2',
    'aaaa1',
    `export async function upgrade(op: Operations) {
  await op.execute('INSERT INTO t VALUES (1)')
  await op.createIndex('ix_t_a', 't', ['a'], { concurrently: true })
  await op.execute('INSERT INTO t VALUES (2)')
}`,
  )
  blocker = new Client({ connectionString: database.url })
  await blocker.connect()
}, timeout)

afterEach(async () => {
  await blocker.end()
  project[Symbol.dispose]()
  await database[Symbol.asyncDispose]()
})

const valid = async () =>
  (await database.query("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('ix_t_a')")).map(
    (row) => row['indisvalid'],
  )
const values = async () => (await database.query('SELECT a FROM t ORDER BY a')).map((row) => row['a'])

/** Starts the upgrade and kills its process while the server builds the index; the server's process id. */
async function killDuringBuild(): Promise<number> {
  await blocker.query('BEGIN')
  await blocker.query('INSERT INTO t VALUES (0)')
  const run: ProjectProcess = startProject(project, database.url, 'upgrade', 'head')
  for (;;) {
    const rows = await database.query(
      `SELECT pid FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%' AND wait_event_type = 'Lock' AND datname = current_database()`,
    )
    const [row] = rows
    if (row === undefined) continue
    await run.kill()
    return Number(row['pid'])
  }
}

test(
  'a build that was broken off leaves an invalid index; the next run drops it and builds it',
  { timeout },
  async () => {
    const pid = await killDuringBuild()
    await database.query(`SELECT pg_terminate_backend(${pid})`)
    while ((await database.query(`SELECT 1 FROM pg_stat_activity WHERE pid = ${pid}`)).length > 0);
    await blocker.query('ROLLBACK')
    expect(await valid()).toEqual([false])
    expect(await values()).toEqual([1])
    const { steps } = await (await openProject({ cwd: project.folder, url: database.url })).upgrade('head')
    expect(steps).toMatchObject([{ revision: 'bbbb2' }])
    expect(await valid()).toEqual([true])
    expect(await values()).toEqual([1, 2])
  },
)

test('a build that the server finished after the kill is found done', { timeout }, async () => {
  await killDuringBuild()
  await blocker.query('ROLLBACK')
  const notices: string[] = []
  const opened = await openProject({
    cwd: project.folder,
    url: database.url,
    onEvent: (event) => {
      if (event.kind === 'notice') notices.push(event.message)
    },
  })
  await opened.upgrade('head')
  expect(notices.some((notice) => notice.includes('it had taken effect'))).toBe(true)
  expect(await valid()).toEqual([true])
  expect(await values()).toEqual([1, 2])
})

test('without a kill the parts around the build are committed in order', { timeout }, async () => {
  await (await openProject({ cwd: project.folder, url: database.url })).upgrade('head')
  expect(await valid()).toEqual([true])
  expect(await values()).toEqual([1, 2])
  expect(
    await database.query(`SELECT statement, status FROM limbeck_journal WHERE revision = 'bbbb2' ORDER BY id`),
  ).toEqual([
    { statement: null, status: 'done' },
    { statement: 1, status: 'done' },
    { statement: 2, status: 'done' },
  ])
})
