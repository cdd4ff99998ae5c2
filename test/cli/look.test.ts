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

test('history --limit and --reverse: the newest, oldest of them first', async () => {
  const ids = async (...args: string[]) => {
    const { document } = await project.json(['history', ...args])
    return (document as { result: { revisions: { id: string }[] } }).result.revisions.map((revision) => revision.id)
  }
  const all = await ids()
  expect(await ids('--limit', '2')).toEqual(all.slice(0, 2))
  expect(await ids('--reverse')).toEqual(all.toReversed())
  expect(await ids('--limit=3', '--reverse')).toEqual(all.slice(0, 3).toReversed())
  expect(await project.run(['history', '--limit', 'ten'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('The option --limit is a number of revisions, 1 or more, not "ten".'),
  })
  const upwards = await project.run(['history', '--graph', '--reverse'])
  expect(upwards.stdout).toMatchInlineSnapshot(`
    "○  aaaa1111, Create users
    ├─┬─╮
    │ ○ │  bbbb2222, Add crews
    │ │ ○  cccc3333, Add agents
    │ ├─╯
    │ ○  dddd4444, Merge branches
    │ ○  eeee5555 (head), Add tasks
    ○  ffff6666 (reports) (head), Start reports
    "
  `)
})

test('history, heads, branches and show never ask a database unless they are told to', async () => {
  // Nothing listens on port 1.
  const dead = ['--url', 'postgresql://nobody@127.0.0.1:1/nothing']
  const runs = await Promise.all(
    [['history'], ['history', '--graph'], ['history', '-v'], ['heads'], ['branches'], ['show', 'heads']].map((args) =>
      project.run([...args, ...dead]),
    ),
  )
  expect(runs.map(({ status, stderr }) => ({ status, stderr }))).toEqual(runs.map(() => ({ status: 0, stderr: '' })))
  const asking = await Promise.all(
    [
      ['history', '-i'],
      ['history', '--graph', '-i'],
      ['history', '-r', 'current:'],
      ['show', 'current'],
    ].map((args) => project.run([...args, ...dead])),
  )
  expect(asking.map(({ status }) => status)).toEqual([3, 3, 3, 3])
})

test('current counts what is pending, and history --graph -i marks what is applied', async () => {
  const url = ['--url', `sqlite:///${project.folder}/marks.db`]
  expect(await project.run(['upgrade', 'dddd', '-q', ...url])).toMatchObject({ status: 0 })
  const current = await project.run(['current', ...url])
  expect(current).toMatchObject({
    status: 0,
    stdout: 'dddd4444 (mergepoint)\n',
    stderr: '2 revisions are pending: `limbeck upgrade heads` applies them.\n',
  })
  const verbose = await project.run(['current', '-v', ...url])
  expect(verbose.stdout).toContain(`Current revision(s) for sqlite:///${project.folder}/marks.db:\nRev: dddd4444`)
  expect(verbose.stderr).toContain('  eeee5555, Add tasks\n')
  const { document } = await project.json(['current', ...url])
  expect(document).toMatchObject({ result: { atHeads: false, pending: [{ isApplied: false }, { isApplied: false }] } })
  const graph = await project.run(['history', '--graph', '-i', ...url])
  expect(graph.stdout).toMatchInlineSnapshot(`
    "○  ffff6666 (reports) (head), Start reports
    │ ○  eeee5555 (head), Add tasks
    │ ◉  dddd4444 (current), Merge branches
    │ ├─╮
    │ │ ●  cccc3333, Add agents
    │ ● │  bbbb2222, Add crews
    ├─┴─╯
    ●  aaaa1111, Create users
    "
  `)
  const ascii = await project.run(['history', '--ascii', '-i', ...url])
  expect(ascii.stdout).toMatch(/^@|\n\| @/)
})

test('current --check-heads knows that a head which another one depends on needs no row', async () => {
  using dependent = new CliProject()
  dependent.write('limbeck.config.json', '{}')
  const file = (id: string, down: string | null, dependsOn: string[]) =>
    dependent.write(
      `migrations/${id}.ts`,
      `/**\n * ${id}\n *\n * Revision: ${id}\n */\nexport const revision = '${id}'\nexport const downRevision = ${JSON.stringify(down)}\nexport const branchLabels: string[] = []\nexport const dependsOn: string[] = ${JSON.stringify(dependsOn)}\nexport async function upgrade() {}\nexport async function downgrade() {}\n`,
    )
  file('base11111111', null, [])
  file('lib111111111', 'base11111111', [])
  file('app111111111', 'base11111111', ['lib111111111'])
  expect((await dependent.run(['heads'])).stdout).toContain('lib111111111 (effective head)')
  expect((await dependent.run(['heads', '--resolve-dependencies'])).stdout).toBe('app111111111 (head)\n')
  const url = ['--url', 'sqlite:///./dev.db']
  const behind = await dependent.run(['current', '--check-heads', ...url])
  expect(behind).toMatchObject({ status: 1, stderr: expect.stringContaining('Database is not on all head revisions.') })
  expect(await dependent.run(['upgrade', 'heads', '-q', ...url])).toMatchObject({ status: 0 })
  expect(await dependent.run(['current', '--check-heads', ...url])).toMatchObject({ status: 0, stderr: '' })
})

test('edit and show take `current`; without one there is nothing to open', async () => {
  const url = ['--url', `sqlite:///${project.folder}/edit.db`]
  const none = await project.run(['edit', 'current', ...url])
  expect(none).toMatchObject({ status: 2, stderr: expect.stringContaining('No current revisions') })
  await project.run(['stamp', 'aaaa', '-q', ...url])
  const opened = await project.run(['edit', 'current', ...url], { env: { EDITOR: '', VISUAL: 'cat' } })
  expect(opened).toMatchObject({ status: 0, stdout: project.read('migrations/20260101_1010_aaaa1111.ts') })
  expect((await project.run(['show', 'current', ...url])).stdout).toMatch(/^Rev: aaaa1111 \(current\)/)
  // Nobody is there to close an editor that limbeck picked itself.
  const nobody = await project.run(['edit', 'aaaa'], { env: { EDITOR: '', VISUAL: '' } })
  expect(nobody).toMatchObject({ status: 2, stderr: expect.stringContaining('there is no terminal') })
  const json = await project.run(['edit', 'aaaa', '--json'], { env: { EDITOR: 'cat' } })
  expect(JSON.parse(json.stdout)).toMatchObject({ ok: true, result: { files: [expect.any(String)] } })
})

test('--trace and --raiseerr show where an error came from, with --json too', async () => {
  for (const option of ['--trace', '--raiseerr']) {
    const { status, document } = await project.json(['show', 'nothing', option])
    expect(status).toBe(2)
    expect(document).toMatchObject({
      ok: false,
      error: { code: 'LB2001', stack: [expect.stringContaining('    at ')] },
    })
    expect((await project.run(['show', 'nothing', option])).stderr).toContain('    at ')
  }
  expect((await project.json(['show', 'nothing'])).document).not.toHaveProperty('error.stack')
})
