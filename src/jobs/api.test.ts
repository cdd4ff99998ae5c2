import { DatabaseSync } from 'node:sqlite'
import { Client, Pool } from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { type TestDatabase, databaseKinds } from '../../test/support/databases.ts'
import { type ScratchProject, createScratchProject } from '../../test/support/scratch-project.ts'
import { type LimbeckEvent, check, current, downgrade, openProject, upgrade } from '../public/index.ts'

vi.setConfig({ testTimeout: 60_000 })

const model = `import { integer, string, table } from 'limbeck/model'
export const crews = table('crews', { id: integer().primaryKey(), name: string(50).notNull() })
export const agents = table('agents', { id: integer().primaryKey(), crew_id: integer().references(() => crews.id) })
`

function createProject(): ScratchProject {
  const project = createScratchProject({ 'models/crew.ts': model })
  project.revision(
    'aaaa11111111',
    null,
    `export async function upgrade(op: Operations) {
      await op.createTable('crews', (t) => { t.column('id', integer().primaryKey()); t.column('name', string(50).notNull()) })
    }
    export async function downgrade(op: Operations) { await op.dropTable('crews') }`,
  )
  project.revision(
    'bbbb22222222',
    'aaaa11111111',
    `export async function upgrade(op: Operations) {
      await op.createTable('agents', (t) => {
        t.column('id', integer().primaryKey())
        t.column('crew_id', integer())
        t.foreignKey('fk_agents_crew_id_crews', ['crew_id'], 'crews', ['id'])
      })
    }
    export async function downgrade(op: Operations) { await op.dropTable('agents') }`,
  )
  return project
}

/** A client of this database that the caller has open, and what `connection` gets of it. */
interface OpenClient extends AsyncDisposable {
  readonly connection: DatabaseSync | Client
  sql(text: string): Promise<readonly { readonly [column: string]: unknown }[]>
}

async function openClient(database: TestDatabase): Promise<OpenClient> {
  if (database.url.startsWith('sqlite')) {
    const connection = new DatabaseSync(database.url.slice('sqlite:///'.length))
    return {
      connection,
      // oxlint-disable-next-line require-await -- an error is a rejection, as it is on a server
      sql: async (text) => connection.prepare(text).all(),
      [Symbol.asyncDispose]: () => {
        connection.close()
        return Promise.resolve()
      },
    }
  }
  const connection = new Client({ connectionString: database.url })
  await connection.connect()
  return {
    connection,
    sql: async (text) => (await connection.query<{ [column: string]: unknown }>(text)).rows,
    [Symbol.asyncDispose]: () => connection.end(),
  }
}

