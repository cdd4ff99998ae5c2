import { describe, expect, test } from 'vitest'
import { type TestDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { eachTestHas } from '../../../test/support/each-test.ts'
import { createGate, startProject } from '../../../test/support/project-process.ts'
import type { ScratchProject } from '../../../test/support/scratch-project.ts'
import { openProject } from '../open-project.ts'

const down = 'export async function downgrade() {}'

describe.each(databaseKinds)('processes on $kind', { timeout: 120_000 }, ({ kind, create }) => {
  let project: ScratchProject
  let database: TestDatabase

  eachTestHas(create, (own) => ({ project, database } = own))

  const open = () => openProject({ cwd: project.folder, url: database.url })
  const versions = async () =>
    (await database.query('SELECT version_num FROM limbeck_version')).map((row) => row['version_num'])
  const values = async () => (await database.query('SELECT a FROM t ORDER BY a')).map((row) => row['a'])
  const upgrade = (...options: unknown[]) => startProject(project, database.url, 'upgrade', 'head', ...options)

  test('ten processes that start together: one migrates, the others wait and go on', async () => {
    project.revision(
      'aaaa1',
      null,
      `export async function upgrade(op: Operations) { await op.execute('CREATE TABLE t (a int)') }\n${down}`,
    )
    project.revision(
      'bbbb2',
      'aaaa1',
      `export async function upgrade(op: Operations) { await op.execute('INSERT INTO t VALUES (1)') }\n${down}`,
    )
    const results = await Promise.all(Array.from({ length: 10 }, () => upgrade().message('result')))
    const steps = results.map((result) => (Array.isArray(result['steps']) ? result['steps'].length : -1))
    expect(steps.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 2])
    expect(await values()).toEqual([1])
    expect(await versions()).toEqual(['bbbb2'])
  })

  test('a second process says for whom it waits, and reads again where the database is', async () => {
    const gate = createGate(project)
    project.revision(
      'aaaa1',
      null,
      `export async function upgrade(op: Operations) {\n  await op.execute('CREATE TABLE t (a int)')\n  ${gate.code}\n}\n${down}`,
    )
    const first = upgrade()
    await first.message('reached')
    const second = upgrade()
    await second.message('lockWaiting')
    await gate.open()
    expect(await first.message('result')).toMatchObject({ steps: [{ revision: 'aaaa1' }] })
    await second.message('lockAcquired')
    expect(await second.message('result')).toMatchObject({ steps: [], headsAfter: ['aaaa1'] })
  })

  test('a process that waits too long gives up and says who holds the lock', async () => {
    const gate = createGate(project)
    project.write('limbeck.config.json', JSON.stringify({ lockTimeoutMs: 100 }))
    project.revision('aaaa1', null, `export async function upgrade() {\n  ${gate.code}\n}\n${down}`)
    const first = upgrade()
    await first.message('reached')
    const error = await upgrade().message('error')
    expect(error).toMatchObject({ code: 'LB6002' })
    await gate.open()
    await first.message('result')
  })

  test('kill -9 inside a transaction leaves nothing; the next run starts over', async () => {
    const gate = createGate(project)
    project.revision(
      'aaaa1',
      null,
      `export async function upgrade(op: Operations) { await op.execute('CREATE TABLE t (a int)') }\n${down}`,
    )
    const body = (wait: string) => `export async function upgrade(op: Operations) {
  await op.execute('INSERT INTO t VALUES (1)')
  ${wait}
  await op.execute('INSERT INTO t VALUES (2)')
}\n${down}`
    project.revision('bbbb2', 'aaaa1', body(gate.code))
    const first = upgrade()
    await first.message('reached')
    await first.kill()
    expect(await versions()).toEqual(['aaaa1'])
    expect(await values()).toEqual([])
    project.revision('bbbb2', 'aaaa1', body(''))
    expect((await (await open()).upgrade('head')).steps).toMatchObject([{ revision: 'bbbb2' }])
    expect(await values()).toEqual([1, 2])
  })

  test('Ctrl-C rolls the running revision back', async () => {
    const gate = createGate(project)
    project.revision(
      'aaaa1',
      null,
      `export async function upgrade(op: Operations) {
  await op.execute('CREATE TABLE t (a int)')
  ${gate.code}
  await op.execute('INSERT INTO t VALUES (1)')
}\n${down}`,
    )
    const first = upgrade()
    await first.message('reached')
    first.signal('SIGINT')
    await gate.open()
    expect(await first.message('error')).toMatchObject({ code: 'LB6004' })
    await expect(values()).rejects.toThrow()
    expect(await versions()).toEqual([])
  })

  test.runIf(kind === 'postgresql')('Ctrl-C ends a statement that would take long', async () => {
    project.revision(
      'aaaa1',
      null,
      `export async function upgrade(op: Operations) {
  await op.execute('CREATE TABLE t (a int)')
  console.log(JSON.stringify({ kind: 'reached' }))
  await op.execute('SELECT pg_sleep(600)')
}\n${down}`,
    )
    const first = upgrade()
    await first.message('reached')
    // The statement has reached the server when another session sees it.
    while ((await database.query("SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'")).length === 0);
    first.signal('SIGINT')
    expect(await first.message('error')).toMatchObject({ code: 'LB6004', details: { revision: 'aaaa1' } })
    await expect(values()).rejects.toThrow()
  })

  test("kill -9 in a revision with transaction = 'none': the next run goes on behind what is done", async () => {
    const gate = createGate(project)
    const body = (wait: string) => `export const transaction = 'none'
export async function upgrade(op: Operations) {
  await op.execute('CREATE TABLE t (a int)')
  await op.execute('INSERT INTO t VALUES (1)')
  let changed = 0
  do {
    changed = await op.connection().execute('UPDATE t SET a = a + 1 WHERE a < 3')
  } while (changed > 0)
  ${wait}
  await op.execute('INSERT INTO t VALUES (100)')
}\n${down}`
    project.revision('aaaa1', null, body(gate.code))
    const first = upgrade()
    await first.message('reached')
    await first.kill()
    expect(await values()).toEqual([3])
    expect(await versions()).toEqual([])
    const doctor = await (await open()).doctor()
    expect(doctor.checks.find(({ name }) => name === 'broken-off runs')).toMatchObject({ status: 'warning' })
    project.revision('aaaa1', null, body(''))
    await (await open()).upgrade('head')
    expect(await values()).toEqual([3, 100])
    expect(await versions()).toEqual(['aaaa1'])
    const rows = await database.query(
      'SELECT statement, status FROM limbeck_journal WHERE statement IS NULL ORDER BY id',
    )
    expect(rows.map((row) => row['status'])).toEqual(['interrupted', 'done'])
  })
})
