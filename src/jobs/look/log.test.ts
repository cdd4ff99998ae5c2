import { hostname, userInfo } from 'node:os'
import { describe, expect, test, vi } from 'vitest'
import { CliProject } from '../../../test/support/cli-project.ts'
import { databaseKinds } from '../../../test/support/databases.ts'
import { createScratchProject } from '../../../test/support/scratch-project.ts'
import { openProject } from '../open-project.ts'

vi.setConfig({ testTimeout: 60_000 })

const files = (project: { revision(id: string, down: string | null, body: string): string }) => {
  project.revision(
    'aaaa1',
    null,
    `export async function upgrade(op: Operations) { await op.createTable('users', (t) => { t.column('id', integer().primaryKey()) }) }
export async function downgrade(op: Operations) { await op.dropTable('users') }`,
  )
  project.revision(
    'aaab2',
    'aaaa1',
    `export async function upgrade(op: Operations) { await op.execute('SELECT nothing_of_this_name') }`,
  )
}

describe.each(databaseKinds)('the log on $kind', ({ kind, create }) => {
  test('says what ran, when, by whom, how long and how it ended, newest first', async () => {
    using project = createScratchProject()
    await using database = await create()
    files(project)
    const limbeck = await openProject({ cwd: project.folder, url: database.url })
    expect(await limbeck.log()).toEqual({ runs: [] })
    await limbeck.upgrade('aaaa1')
    await limbeck.upgrade('head').catch(() => undefined)
    await limbeck.stamp(['head'])
    await limbeck.downgrade('aaaa1').catch(() => undefined)
    await limbeck.stamp(['aaaa1'])
    await limbeck.downgrade('base')

    const { runs } = await limbeck.log()
    expect(runs.map(({ direction, revision, status }) => `${direction} ${revision} ${status}`)).toEqual([
      'downgrade aaaa1 done',
      'stamp aaaa1 done',
      'stamp aaab2 done',
      'upgrade aaab2 failed',
      'upgrade aaaa1 done',
    ])
    const first = runs.at(-1)
    await limbeck.upgrade('aaaa1')
    const { revisions } = await limbeck.history({ indicateCurrent: true, runs: true })
    expect(revisions.map(({ id, appliedBy }) => [id, appliedBy?.direction, appliedBy?.id])).toEqual([
      ['aaab2', undefined, undefined],
      ['aaaa1', 'upgrade', 6],
    ])
    await limbeck.downgrade('base')
    expect(first).toMatchObject({
      message: 'Revision aaaa1',
      statements: 1,
      osUser: `${userInfo().username}@${hostname()}`,
      durationMs: expect.any(Number),
      error: null,
    })
    if (kind === 'postgresql') expect(first?.databaseUser).toBeTruthy()
    else expect(first?.databaseUser).toBeNull()
    expect(Date.parse(first?.startedAt ?? '')).not.toBeNaN()

    const failed = await limbeck.log({ failed: true })
    expect(failed.runs).toMatchObject([{ revision: 'aaab2', error: expect.stringContaining('nothing_of_this_name') }])
    expect((await limbeck.log({ limit: 2 })).runs.map((run) => run.id)).toEqual([7, 6])
    expect((await limbeck.log({ revision: 'head' })).runs.map((run) => run.id)).toEqual([3, 2])
    expect((await limbeck.log({ revision: 'base' })).runs).toEqual([])
  })

  test('the time of a run is that of its file, and of one that failed', async () => {
    using project = createScratchProject()
    await using database = await create()
    const tick = 'const from = Date.now(); while (Date.now() === from);'
    project.revision('aaaa1', null, `export async function upgrade() { ${tick} }`)
    project.revision('aaab2', 'aaaa1', `export async function upgrade() { ${tick} throw new Error('no') }`)
    project.revision('aaac3', 'aaaa1', `export const transaction = 'none'\nexport async function upgrade() { ${tick} }`)
    const limbeck = await openProject({ cwd: project.folder, url: database.url })
    await limbeck.upgrade('aaac3')
    await limbeck.upgrade('aaab2').catch(() => undefined)
    const { runs } = await limbeck.log()
    expect(runs.map(({ status, durationMs }) => [status, durationMs === 0])).toEqual([
      ['failed', false],
      ['done', false],
      ['done', false],
    ])
  })

  test('a revision whose file is gone is found by its id, or the beginning of it', async () => {
    using project = createScratchProject()
    await using database = await create()
    files(project)
    const limbeck = await openProject({ cwd: project.folder, url: database.url })
    await limbeck.upgrade('aaaa1')
    await database.query("UPDATE limbeck_journal SET revision = 'gone_9'")
    expect((await limbeck.log({ revision: 'gone' })).runs).toMatchObject([{ revision: 'gone_9', message: null }])
  })

  test('the journal of an older limbeck gets its missing columns, with all its rows kept', async () => {
    using project = createScratchProject()
    await using database = await create()
    files(project)
    const limbeck = await openProject({ cwd: project.folder, url: database.url })
    await limbeck.upgrade('aaaa1')
    const older = async () => {
      await database.script('ALTER TABLE limbeck_journal DROP COLUMN os_user')
      await database.script('ALTER TABLE limbeck_journal DROP COLUMN database_user')
    }
    await older()
    expect((await limbeck.log()).runs).toMatchObject([{ revision: 'aaaa1', osUser: null, databaseUser: null }])
    await limbeck.downgrade('base')
    expect((await limbeck.log()).runs).toMatchObject([{ osUser: expect.any(String) }, { osUser: null }])

    await database.script('DELETE FROM limbeck_journal')
    await older()
    await limbeck.upgrade('aaaa1')
    expect((await limbeck.log()).runs).toMatchObject([{ osUser: expect.any(String) }])
  })
})

test('the command prints a line for each run, everything with --verbose, and one document with --json', async () => {
  using project = new CliProject()
  project.write('limbeck.config.json', JSON.stringify({ url: 'sqlite:///./dev.db' }))
  expect(await project.run(['log'])).toEqual({ status: 0, stdout: '', stderr: 'The journal has no such runs.\n' })
  await project.run(['revision', '-m', 'First step', '--rev-id', 'aaaa1'])
  await project.run(['upgrade', 'head'])
  const who = `${userInfo().username}@${hostname()}`
  const { stdout } = await project.run(['log'])
  expect(stdout).toMatch(
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ {2}upgrade {2}aaaa1 {2}done {2}[\d.]+ m?s {2}\S+@\S+ {2}First step\n$/,
  )
  expect(stdout).toContain(who)
  expect((await project.run(['log', '-v'])).stdout).toContain(`Result: done\n`)
  expect((await project.run(['history', '-i', '-v'])).stdout).toMatch(
    /^Applied: \d{4}-\d\d-\d\dT[\d:.]+Z \([\d.]+ m?s\) by \S+@\S+$/m,
  )
  expect((await project.run(['log', '-v'])).stdout).toContain(`By: ${who}\n`)
  expect((await project.json(['log', '--limit', '1', '-r', 'aaaa'])).document).toMatchObject({
    ok: true,
    command: 'log',
    result: { runs: [{ id: 1, direction: 'upgrade', revision: 'aaaa1', status: 'done' }] },
  })
  expect(await project.run(['log', '--limit', 'x'])).toMatchObject({ status: 2, stdout: '' })
})
