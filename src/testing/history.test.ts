import { spawnSync } from 'node:child_process'
import { createSqliteDatabase, databaseKinds } from '../../test/support/databases.ts'
import { copyExample } from '../../test/support/example-project.ts'
import { type ScratchProject, createScratchProject } from '../../test/support/scratch-project.ts'
import { describe, expect, test, vi } from 'vitest'
import { type HistoryTestOptions, describeHistory, historyTests } from '../public/testing.ts'

vi.setConfig({ testTimeout: 120_000 })

const model = `import { integer, string, table } from 'limbeck/model'
export const crews = table('crews', { id: integer().primaryKey(), name: string(50).notNull() })
`
const createCrews = `export async function upgrade(op: Operations) {
  await op.createTable('crews', (t) => { t.column('id', integer().primaryKey()); t.column('name', string(50).notNull()) })
}
export async function downgrade(op: Operations) { await op.dropTable('crews') }`

function goodHistory(): ScratchProject {
  const project = createScratchProject({ 'models/crew.ts': model })
  project.revision('aaaa11111111', null, createCrews, 'Create crews')
  return project
}

/** Names of the tests that fail, with their messages. */
async function failures(options: HistoryTestOptions): Promise<{ readonly [name: string]: string }> {
  const failed: { [name: string]: string } = {}
  for (const { name, run } of historyTests(options)) {
    await run().catch((error: unknown) => {
      failed[name] = error instanceof Error ? error.message : String(error)
    })
  }
  return failed
}

