import { expect, test, vi } from 'vitest'
import { CliProject } from '../support/cli-project.ts'

// Each command is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

test('--version, --help and help go to stdout', async () => {
  using project = new CliProject()
  expect(await project.run(['--version'])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^limbeck \d+\.\d+\.\d+\n$/),
    stderr: '',
  })
  const help = await project.run(['--help'])
  expect(help).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: limbeck COMMAND'), stderr: '' })
  expect(await project.run(['help'])).toEqual(help)
  const one = await project.run(['upgrade', '-h'])
  expect(one).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Usage: limbeck upgrade REVISION'),
    stderr: '',
  })
  expect(await project.run(['help', 'upgrade'])).toEqual(one)
})

test('without a command it shows the help on stderr and refuses', async () => {
  using project = new CliProject()
  const run = await project.run([])
  expect(run).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Usage: limbeck COMMAND') })
})

test('wrong usage: message, hint and code on stderr, status 2', async () => {
  using project = new CliProject()
  expect(await project.run(['upgarde', 'head'])).toEqual({
    status: 2,
    stdout: '',
    stderr: `error: There is no command "upgarde".\n  - Did you mean \`limbeck upgrade\`?\n  LB1001: \`limbeck help LB1001\` says more\n`,
  })
  expect((await project.run(['help', 'upgarde'])).status).toBe(2)
})

test('`current -c` of Alembic leads to --check-heads', async () => {
  using project = new CliProject()
  expect((await project.run(['current', '-c'])).stderr).toContain('Did you mean `--check-heads`?')
})

test('with --json, wrong usage is one document', async () => {
  using project = new CliProject()
  for (const args of [['upgarde'], ['upgrade'], ['heads', '--nonsense'], []]) {
    const { status, document } = await project.json(args)
    expect(status).toBe(2)
    expect(document).toEqual({
      ok: false,
      command: args[0] ?? '',
      error: { code: 'LB1001', message: expect.any(String), hints: expect.any(Array), details: expect.any(Object) },
    })
  }
})

test('without a configuration and a URL it names `limbeck init`', async () => {
  using project = new CliProject()
  const { status, document } = await project.json(['current'])
  expect(status).toBe(2)
  expect(document).toMatchObject({
    ok: false,
    command: 'current',
    error: { code: 'LB1002', hints: [expect.stringContaining('`limbeck init`'), expect.anything()] },
  })
})

test('a URL that is not understood never shows its password', async () => {
  using project = new CliProject()
  const urls = ['postgres//u:Tr0ub4dor@h/db', 'postgresql://u:Tr0ub4dor', 'mysql://u:Tr0ub4dor@h/db']
  const runs = await Promise.all(
    urls.flatMap((url) => [['--json'], ['--trace']].map((more) => project.run(['current', '--url', url, ...more]))),
  )
  for (const run of runs) {
    expect(run.status).toBe(2)
    expect(run.stdout + run.stderr).toContain('LB4002')
    expect(run.stdout + run.stderr).not.toContain('Tr0ub4dor')
  }
})

test('mistakes in the configuration are pointed at', async () => {
  using project = new CliProject()
  project.write(
    'limbeck.config.ts',
    `import { defineConfig } from 'limbeck'\nexport default defineConfig({ migration: 'x' } as object)\n`,
  )
  const run = await project.run(['heads'])
  expect(run).toMatchObject({ status: 2, stdout: '' })
  expect(run.stderr).toContain(
    'limbeck.config.ts: "migration" is not a key of the configuration.\n  - Did you mean `migrations`?',
  )
  project.write('limbeck.config.ts', `export default {\n  url: missing,\n}\n`)
  const broken = await project.run(['heads'])
  expect(broken).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('LB1004') })
  expect(broken.stderr).toContain('limbeck.config.ts:2')
})
