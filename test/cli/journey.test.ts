import { expect, test, vi } from 'vitest'
import { CliProject } from '../support/cli-project.ts'

// Each command is a process of its own.
vi.setConfig({ testTimeout: 240_000 })

const users = (columns: string) => `import { integer, string, table, text } from 'limbeck/model'

export const users = table('users', {
  id: integer().primaryKey(),
${columns}
})
`

function newProject(): CliProject {
  const project = new CliProject()
  project.write(
    'limbeck.config.ts',
    `import { defineConfig } from 'limbeck'\nexport default defineConfig({ url: 'sqlite:///./dev.db', models: './models/*.ts' })\n`,
  )
  project.write('models/user.ts', users('  email: string(255).notNull(),'))
  return project
}

test('revision, upgrade, current, check, downgrade', async () => {
  using project = newProject()
  const created = await project.run(['revision', '--autogenerate', '-m', 'Create users', '--rev-id', 'aaaa1111'])
  expect(created).toMatchObject({ status: 0, stderr: expect.stringContaining('Detected:') })
  expect(created.stdout).toMatch(/^Generated migrations\/\d{8}_\d{4}_aaaa1111_create_users\.ts\n$/)

  expect(await project.run(['current'])).toEqual({
    status: 0,
    stdout: '',
    stderr:
      'No revision is applied: the database is at base.\n1 revision is pending: `limbeck upgrade head` applies it.\n',
  })
  expect(project.has('dev.db')).toBe(false)
  expect(await project.run(['current', '--check-heads'])).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('Database is not on all head revisions.'),
  })
  expect(await project.run(['check'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('Target database is not up to date.'),
  })

  const plan = await project.run(['upgrade', 'head', '--dry-run'])
  expect(plan).toEqual({
    status: 0,
    stdout: expect.stringMatching(/^Would run upgrade aaaa1111, Create users\n {2}CREATE TABLE "users" \(\n[^]*\);\n$/),
    stderr: 'Then the database would be at aaaa1111.\n',
  })
  expect(project.has('dev.db')).toBe(false)

  const upgraded = await project.run(['upgrade', 'head'])
  expect(upgraded).toMatchObject({ status: 0, stdout: '' })
  expect(upgraded.stderr).toMatch(
    /^Running upgrade {2}-> aaaa1111, Create users \([\d.]+ m?s\)\nThe database is at aaaa1111\.\n$/,
  )
  expect(await project.run(['upgrade', 'head'])).toEqual({
    status: 0,
    stdout: '',
    stderr: 'Nothing to do: the database is at aaaa1111.\n',
  })
  expect(await project.run(['current'])).toEqual({ status: 0, stdout: 'aaaa1111 (head)\n', stderr: '' })
  expect((await project.run(['current', '-v'])).stdout).toMatch(
    /^Current revision\(s\) for sqlite:\/\/\/.*dev\.db:\nRev: aaaa1111 \(head\)/,
  )
  expect(await project.run(['check'])).toEqual({
    status: 0,
    stdout: 'No new upgrade operations detected.\n',
    stderr: '',
  })
  expect(await project.run(['diff'])).toEqual({ status: 0, stdout: '', stderr: 'No differences.\n' })
  expect(await project.run(['revision', '--autogenerate', '-m', 'x'])).toMatchObject({
    status: 0,
    stdout: '',
    stderr: expect.stringContaining('No changes detected'),
  })

  project.write('models/user.ts', users('  email: string(255).notNull(),\n  bio: text(),'))
  const differs = await project.run(['check'])
  expect(differs).toMatchObject({ status: 1, stdout: expect.stringContaining('New upgrade operations detected:\n  ') })
  const diffed = await project.run(['diff', '--sql'])
  expect(diffed).toMatchObject({ status: 1, stdout: expect.stringMatching(/ALTER TABLE "?users"? ADD COLUMN "?bio"?/) })

  const verbose = await project.run(['downgrade', '-1', '--verbose'])
  expect(verbose.stderr).toMatch(/Running downgrade aaaa1111 -> , Create users\n[^]*DROP TABLE "?users"?.*\(.* ms/)
  expect((await project.run(['current'])).stdout).toBe('')
})