describe.each(databaseKinds)('on $kind', ({ create }) => {
  test('the example passes, and its own database is not touched', async () => {
    using example = copyExample()
    await using database = await create()
    expect(await failures({ cwd: example.folder, url: database.url })).toEqual({})
    const tables = database.url.startsWith('sqlite')
      ? 'SELECT name FROM sqlite_schema'
      : `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`
    expect(await database.query(tables)).toEqual([])
  })

  test('a downgrade that leaves something behind is named with what is left', async () => {
    using project = goodHistory()
    await using database = await create()
    project.revision(
      'bbbb22222222',
      'aaaa11111111',
      `export async function upgrade(op: Operations) { await op.addColumn('crews', 'motto', text()); await op.createIndex('ix_motto', 'crews', ['name']) }
       export async function downgrade(op: Operations) { await op.dropIndex('ix_motto', 'crews') }`,
      'Add motto',
    )
    const found = await failures({ cwd: project.folder, url: database.url })
    expect(Object.keys(found)).toEqual([
      'the models say what the revisions build',
      'every revision goes up, down and up again',
    ])
    expect(found['every revision goes up, down and up again']).toMatch(
      /^Revision bbbb22222222 \(Add motto\): its downgrade does not undo its upgrade\. What is left to do:\n {2}.*motto.*crews.*\nLook at .*bbbb22222222\.ts$/i,
    )
  })

  test('an upgrade that fails as soon as there are rows is found, with made-up rows and with given ones', async () => {
    using project = goodHistory()
    await using database = await create()
    project.revision(
      'bbbb22222222',
      'aaaa11111111',
      `export async function upgrade(op: Operations) {
         await op.createIndex('uq_short', 'crews', [sql\`substr(name, 1, 1)\`], { unique: true })
       }
       export async function downgrade(op: Operations) { await op.dropIndex('uq_short', 'crews') }`,
    )
    const options = { cwd: project.folder, url: database.url }
    const found = await failures(options)
    expect(found['every revision goes up, down and up again']).toContain(
      'Revision bbbb22222222 (Revision bbbb22222222): its upgrade failed.',
    )
    expect(found['an empty database can be upgraded from base to the newest revision']).toBe(undefined)
    expect(await failures({ ...options, generateRows: false })).not.toHaveProperty(
      'every revision goes up, down and up again',
    )
    const rows = [
      { id: 7, name: 'same' },
      { id: 8, name: 'sorry' },
    ]
    const given = await failures({ ...options, generateRows: false, rowsBefore: { bbbb22222222: { crews: rows } } })
    expect(given['every revision goes up, down and up again']).toContain('its upgrade failed')
  })

  test('rows that are lost on the way are counted, unless that is meant', async () => {
    using project = goodHistory()
    await using database = await create()
    project.revision(
      'bbbb22222222',
      'aaaa11111111',
      `export async function upgrade(op: Operations) { await op.execute('DELETE FROM crews') }
       export async function downgrade(op: Operations) {}`,
    )
    const options = { cwd: project.folder, url: database.url }
    expect(await failures(options)).toMatchObject({
      'every revision goes up, down and up again': expect.stringMatching(
        /crews had 2, and has 0\n.*\n {2}- If that is meant, name it in `mayLoseRows/,
      ) as string,
    })
    expect(await failures({ ...options, mayLoseRows: ['bbbb22222222'] })).toEqual({})
  })
})

test('two heads, two bases and files that do not load', async () => {
  using project = goodHistory()
  const nothing = 'export async function upgrade() {}\nexport async function downgrade() {}'
  project.revision('bbbb22222222', 'aaaa11111111', nothing)
  project.revision('cccc33333333', 'aaaa11111111', nothing)
  project.revision('dddd44444444', null, nothing)
  const options = { cwd: project.folder, url: 'sqlite://' }
  const found = await failures(options)
  expect(Object.keys(found)).toEqual(['the history has one head', 'the history has one base'])
  expect(found['the history has one head']).toContain('The history has 3 heads:\n')
  expect(found['the history has one base']).toContain('The history has 2 bases:\n')
  expect(await failures({ ...options, severalHeads: true, severalBases: true })).toEqual({})
  project.revision('eeee55555555', 'dddd44444444', 'export const nothing = missing()')
  expect(await failures({ ...options, severalHeads: true })).toMatchObject({
    'every revision file loads': expect.stringContaining('eeee55555555') as string,
  })
})

test('a merge, a branch point and a revision without a way back are walked', async () => {
  using project = goodHistory()
  const addTable = (name: string) => `export async function upgrade(op: Operations) {
    await op.createTable('${name}', (t) => { t.column('id', integer().primaryKey()) })
  }
  export async function downgrade(op: Operations) { await op.dropTable('${name}') }`
  project.revision('bbbb22222222', 'aaaa11111111', addTable('left'))
  project.revision('cccc33333333', 'aaaa11111111', addTable('right'))
  project.revision('dddd44444444', ['bbbb22222222', 'cccc33333333'], addTable('merged'))
  project.revision(
    'eeee55555555',
    'dddd44444444',
    `export async function upgrade(op: Operations) { await op.dropTable('merged') }`,
  )
  expect(Object.keys(await failures({ cwd: project.folder, url: 'sqlite://' }))).toEqual([
    'the models say what the revisions build',
  ])
})

test('describeHistory registers each test with any runner', () => {
  const registered: string[] = []
  describeHistory({
    test: (name, _, timeoutMs) => registered.push(`${name} ${timeoutMs}`),
    timeoutMs: 5,
    severalBases: true,
  })
  expect(registered).toEqual(historyTests({ severalBases: true }).map(({ name }) => `${name} 5`))
})

test('runs under node:test', async () => {
  using project = goodHistory()
  await using database = createSqliteDatabase()
  project.write(
    'history.test.mjs',
    `import test from 'node:test'\nimport { describeHistory } from 'limbeck/testing'\ndescribeHistory({ test, url: ${JSON.stringify(database.url)} })\n`,
  )
  const run = spawnSync(process.execPath, ['--test', '--test-reporter=tap', 'history.test.mjs'], {
    cwd: project.folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  })
  expect(run.stdout).toContain('# pass 6')
  expect(run.status).toBe(0)
})
