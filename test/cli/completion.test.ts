import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { expectedAfter } from '../../src/cli/completion/expected.ts'
import { CliProject } from '../support/cli-project.ts'

// Each completion is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

const program = path.join(import.meta.dirname, '../../src/cli/main.ts')
let project: CliProject
beforeAll(() => {
  project = new CliProject()
  project.write(
    'limbeck.config.json',
    JSON.stringify({ databases: { main: { migrations: 'migrations' }, billing: {} } }),
  )
  const revision = (id: string, down: string | null, message: string, labels: readonly string[] = []) =>
    project.write(
      `migrations/${id}.ts`,
      `/**\n * ${message}\n *\n * Revision: ${id}\n */\nexport const revision = '${id}'\nexport const downRevision = ${JSON.stringify(down)}\nexport const branchLabels: string[] = ${JSON.stringify(labels)}\nexport const dependsOn: string[] = []\nexport async function upgrade() {}\n`,
    )
  revision('aaaa11111111', null, 'Create users: the first')
  revision('aabb22222222', 'aaaa11111111', 'Add crews')
  revision('cccc33333333', 'aaaa11111111', 'Start reports', ['reports'])
  // What a shell finds on its PATH.
  project.write('bin/limbeck', `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`)
  chmodSync(path.join(project.folder, 'bin/limbeck'), 0o755)
})
afterAll(() => project[Symbol.dispose]())

const complete = async (...words: string[]) => {
  const run = await project.run(['__complete', ...words])
  expect(run).toMatchObject({ status: 0, stderr: '' })
  return run.stdout.split('\n').filter((line) => line !== '')
}

describe('candidates', () => {
  test('commands, options, and values', async () => {
    expect(await complete('up')).toEqual([expect.stringMatching(/^upgrade\t/)])
    expect(await complete('history', '--in')).toEqual([expect.stringMatching(/^--indicate-current\t/)])
    expect(await complete('init', '-t', '')).toEqual(expect.arrayContaining([expect.stringMatching(/^generic\t/)]))
    expect(await complete('upgrade', '--resume', '')).toEqual(['done\t', 'again\t'])
    expect(await complete('upgrade', '--resume=a')).toEqual(['--resume=again\t'])
    expect(await complete('-n', 'b')).toEqual(['billing\t'])
    expect(await complete('completion', '')).toEqual(['bash\t', 'zsh\t', 'fish\t'])
    expect(await complete('help', 'down')).toEqual([expect.stringMatching(/^downgrade\t/)])
  })

  test('revisions with their messages, symbols, labels, and the end of a range', async () => {
    const all = await complete('-n', 'main', 'upgrade', '')
    expect(all.map((line) => line.split('\t')[0])).toEqual([
      'head',
      'heads',
      'base',
      'current',
      'reports@head',
      ...all.slice(5).map((line) => line.split('\t')[0]),
    ])
    expect(all).toContain('aaaa11111111\tCreate users: the first')
    expect(await complete('-n', 'main', 'show', 'aab')).toEqual(['aabb22222222\tAdd crews'])
    expect(await complete('-n', 'main', 'history', '-r', 'aaaa:aab')).toEqual(['aaaa:aabb22222222\tAdd crews'])
    expect(await complete('-n', 'main', 'revision', '--head=ccc')).toEqual(['--head=cccc33333333\tStart reports'])
    // Nothing where the project cannot be read: no database was chosen.
    expect(await complete('show', 'aab')).toEqual([])
  })

  test('nothing where a text of the user or a file stands', async () => {
    expect(await complete('revision', '-m', '')).toEqual([])
    expect(await complete('-c', '')).toEqual([])
  })

  test.each(commands.map((command) => [command.name, command] as const))('%s: each option is offered', (_, command) => {
    const expected = expectedAfter([command.name, '--'], commands)
    const shown = expected.kind === 'candidates' ? expected.candidates.map(({ value }) => value) : []
    const count = Object.values(command.options).filter((option) => option.hidden !== true).length
    expect(shown.length).toBeGreaterThanOrEqual(count)
    expect(shown).toContain('--json')
  })
})

const has = (shell: string) => spawnSync(shell, ['--version']).status === 0
const environment = () => ({
  ...process.env,
  PATH: `${project.folder}/bin:${process.env['PATH'] ?? ''}`,
  HOME: project.folder,
})
const inShell = (shell: string, args: readonly string[]) =>
  execFileSync(shell, args, { cwd: project.folder, env: environment(), encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '')

describe.skipIf(!has('bash'))('bash', () => {
  const reply = (line: string) =>
    inShell('bash', [
      '--norc',
      '-c',
      `eval "$(limbeck completion bash)"; COMP_LINE=$1; COMP_POINT=\${#1}; _limbeck; printf '%s\\n' "\${COMPREPLY[@]}"; complete -p limbeck >&2`,
      'bash',
      line,
    ])

  test('completes commands, ids, and what bash breaks words at', () => {
    expect(reply('limbeck downg')).toEqual(['downgrade'])
    expect(reply('limbeck -n main show aab')).toEqual(['aabb22222222'])
    expect(reply('limbeck -n main history -r aaaa:aab')).toEqual(['aabb22222222'])
    expect(reply('limbeck upgrade --resume=')).toEqual(['done', 'again'])
    expect(reply('limbeck -n main upgrade ')).toContain('heads')
  })
})

describe.skipIf(!has('zsh'))('zsh', () => {
  test('describes each candidate, and offers files where there is none', () => {
    const reply = (...words: string[]) =>
      inShell('zsh', [
        '-f',
        '-c',
        `compdef() { }; eval "$(limbeck completion zsh)"
         _describe() { print -rl -- "\${(@P)3}" }; _files() { print files }
         words=("$@"); CURRENT=$#; _limbeck`,
        'zsh',
        ...words,
      ])
    expect(reply('limbeck', '-n', 'main', 'show', 'aaa')).toEqual(['aaaa11111111:Create users: the first'])
    expect(reply('limbeck', '-n', 'main', 'history', '-r', 'aaaa:aab')).toEqual(['aaaa\\:aabb22222222:Add crews'])
    expect(reply('limbeck', '-c', '')).toEqual(['files'])
  })
})

describe.skipIf(!has('fish'))('fish', () => {
  test('completes with descriptions', () => {
    const reply = (line: string) =>
      inShell('fish', ['--no-config', '-c', `limbeck completion fish | source; complete -C '${line}'`])
    expect(reply('limbeck -n main show aab')).toEqual(['aabb22222222\tAdd crews'])
    expect(reply('limbeck downg')).toEqual([expect.stringMatching(/^downgrade\t/)])
    expect(reply('limbeck upgrade --resume=')).toEqual(['--resume=done', '--resume=again'])
  })
})

test('the scripts', async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { status, stdout } = await project.run(['completion', shell])
    expect(status).toBe(0)
    await expect(stdout).toMatchFileSnapshot(`completion.${shell}.snapshot.txt`)
  }
  expect(await project.run(['completion', 'fsih'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no completion for "fsih".\n  - Did you mean `limbeck completion fish`?'),
  })
})
