import { beforeAll, expect, test, vi } from 'vitest'
import { CliProject } from '../support/cli-project.ts'

// Each command is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

/** aaaa1 ── bbbb1 ──┬── dddd1 (merge) ── eeee1; cccc1 is the other side; ffff1 is a second head with a label. */
function writeHistory(project: CliProject): void {
  const revision = (
    id: string,
    down: readonly string[],
    message: string,
    more: { labels?: string[]; dependsOn?: string[] } = {},
  ) => {
    const quoted = down.map((one) => `'${one}'`)
    const downRevision = quoted.length === 0 ? 'null' : quoted.length === 1 ? quoted[0] : `[${quoted.join(', ')}]`
    const minute = String('abcdef'.indexOf(id[0] ?? '') + 10)
    project.write(
      `migrations/20260101_10${minute}_${id}.ts`,
      `/**\n * ${message}\n *\n * Revision: ${id}\n * Revises:  ${down.join(', ')}\n * Created:  2026-01-01T10:${minute}:00Z\n */\nimport type { Operations } from 'limbeck'\n
export const revision = '${id}'\nexport const downRevision = ${downRevision}\nexport const branchLabels: string[] = ${JSON.stringify(more.labels ?? [])}\nexport const dependsOn: string[] = ${JSON.stringify(more.dependsOn ?? [])}\n
export async function upgrade(op: Operations) {\n  await op.execute('SELECT 1')\n}\n\nexport async function downgrade(op: Operations) {\n  await op.execute('SELECT 1')\n}\n`,
    )
  }
  project.write('limbeck.config.json', '{}')
  revision('aaaa1111', [], 'Create users')
  revision('bbbb2222', ['aaaa1111'], 'Add crews')
  revision('cccc3333', ['aaaa1111'], 'Add agents')
  revision('dddd4444', ['bbbb2222', 'cccc3333'], 'Merge branches')
  revision('eeee5555', ['dddd4444'], 'Add tasks')
  revision('ffff6666', ['aaaa1111'], 'Start reports', { labels: ['reports'] })
}

let project: CliProject
beforeAll(() => {
  project = new CliProject()
  writeHistory(project)
  return () => project[Symbol.dispose]()
})

test('history: Alembic’s lines, newest first', async () => {
  const run = await project.run(['history'])
  expect(run).toMatchObject({ status: 0, stderr: '' })
  expect(run.stdout.trimEnd().split('\n').sort()).toEqual(
    [
      'dddd4444 -> eeee5555 (head), Add tasks',
      'bbbb2222, cccc3333 -> dddd4444 (mergepoint), Merge branches',
      'aaaa1111 -> ffff6666 (reports) (head), Start reports',
      'aaaa1111 -> cccc3333, Add agents',
      'aaaa1111 -> bbbb2222, Add crews',
      '<base> -> aaaa1111 (branchpoint), Create users',
    ].sort(),
  )
  expect(run.stdout.trimEnd().split('\n').at(-1)).toContain('<base>')
})

test('history -r: ranges in both spellings', async () => {
  const lines = async (...args: string[]) => (await project.run(['history', ...args])).stdout.trimEnd().split('\n')
  expect(await lines('-r', 'dddd:eeee')).toHaveLength(2)
  expect(await lines('-rdddd:eeee')).toHaveLength(2)
  const bad = await project.run(['history', '-r', 'dddd'])
  expect(bad).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('History range requires [start]:[end], [start]:, or :[end]'),
  })
})

test('history --verbose and show: entries', async () => {
  const shown = await project.run(['show', 'dddd'])
  expect(shown.stdout).toBe(
    `Rev: dddd4444 (mergepoint)\nMerges: bbbb2222, cccc3333\nPath: ${project.folder}/migrations/20260101_1013_dddd4444.ts\nCreated: 2026-01-01T10:13:00Z\n\n    Merge branches\n\n`,
  )
  const verbose = await project.run(['history', '-v'])
  expect(verbose.stdout).toContain(shown.stdout)
  expect(verbose.stdout).toMatch(/Branches into: (bbbb2222|cccc3333|ffff6666), /)
})

test('history --graph draws branches and merges', async () => {
  const run = await project.run(['history', '--graph'])
  expect(run).toMatchObject({ status: 0, stderr: '' })
  expect(run.stdout).toMatchInlineSnapshot(`
    "○  ffff6666 (reports) (head), Start reports
    │ ○  eeee5555 (head), Add tasks
    │ ○  dddd4444, Merge branches
    │ ├─╮
    │ │ ○  cccc3333, Add agents
    │ ○ │  bbbb2222, Add crews
    ├─┴─╯
    ○  aaaa1111, Create users
    "
  `)
  const ascii = await project.run(['history', '--ascii'])
  expect(ascii.stdout).toMatch(/^[\x20-\x7e\n]+$/)
})

test('heads and branches', async () => {
  expect((await project.run(['heads'])).stdout.split('\n').sort()).toEqual([
    '',
    'eeee5555 (head)',
    'ffff6666 (reports) (head)',
  ])
  const branches = await project.run(['branches'])
  expect(branches.stdout.split('\n').slice(0, 1)).toEqual(['aaaa1111 (branchpoint)'])
  expect(branches.stdout).toContain('         -> bbbb2222')
})

test('edit opens the file in the editor', async () => {
  const run = await project.run(['edit', 'aaaa'], { env: { EDITOR: 'cat' } })
  expect(run).toMatchObject({ status: 0, stdout: project.read('migrations/20260101_1010_aaaa1111.ts') })
  const broken = await project.run(['edit', 'aaaa'], { env: { EDITOR: 'no-such-editor --wait' } })
  expect(broken).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Error executing editor (no-such-editor was not found)'),
  })
})

test('--json: revisions with the fields of the contract', async () => {
  const { status, document } = await project.json(['show', 'dddd4444'])
  expect(status).toBe(0)
  expect(document).toEqual({
    ok: true,
    command: 'show',
    result: {
      revisions: [
        expect.objectContaining({
          id: 'dddd4444',
          downRevisions: ['bbbb2222', 'cccc3333'],
          dependsOn: [],
          branchLabels: [],
          message: 'Merge branches',
          createdAt: '2026-01-01T10:13:00Z',
          file: `${project.folder}/migrations/20260101_1013_dddd4444.ts`,
          isHead: false,
          isBase: false,
          isCurrent: false,
        }),
      ],
    },
  })
  for (const command of ['heads', 'history', 'branches']) {
    expect((await project.json([command])).document).toMatchObject({
      ok: true,
      command,
      result: { revisions: expect.any(Array) },
    })
  }
})

test('an unknown revision keeps Alembic’s words, and offers the near miss', async () => {
  const run = await project.run(['show', 'dddd5'])
  expect(run).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining("Can't locate revision identified by 'dddd5'"),
  })
})
