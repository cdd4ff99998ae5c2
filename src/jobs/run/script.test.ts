import { execFileSync, spawnSync } from 'node:child_process'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, createPostgresDatabase, createSqliteDatabase } from '../../../test/support/databases.ts'
import { type ScratchProject, createScratchProject } from '../../../test/support/scratch-project.ts'
import { setXArguments } from '../../config/index.ts'
import { openProject } from '../open-project.ts'

const has = (program: string) => spawnSync(program, ['--version']).status === 0

const kinds = [
  {
    kind: 'sqlite3',
    create: () => Promise.resolve(createSqliteDatabase()),
    run: (url: string, script: string) =>
      execFileSync('sqlite3', ['-bail', url.replace('sqlite:///', '')], {
        input: script,
        encoding: 'utf8',
        stdio: 'pipe',
      }),
  },
  {
    kind: 'psql',
    create: createPostgresDatabase,
    run: (url: string, script: string) =>
      execFileSync('psql', ['-v', 'ON_ERROR_STOP=1', '-q', url], { input: script, encoding: 'utf8', stdio: 'pipe' }),
  },
].filter(({ kind }) => has(kind))

/** What a database holds, without times and names of processes. */
async function contents(database: TestDatabase, kind: string): Promise<unknown> {
  const schema =
    kind === 'sqlite3'
      ? new DatabaseSync(database.url.replace('sqlite:///', ''))
          .prepare(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
          )
          .all()
          .map((row) => ({ ...row }))
      : [
          ...(await database.query(
            `SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, ordinal_position`,
          )),
          ...(await database.query(
            `SELECT conrelid::regclass::text AS t, conname, pg_get_constraintdef(oid) AS def FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`,
          )),
          ...(await database.query(
            `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
          )),
        ]
  return {
    schema,
    users: await database.query('SELECT * FROM users ORDER BY id').catch(() => 'none'),
    versions: await database.query('SELECT * FROM limbeck_version'),
    journal: await database.query(
      'SELECT revision, direction, status, checksum FROM limbeck_journal WHERE statement IS NULL ORDER BY id',
    ),
  }
}

describe.each(kinds)('scripts through $kind', { timeout: 60_000 }, ({ kind, create, run }) => {
  let project: ScratchProject
  let online: TestDatabase
  let offline: TestDatabase

  beforeEach(async () => {
    project = createScratchProject()
    online = await create()
    offline = await create()
    project.revision(
      'aaaa1',
      null,
      `export async function upgrade(op: Operations) {
  await op.createTable('users', (t) => {
    t.column('id', integer().notNull())
    t.column('name', string(50).notNull())
    t.column('note', text())
    t.primaryKey('pk_users', ['id'])
  })
  await op.createIndex('ix_users_name', 'users', ['name'])
  await op.bulkInsert('users', [{ id: 1, name: "O'Hara; -- not a comment", note: null }, { id: 2, name: 'two', note: '?' }])
}
export async function downgrade(op: Operations) {
  await op.dropTable('users')
}`,
    )
    project.revision(
      'bbbb2',
      'aaaa1',
      `export async function upgrade(op: Operations) {
  await op.execute('UPDATE users SET note = ? WHERE id = ? -- a comment at the end', ['a\\nb', 1])
  await op.alterTable('users', (t) => {
    t.addColumn('age', integer())
    t.alterColumn('name', { type: string(80) })
    t.createCheckConstraint('ck_users_age', 'age > 0')
  })
}
export async function downgrade(op: Operations) {
  await op.alterTable('users', (t) => {
    t.dropConstraint('ck_users_age', { type: 'check' })
    t.dropColumn('age')
    t.alterColumn('name', { type: string(50) })
  })
}`,
      'Add age',
    )
    project.revision(
      'cccc3',
      'bbbb2',
      `export const transaction = 'none'
export async function upgrade(op: Operations) {
  await op.createIndex('ix_users_age', 'users', ['age'])
}
export async function downgrade(op: Operations) {
  await op.dropIndex('ix_users_age', 'users')
}`,
    )
  })
  afterEach(async () => {
    project[Symbol.dispose]()
    await online[Symbol.asyncDispose]()
    await offline[Symbol.asyncDispose]()
  })

  const open = (database: TestDatabase) => openProject({ cwd: project.folder, url: database.url })
  const script = async (direction: 'upgrade' | 'downgrade', range: string) => {
    const parts: string[] = []
    await (await open(offline))[direction](range, { onSql: (text) => parts.push(text) })
    return parts.join('')
  }

  test('the script makes the database that the run makes, up, down and up again', async () => {
    await (await open(online)).upgrade('head')
    const whole = await script('upgrade', 'head')
    expect(whole).toContain('-- Running upgrade  -> aaaa1')
    expect(whole).toContain('-- Running upgrade aaaa1 -> bbbb2')
    run(offline.url, whole)
    expect(await contents(offline, kind)).toEqual(await contents(online, kind))
    expect((await (await open(offline)).current()).editedAfterApplied).toEqual([])

    await (await open(online)).downgrade('aaaa1')
    run(offline.url, await script('downgrade', 'cccc3:aaaa1'))
    expect(await contents(offline, kind)).toEqual(await contents(online, kind))

    await (await open(online)).upgrade('head')
    run(offline.url, await script('upgrade', 'aaaa1:head'))
    expect(await contents(offline, kind)).toEqual(await contents(online, kind))
  })

  test('rows have the values in a script that they have in a run', async () => {
    project.revision(
      'aaac3',
      'aaaa1',
      `import { array } from 'limbeck'
export async function upgrade(op: Operations) {
  await op.createTable('odd', (t) => {
    t.column('id', integer().primaryKey())
    t.column('words', text().default('as it is'))
    t.column('data', json())
    ${kind === 'psql' ? "t.column('tags', array(text()))" : ''}
  })
  await op.bulkInsert('odd', [
    { id: 1, words: 'one\\r\\ntwo\\r\\n\\\\q .quit', data: 'not an object' },
    { id: 2, words: undefined, data: ['\\r\\n', "it's"] },
    { id: 3, words: null, data: null },
    ${kind === 'psql' ? `{ id: 5, tags: ['a"b', "c's"] },` : ''}
  ])
  await op.execute('INSERT INTO odd (id, words) VALUES (?, ?)', [4, '\\r\\n'])
}`,
    )
    run(offline.url, await script('upgrade', 'aaac3'))
    await (await open(online)).upgrade('aaac3')
    const rows = (database: TestDatabase) => database.query('SELECT * FROM odd ORDER BY id')
    expect(await rows(offline)).toEqual(await rows(online))
    const words = (await rows(online)).map((row) => row['words'])
    expect(words.slice(0, 4)).toEqual(['one\r\ntwo\r\n\\q .quit', 'as it is', null, '\r\n'])
  })

  test('a script refuses a database that is somewhere else, and changes nothing there', async () => {
    run(offline.url, await script('upgrade', 'aaaa1'))
    const second = await script('upgrade', 'bbbb2:cccc3')
    expect(() => run(offline.url, second)).toThrow()
    const again = await script('upgrade', 'aaaa1:bbbb2')
    run(offline.url, again)
    expect(() => run(offline.url, again)).toThrow()
    expect(await offline.query('SELECT version_num FROM limbeck_version')).toEqual([{ version_num: 'bbbb2' }])
  })

  test('a stamp as a script', async () => {
    const parts: string[] = []
    await (await open(offline)).stamp(['bbbb2'], { onSql: (text) => parts.push(text) })
    run(offline.url, parts.join(''))
    expect(await offline.query('SELECT version_num FROM limbeck_version')).toEqual([{ version_num: 'bbbb2' }])
  })

  test('a revision that asks for rows cannot be a script', async () => {
    project.revision(
      'dddd4',
      'cccc3',
      `export async function upgrade(op: Operations) { await op.connection().query('SELECT * FROM users') }`,
    )
    await expect(script('upgrade', 'cccc3:dddd4')).rejects.toMatchObject({
      code: 'LB6005',
      message: expect.stringMatching(/dddd4\.ts:\d+:\d+/),
      hints: [expect.stringContaining('op.isOffline'), expect.any(String)],
      details: { revision: 'dddd4', line: expect.any(Number) },
    })
  })

  test('the row of the journal says how many statements there were, and when', async () => {
    run(offline.url, await script('upgrade', 'aaaa1'))
    const rows = await offline.query('SELECT * FROM limbeck_journal')
    expect(rows).toMatchObject([
      { revision: 'aaaa1', status: 'done', statements: 3, process: expect.stringMatching(/^script/) },
    ])
    for (const column of ['started_at', 'finished_at']) {
      expect(rows[0]?.[column]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    }
    const log = await (await open(offline)).log()
    expect(log.runs).toMatchObject([{ revision: 'aaaa1', durationMs: expect.any(Number) }])
  })

  test('a script from base stops on a database that is further, and says where it should be', async () => {
    const whole = await script('upgrade', 'head')
    run(offline.url, whole)
    expect(() => run(offline.url, whole)).toThrow('Target database is not at base')
    const next = await script('upgrade', 'aaaa1:bbbb2')
    expect(() => run(offline.url, next)).toThrow('Target database is not at aaaa1')
    expect(await offline.query('SELECT version_num FROM limbeck_version')).toEqual([{ version_num: 'cccc3' }])
  })

  test('an operation that needs to know a table of hand-written SQL is named, whatever it is needed for', async () => {
    project.revision(
      'dddd4',
      'cccc3',
      `export async function upgrade(op: Operations) {
  await op.execute('CREATE TABLE raw (a int)')
  await op.alterColumn('raw', 'a', { type: text() })
}
export async function downgrade(op: Operations) {}`,
    )
    await expect(script('upgrade', 'cccc3:dddd4')).rejects.toMatchObject({
      code: 'LB6006',
      message: expect.stringMatching(
        /^Revision 'dddd4' needs to know 'raw', and the revisions alone do not tell what that table looks like\.\n {2}\S.*raw/,
      ),
    })
  })

  test('rows of other lines do not stop a script; the tag and -x arguments are there', async () => {
    project.revision(
      'xxxx1',
      null,
      `import { xArguments } from 'limbeck'
export async function upgrade(op: Operations) {
  await op.execute('CREATE TABLE tagged AS SELECT ? AS tag, ? AS tenant', [op.tag, xArguments().tenant ?? 'none'])
}`,
    )
    run(offline.url, await script('upgrade', 'aaaa1'))
    const parts: string[] = []
    const limbeck = await open(offline)
    setXArguments(['tenant=acme'])
    await limbeck.upgrade('xxxx1', { onSql: (text) => parts.push(text), tag: "it's v1" })
    run(offline.url, parts.join(''))
    expect(await offline.query('SELECT * FROM tagged')).toEqual([{ tag: "it's v1", tenant: 'acme' }])
    setXArguments([])
    run(offline.url, await script('upgrade', 'aaaa1:bbbb2'))
    const rows = await offline.query('SELECT version_num FROM limbeck_version ORDER BY 1')
    expect(rows.map((row) => row['version_num'])).toEqual(['bbbb2', 'xxxx1'])
  })
})
