import { describe, expect, test } from 'vitest'
import { caught } from '../../../test/support/caught.ts'
import { type TestDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { eachTestHas } from '../../../test/support/each-test.ts'
import type { ScratchProject } from '../../../test/support/scratch-project.ts'
import { addEmail, createUsers } from '../../../test/support/users-history.ts'
import type { LimbeckEvent } from '../../runtime/index.ts'
import { openProject } from '../open-project.ts'
import type { OpenOptions } from '../project.ts'

describe.each(databaseKinds)('on $kind', { timeout: 60_000 }, ({ create }) => {
  let project: ScratchProject
  let database: TestDatabase

  eachTestHas(create, (own) => ({ project, database } = own))

  const open = (options: OpenOptions = {}) => openProject({ cwd: project.folder, url: database.url, ...options })
  const versions = async () =>
    (await database.query('SELECT version_num FROM limbeck_version ORDER BY 1')).map((row) => row['version_num'])
  const journal = (columns: string) => database.query(`SELECT ${columns} FROM limbeck_journal ORDER BY id`)

  test('upgrade runs what is pending, in order, and remembers it; again there is nothing to do', async () => {
    project.revision('aaaa1', null, createUsers)
    project.revision('bbbb2', 'aaaa1', addEmail)
    const events: LimbeckEvent[] = []
    const opened = await open({ onEvent: (event) => events.push(event) })
    const result = await opened.upgrade('head')
    expect(result).toEqual({
      steps: [
        { direction: 'upgrade', revision: 'aaaa1', message: 'Revision aaaa1' },
        { direction: 'upgrade', revision: 'bbbb2', message: 'Revision bbbb2' },
      ],
      headsBefore: [],
      headsAfter: ['bbbb2'],
    })
    expect(await versions()).toEqual(['bbbb2'])
    expect(await database.query('SELECT id, name, email FROM users')).toEqual([])
    expect(await journal('revision, direction, status, statement, statements')).toMatchObject([
      { revision: 'aaaa1', direction: 'upgrade', status: 'done', statement: null },
      { revision: 'bbbb2', direction: 'upgrade', status: 'done', statement: null, statements: 1 },
    ])
    const started = events.filter((event) => event.kind === 'revisionStarted')
    expect(started.map(({ revision, position, total }) => [revision, position, total])).toEqual([
      ['aaaa1', 1, 2],
      ['bbbb2', 2, 2],
    ])
    expect(events.some((event) => event.kind === 'statementFinished' && event.sql.includes('CREATE TABLE'))).toBe(true)

    expect(await opened.upgrade('head')).toEqual({ steps: [], headsBefore: ['bbbb2'], headsAfter: ['bbbb2'] })
    const current = await opened.current()
    expect(current).toMatchObject({
      atHeads: true,
      editedAfterApplied: [],
      revisions: [{ id: 'bbbb2', isHead: true, isCurrent: true, isApplied: true }],
    })
  })

  test('downgrade takes back in reverse order', async () => {
    project.revision('aaaa1', null, createUsers)
    project.revision('bbbb2', 'aaaa1', addEmail)
    const opened = await open()
    await opened.upgrade('head')
    expect((await opened.downgrade('-1')).steps).toMatchObject([{ direction: 'downgrade', revision: 'bbbb2' }])
    expect(await versions()).toEqual(['aaaa1'])
    await opened.downgrade('base')
    expect(await versions()).toEqual([])
    await expect(database.query('SELECT * FROM users')).rejects.toThrow()
    expect((await journal('direction')).map((row) => row['direction'])).toEqual([
      'upgrade',
      'upgrade',
      'downgrade',
      'downgrade',
    ])
  })

  test('branches are rows of their own, a merge makes them one', async () => {
    project.revision('aaaa1', null, createUsers)
    project.revision('bbbb2', 'aaaa1', addEmail)
    project.revision('cccc3', 'aaaa1', `export async function upgrade() {}\nexport async function downgrade() {}`)
    const opened = await open()
    const refused = await caught(opened.upgrade('head'))
    expect(refused).toMatchObject({ code: 'LB2002' })
    await opened.upgrade('heads')
    expect(await versions()).toEqual(['bbbb2', 'cccc3'])
    project.revision(
      'dddd4',
      ['bbbb2', 'cccc3'],
      `export async function upgrade() {}\nexport async function downgrade() {}`,
    )
    await opened.upgrade('head')
    expect(await versions()).toEqual(['dddd4'])
    await opened.downgrade('-1').catch(() => undefined)
    await opened.downgrade('base')
    expect(await versions()).toEqual([])
  })

  test('a failing statement rolls its revision back, keeps those before it, and names everything', async () => {
    project.revision('aaaa1', null, createUsers)
    const file = project.revision(
      'bbbb2',
      'aaaa1',
      `export async function upgrade(op: Operations) {
  await op.addColumn('users', 'email', string(100))
  await op.execute('UPDATE users SET no_such_column = 1')
}`,
    )
    const opened = await open()
    const error = await caught(opened.upgrade('head'))
    expect(error.message).toContain('no_such_column')
    expect(error.message).toContain('bbbb2 (Revision bbbb2), upgrade')
    expect(error.message).toContain(file)
    expect(error.message).toContain('UPDATE users SET no_such_column = 1')
    expect(error.details).toMatchObject({
      revision: 'bbbb2',
      file,
      direction: 'upgrade',
      statement: 'UPDATE users SET no_such_column = 1',
      operation: { position: 2, kind: 'execute' },
      applied: ['aaaa1'],
    })
    expect(error.hints.join(' ')).toContain('Nothing of revision bbbb2 was kept')
    expect(await versions()).toEqual(['aaaa1'])
    await expect(database.query('SELECT email FROM users')).rejects.toThrow()
    expect(await journal('revision, status')).toMatchObject([
      { revision: 'aaaa1', status: 'done' },
      { revision: 'bbbb2', status: 'failed' },
    ])
    project.revision('bbbb2', 'aaaa1', addEmail)
    await (await open()).upgrade('head')
    expect(await versions()).toEqual(['bbbb2'])
  })

  test('an error of the file itself is told with its file, and rolls back as well', async () => {
    const file = project.revision(
      'aaaa1',
      null,
      `export async function upgrade(op: Operations) {
  await op.execute('CREATE TABLE t (a int)')
  throw new TypeError('no such luck')
}`,
    )
    const error = await caught((await open()).upgrade('head'))
    expect(error).toMatchObject({ code: 'LB6011', details: { revision: 'aaaa1', file } })
    expect(error.message).toContain('TypeError: no such luck')
    await expect(database.query('SELECT * FROM t')).rejects.toThrow()
    expect(await versions()).toEqual([])
  })

  test('an operation that nobody awaited runs, in order, before the step ends', async () => {
    project.revision(
      'aaaa1',
      null,
      `export async function upgrade(op: Operations) {
  op.execute('CREATE TABLE t (a int)')
  op.execute('INSERT INTO t VALUES (1)')
}`,
    )
    await (await open()).upgrade('head')
    expect(await database.query('SELECT a FROM t')).toEqual([{ a: 1 }])
  })

  test('an edited applied file is reported and refused; accepted once, it is not asked about again', async () => {
    project.revision('aaaa1', null, createUsers)
    await (await open()).upgrade('head')
    project.write('migrations/aaaa1.ts', `${await readText(project.path('migrations/aaaa1.ts'))}\n// a remark\n`)
    expect((await (await open()).current()).editedAfterApplied).toEqual([])
    project.write(
      'migrations/aaaa1.ts',
      (await readText(project.path('migrations/aaaa1.ts'))).replace('string(50)', 'string(60)'),
    )
    expect((await (await open()).current()).editedAfterApplied).toEqual(['aaaa1'])
    project.revision('bbbb2', 'aaaa1', addEmail)
    const opened = await open()
    const error = await caught(opened.upgrade('head'))
    expect(error).toMatchObject({ code: 'LB6003', details: { revisions: [{ id: 'aaaa1' }] } })
    expect(await versions()).toEqual(['aaaa1'])
    await opened.upgrade('head', { allowEdited: true })
    expect(await versions()).toEqual(['bbbb2'])
    expect((await opened.current()).editedAfterApplied).toEqual([])
    expect((await opened.upgrade('head')).steps).toEqual([])
  })

  test('a dry run works out the steps and touches nothing', async () => {
    project.revision('aaaa1', null, createUsers)
    const opened = await open()
    expect((await opened.upgrade('head', { dryRun: true })).steps).toMatchObject([{ revision: 'aaaa1' }])
    await expect(database.query('SELECT * FROM limbeck_version')).rejects.toThrow()
    expect((await opened.current()).revisions).toEqual([])
    await expect(database.query('SELECT * FROM limbeck_version')).rejects.toThrow()
  })

  test('a downgrade over a file without a way back stops before the first statement', async () => {
    project.revision('aaaa1', null, createUsers.replace(/export async function downgrade[^]*/, ''))
    project.revision('bbbb2', 'aaaa1', addEmail)
    const opened = await open()
    await opened.upgrade('head')
    expect(await caught(opened.downgrade('base'))).toMatchObject({ code: 'LB2017', details: { revision: 'aaaa1' } })
    expect(await versions()).toEqual(['bbbb2'])
  })

  test('a database at a revision without a file says so', async () => {
    project.revision('aaaa1', null, createUsers)
    const opened = await open()
    await opened.upgrade('head')
    await database.query("UPDATE limbeck_version SET version_num = 'ffff9' WHERE true")
    const error = await caught(opened.upgrade('head'))
    expect(error.message).toContain("Can't locate revision identified by 'ffff9'")
    await opened.stamp(['head'], { purge: true })
    expect(await versions()).toEqual(['aaaa1'])
  })

  test('an interrupted run rolls its revision back and keeps those before it', async () => {
    const controller = new AbortController()
    project.revision('aaaa1', null, createUsers)
    project.revision('bbbb2', 'aaaa1', addEmail)
    const opened = await open({
      signal: controller.signal,
      onEvent: (event) => {
        if (event.kind === 'statementFinished' && event.sql.includes('email')) controller.abort()
      },
    })
    expect(await caught(opened.upgrade('head'))).toMatchObject({
      code: 'LB6004',
      details: { revision: 'bbbb2', applied: ['aaaa1'] },
    })
    expect(await versions()).toEqual(['aaaa1'])
    await expect(database.query('SELECT email FROM users')).rejects.toThrow()
    await (await open()).upgrade('head')
    expect(await versions()).toEqual(['bbbb2'])
  })

  test('stamp sets the rows and runs nothing', async () => {
    project.revision('aaaa1', null, createUsers)
    project.revision('bbbb2', 'aaaa1', addEmail)
    const opened = await open()
    expect(await opened.stamp(['head'])).toEqual({ steps: [], headsBefore: [], headsAfter: ['bbbb2'] })
    expect(await versions()).toEqual(['bbbb2'])
    await expect(database.query('SELECT * FROM users')).rejects.toThrow()
    expect(await journal('revision, direction')).toEqual([{ revision: 'bbbb2', direction: 'stamp' }])
    await opened.stamp(['base'])
    expect(await versions()).toEqual([])
  })

  test('a version table of another name and its journal', async () => {
    project.write('limbeck.config.json', JSON.stringify({ versionTable: 'alembic_version' }))
    await database.query('CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY)')
    await database.query("INSERT INTO alembic_version VALUES ('aaaa1')")
    project.revision('aaaa1', null, createUsers)
    project.revision(
      'bbbb2',
      'aaaa1',
      `export async function upgrade(op: Operations) { await op.execute('CREATE TABLE t (a int)') }`,
    )
    await (await open()).upgrade('head')
    expect(await database.query('SELECT version_num FROM alembic_version')).toEqual([{ version_num: 'bbbb2' }])
    expect(await journal('version_table, revision')).toEqual([{ version_table: 'alembic_version', revision: 'bbbb2' }])
  })
})

async function readText(file: string): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  return await readFile(file, 'utf8')
}