describe.each(databaseKinds)('on $kind', ({ kind, create }) => {
  test('short forms: upgrade, current, check, downgrade', async () => {
    using scratch = createProject()
    await using database = await create()
    const options = { cwd: scratch.folder, url: database.url }
    expect((await current(options)).pending.map(({ id }) => id)).toEqual(['aaaa11111111', 'bbbb22222222'])
    expect(await upgrade('head', options)).toMatchObject({ headsBefore: [], headsAfter: ['bbbb22222222'] })
    expect((await upgrade('head', options)).steps).toEqual([])
    expect(await check(options)).toMatchObject({ operations: [] })
    expect(await downgrade('-1', options)).toMatchObject({ headsAfter: ['aaaa11111111'] })
    expect(await current(options)).toMatchObject({ atHeads: false, pending: [{ id: 'bbbb22222222' }] })
  })

  test('a configuration given inline, checked as a file is', async () => {
    using scratch = createProject()
    await using database = await create()
    const config = {
      url: database.url,
      migrations: './migrations',
      models: './models/*.ts',
      versionTable: 'own_version',
    }
    const project = await openProject({ cwd: scratch.folder, config })
    await project.upgrade('head')
    expect(await project.check()).toMatchObject({ operations: [] })
    expect(await database.query('SELECT version_num FROM own_version')).toEqual([{ version_num: 'bbbb22222222' }])
    await expect(openProject({ config: { migration: 'x' } as object })).rejects.toMatchObject({
      code: 'LB1003',
      message: 'The configuration: "migration" is not a key of the configuration.',
    })
  })

  test('a given connection is used by every job, stays open, and has its settings back', async () => {
    using scratch = createProject()
    await using database = await create()
    await using client = await openClient(database)
    const settings = () =>
      client.sql(
        kind === 'sqlite'
          ? 'PRAGMA foreign_keys'
          : `SELECT current_setting('idle_in_transaction_session_timeout') AS a, current_setting('DateStyle') AS b`,
      )
    if (kind === 'postgresql')
      await client.sql(`SET idle_in_transaction_session_timeout = 5000; SET DateStyle = 'German'`)
    const before = await settings()
    const project = await openProject({ cwd: scratch.folder, connection: client.connection })
    // Several jobs at once take turns on the one line.
    const [first, second] = await Promise.all([project.upgrade('head'), project.upgrade('head')])
    expect([first, second].map((run) => run.steps.length).toSorted((a, b) => a - b)).toEqual([0, 2])
    expect(await project.check()).toMatchObject({ operations: [] })
    expect((await project.current()).databaseUrl).toMatch(
      kind === 'sqlite' ? /^sqlite:\/\/\// : /^postgresql:\/\/[^:]*@/,
    )
    await project.close()
    expect(await settings()).toEqual(before)
    expect(await client.sql('SELECT version_num FROM limbeck_version')).toEqual([{ version_num: 'bbbb22222222' }])
  })

  test('a given connection that has ended is refused', async () => {
    using scratch = createProject()
    await using database = await create()
    const client = await openClient(database)
    const project = await openProject({ cwd: scratch.folder, connection: client.connection })
    await client[Symbol.asyncDispose]()
    await expect(project.upgrade('head')).rejects.toMatchObject({ code: 'LB4004' })
  })

  test('a given connection with a transaction is refused, and the transaction goes on', async () => {
    using scratch = createProject()
    await using database = await create()
    await using client = await openClient(database)
    await client.sql('BEGIN')
    const project = await openProject({ cwd: scratch.folder, connection: client.connection })
    await expect(project.upgrade('head')).rejects.toMatchObject({
      code: 'LB4004',
      message: 'The given connection has an open transaction.',
    })
    await client.sql('CREATE TABLE mine (id INTEGER)')
    await client.sql('COMMIT')
    expect(await client.sql('SELECT * FROM mine')).toEqual([])
  })

  test('operations outside of a revision: one transaction, no row in the version table', async () => {
    using scratch = createProject()
    await using database = await create()
    const project = await openProject({ cwd: scratch.folder, url: database.url })
    await project.operations(async (op) => {
      await op.execute('CREATE TABLE notes (id INTEGER NOT NULL PRIMARY KEY, body TEXT)')
      await op.bulkInsert('notes', [{ id: 1, body: 'one' }])
      expect(await op.connection().query('SELECT body FROM notes WHERE id = ?', [1])).toEqual([{ body: 'one' }])
    })
    await expect(
      project.operations(async (op) => {
        await op.bulkInsert('notes', [{ id: 2, body: 'two' }])
        await op.execute('INSERT INTO nowhere VALUES (1)')
      }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^LB6/) as string })
    expect(await database.query('SELECT id, body FROM notes')).toEqual([{ id: 1, body: 'one' }])
    expect(await database.query('SELECT * FROM limbeck_version')).toEqual([])
  })

  test('createAll builds an empty database from the models and stamps it', async () => {
    using scratch = createProject()
    await using database = await create()
    const project = await openProject({ cwd: scratch.folder, url: database.url })
    expect(await project.createAll()).toMatchObject({ headsAfter: ['bbbb22222222'] })
    expect(await project.check()).toMatchObject({ operations: [] })
    expect(await project.current()).toMatchObject({ atHeads: true, pending: [] })
    await expect(project.createAll()).rejects.toMatchObject({
      code: 'LB6021',
      message: 'The database has 2 tables already; createAll builds an empty one.',
    })
  })

  test('several runs in one process at once: same database, and different ones', async () => {
    using scratch = createProject()
    await using one = await create()
    await using other = await create()
    const events: LimbeckEvent[] = []
    const runs = await Promise.all(
      [one, one, one, other, other].map((database) =>
        upgrade('head', { cwd: scratch.folder, url: database.url, onEvent: (event) => events.push(event) }),
      ),
    )
    expect(runs.map((run) => run.steps.length).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 2, 2])
    expect(events.filter((event) => event.kind === 'revisionFinished')).toHaveLength(4)
    for (const database of [one, other])
      expect(await database.query('SELECT version_num FROM limbeck_version')).toEqual([{ version_num: 'bbbb22222222' }])
  })

  test('an aborted signal ends a run before it begins', async () => {
    using scratch = createProject()
    await using database = await create()
    await expect(
      upgrade('head', { cwd: scratch.folder, url: database.url, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'LB6004' })
  })
})

test('a pool, a closed client and anything else are refused with what to give instead', async () => {
  using scratch = createProject()
  const pool = new Pool({ connectionString: 'postgresql://nobody@127.0.0.1:1/nothing' })
  await expect(openProject({ cwd: scratch.folder, connection: pool as unknown as Client })).rejects.toMatchObject({
    code: 'LB4004',
    hints: [expect.stringContaining('pool.connect()')],
  })
  await pool.end()
  await expect(openProject({ cwd: scratch.folder, connection: {} as Client })).rejects.toMatchObject({ code: 'LB4004' })
  const unconnected = new Client({ connectionString: 'postgresql://nobody@127.0.0.1:1/nothing' })
  const project = await openProject({ cwd: scratch.folder, connection: unconnected })
  await expect(project.current()).rejects.toMatchObject({ code: 'LB4004' })
})

test('a database in memory works over a given connection', async () => {
  using scratch = createProject()
  const connection = new DatabaseSync(':memory:')
  await upgrade('head', { cwd: scratch.folder, connection })
  expect(connection.prepare('SELECT count(*) AS n FROM crews').get()).toEqual({ n: 0 })
  connection.close()
})