test('--sql prints a script and touches nothing', async () => {
  using project = newProject()
  await project.run(['revision', '--autogenerate', '-m', 'Create users', '--rev-id', 'aaaa1111'])
  const up = await project.run(['upgrade', 'head', '--sql'])
  expect(up).toMatchObject({ status: 0, stdout: expect.stringMatching(/CREATE TABLE "?users"?/) })
  expect(up.stdout).not.toContain('Running upgrade  -> aaaa1111 (')
  const { document } = await project.json(['upgrade', 'head', '--sql'])
  expect(document).toMatchObject({
    ok: true,
    result: { steps: [{ direction: 'upgrade', revision: 'aaaa1111' }], sql: up.stdout },
  })
  const down = await project.run(['downgrade', 'aaaa1111:base', '--sql'])
  expect(down).toMatchObject({ status: 0, stdout: expect.stringMatching(/DROP TABLE "?users"?/) })
  expect(project.has('dev.db')).toBe(false)

  expect(await project.run(['downgrade', 'base', '--sql'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('downgrade with --sql requires <fromrev>:<torev>'),
  })
  expect(await project.run(['upgrade', 'base:head'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Range revision not allowed'),
  })
  expect(await project.run(['revision', '--autogenerate', '--sql', '-m', 'x'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Using --sql with --autogenerate does not make any sense'),
  })
  expect(await project.run(['stamp', '--purge', '--sql', 'head'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("Can't use --purge with --sql mode"),
  })
})

test('two heads: the error, merge, stamp, branches', async () => {
  using project = newProject()
  await project.run(['revision', '-m', 'One', '--rev-id', 'aaaa1111'])
  await project.run(['revision', '-m', 'Two', '--rev-id', 'bbbb2222'])
  await project.run(['revision', '-m', 'Three', '--rev-id', 'cccc3333', '--head', 'aaaa1111', '--splice'])
  expect(await project.run(['upgrade', 'head'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Multiple head revisions are present'),
  })
  expect((await project.run(['heads'])).stdout.split('\n').sort()).toEqual(['', 'bbbb2222 (head)', 'cccc3333 (head)'])
  const merged = await project.run(['merge', '-m', 'Merge branches', '--rev-id', 'dddd4444', 'bbbb', 'cccc'])
  expect(merged).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Generated migrations\/.*dddd4444_merge_branches\.ts\n$/),
  })
  expect((await project.run(['upgrade', 'head'])).stderr.match(/^Running upgrade/gm)).toHaveLength(4)
  const graph = await project.run(['history', '--graph', '-i'])
  expect(graph.stdout).toContain('◉  dddd4444 (head) (current), Merge branches\n├─╮\n')
  expect(graph.stdout.match(/●/g)).toHaveLength(3)
  expect((await project.run(['stamp', 'aaaa1111'])).stderr).toBe('Stamped: the database is at aaaa1111.\n')
  expect((await project.run(['history', '-i', '-r', ':current'])).stdout).toBe(
    '<base> -> aaaa1111 (current) (branchpoint), One\n',
  )
  expect(await project.run(['downgrade', 'base'])).toMatchObject({ status: 0 })
})

test('--json: every command gives one document', async () => {
  using project = newProject()
  const ok = async (args: readonly string[], result: unknown, status = 0) => {
    const run = await project.json(args)
    expect(run).toEqual({ status, document: { ok: true, command: args[0], result } })
  }
  const info = (id: string) =>
    expect.objectContaining({ id, downRevisions: [], isHead: true, isBase: true, message: 'Create users' })
  const operation = expect.objectContaining({ kind: 'createTable', describe: expect.any(String) })
  await ok(['revision', '--autogenerate', '-m', 'Create users', '--rev-id', 'aaaa1111'], {
    revision: info('aaaa1111'),
    operations: [operation],
    findings: expect.any(Array),
    unmodelled: [],
  })
  await ok(['diff'], { operations: [operation], unmodelled: [] }, 1)
  const steps = {
    steps: [{ direction: 'upgrade', revision: 'aaaa1111', message: 'Create users' }],
    headsBefore: [],
    headsAfter: ['aaaa1111'],
  }
  const sql = expect.stringContaining('CREATE TABLE')
  await ok(['upgrade', 'head', '--dry-run'], {
    ...steps,
    steps: [{ ...steps.steps[0], sql, incomplete: null }],
    losses: [],
  })
  await ok(['upgrade', 'head'], steps)
  await ok(
    ['current'],
    expect.objectContaining({
      revisions: [expect.objectContaining({ id: 'aaaa1111', isCurrent: true })],
      atHeads: true,
    }),
  )
  await ok(['check'], expect.objectContaining({ operations: [], unmodelled: [] }))
  await ok(['ensure-version'], { versionTable: 'limbeck_version' })
  await ok(['doctor'], { checks: expect.any(Array) })
  await ok(['stamp', 'base'], expect.objectContaining({ headsBefore: ['aaaa1111'], headsAfter: [] }))
  const review = await project.json(['review', 'head'])
  expect(review.document).toMatchObject({
    ok: true,
    command: 'review',
    result: { findings: expect.any(Array), failed: expect.any(Boolean) },
  })
  const missing = await project.json(['upgrade', 'zzzz'])
  expect(missing).toMatchObject({
    status: 2,
    document: { ok: false, command: 'upgrade', error: { message: "Can't locate revision identified by 'zzzz'" } },
  })
})

test('a rename is a question: refused without a terminal, answered by --rename and --decisions', async () => {
  using project = newProject()
  project.write('models/user.ts', users('  full_name: string(100).notNull(),'))
  await project.run(['revision', '--autogenerate', '-m', 'Create users'])
  await project.run(['upgrade', 'head'])
  project.write('models/user.ts', users('  name: string(100).notNull(),'))
  const open = await project.run(['revision', '--autogenerate', '-m', 'Rename'])
  expect(open).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('LB5002') })
  expect(open.stderr).toContain('--rename')
  expect(project.revisionFiles()).toHaveLength(1)
  const given = await project.json([
    'revision',
    '--autogenerate',
    '-m',
    'Rename',
    '--rename',
    'users.full_name=users.name',
  ])
  expect(given.document).toMatchObject({ ok: true, result: { operations: [{ kind: 'renameColumn' }] } })

  const { document } = await project.json(['upgrade', 'head'])
  expect(document).toMatchObject({ ok: true })
  project.write('models/user.ts', users('  title: string(100).notNull(),'))
  project.write('answers.json', JSON.stringify({ 'rename-column:users.title': 'name' }))
  const decided = await project.json([
    'revision',
    '--autogenerate',
    '-m',
    'Rename again',
    '--decisions',
    'answers.json',
  ])
  expect(decided.document).toMatchObject({ ok: true, result: { operations: [{ kind: 'renameColumn' }] } })
  project.write('answers.json', '[]')
  expect(await project.run(['revision', '--autogenerate', '-m', 'x', '--decisions', 'answers.json'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is not an object of texts and nulls'),
  })
})

test('a failing revision: status 3, the statement, and nothing applied', async () => {
  using project = newProject()
  await project.run(['revision', '-m', 'Broken', '--rev-id', 'aaaa1111'])
  const [file = ''] = project.revisionFiles()
  const text = project.read(`migrations/${file}`)
  project.write(
    `migrations/${file}`,
    text
      .replace(
        /(export async function upgrade\([^)]*\)[^{]*\{)/,
        `$1\n  await op.execute('INSERT INTO nowhere VALUES (1)')\n`,
      )
      .replace(/upgrade\(_op/, 'upgrade(op'),
  )
  const run = await project.run(['upgrade', 'head'])
  expect(run).toMatchObject({ status: 3, stdout: '' })
  expect(run.stderr).toContain('INSERT INTO nowhere')
  expect(run.stderr).toContain(file)
  expect((await project.run(['current'])).stdout).toBe('')
})

test('several databases: -n, -n all, and a missing name', async () => {
  using project = newProject()
  project.write(
    'limbeck.config.ts',
    `export default { models: './models/*.ts', databases: { main: { url: 'sqlite:///./main.db' }, reports: { url: 'sqlite:///./reports.db' } } }\n`,
  )
  expect(await project.run(['heads'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('`-n main`, `-n reports`'),
  })
  const both = await project.json(['revision', '-n', 'all', '--autogenerate', '-m', 'Create users'])
  expect(both).toMatchObject({
    status: 0,
    document: { ok: true, command: 'revision', result: { databases: { main: { operations: [{}] }, reports: {} } } },
  })
  expect(project.revisionFiles('migrations/main')).toHaveLength(1)
  const upgraded = await project.run(['upgrade', '-n', 'all', 'head'])
  expect(upgraded.stderr).toMatch(/^main:\nRunning upgrade [^]*\nreports:\nRunning upgrade /)
  expect((await project.run(['current', '-n', 'reports'])).stdout).toMatch(/\(head\)\n$/)
})

test('-x reaches the configuration; .env and subfolders are honoured', async () => {
  using project = newProject()
  project.write('.env', 'VERSION_TABLE=from_env_file\n')
  project.write(
    'limbeck.config.ts',
    `import { defineConfig, xArguments } from 'limbeck'
     export default defineConfig({ url: \`sqlite:///./\${xArguments()['tenant'] ?? 'none'}.db\`, versionTable: process.env['VERSION_TABLE'] })\n`,
  )
  project.write('deep/folder/file.txt', '')
  const run = await project.run(['ensure-version', '-x', 'tenant=acme'], { cwd: 'deep/folder' })
  expect(run).toEqual({ status: 0, stdout: '', stderr: 'The version table from_env_file is there.\n' })
  expect(project.has('acme.db')).toBe(true)
})

test('Ctrl-C ends a run where it is safe: status 130, and the revision is rolled back', async () => {
  using project = newProject()
  await project.run(['revision', '-m', 'Endless', '--rev-id', 'aaaa1111'])
  const [file = ''] = project.revisionFiles()
  const body = `  await op.execute('CREATE TABLE endless (id integer)')\n  for (;;) {\n    await op.execute('INSERT INTO endless VALUES (1)')\n    await new Promise((resolve) => setTimeout(resolve, 1))\n  }`
  project.write(
    `migrations/${file}`,
    project
      .read(`migrations/${file}`)
      .replace(/export async function upgrade\([^)]*\)[^{]*\{/, (head) => `${head}\n${body}`),
  )
  const run = await project.run(['upgrade', 'head'], { interruptOn: 'Running upgrade' })
  expect(run).toMatchObject({ status: 130, stdout: '', stderr: expect.stringContaining('Stopping where it is safe') })
  expect(await project.run(['current'])).toMatchObject({ status: 0, stdout: '' })
})
