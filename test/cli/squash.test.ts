import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CliProject } from '../support/cli-project.ts'

vi.setConfig({ testTimeout: 60_000 })

let project: CliProject
beforeEach(() => {
  project = new CliProject()
  project.write('limbeck.config.json', JSON.stringify({ url: 'sqlite:///./dev.db' }))
})
afterEach(() => project[Symbol.dispose]())

function sqlRevision(id: string, down: string, up: string, back: string): void {
  project.write(
    `migrations/${id}.sql`,
    `-- About ${id}\n--\n-- Revision: ${id}\n-- Revises: ${down}\n\n-- limbeck: upgrade\n${up}\n-- limbeck: downgrade\n${back}\n`,
  )
}

test('a project of .sql files is written, run, squashed and run again', async () => {
  const written = await project.run(['revision', '-m', 'Add notes', '--format', 'sql', '--rev-id', 'a1'])
  expect(written.stdout).toMatch(/^Generated migrations\/\d+_\d+_a1_add_notes\.sql\n$/)
  expect((await project.run(['revision', '-m', 'x', '--format', 'yaml'])).stderr).toContain(
    '--format must be ts or sql',
  )
  sqlRevision('b1', 'a1', 'CREATE TABLE notes (id integer);', 'DROP TABLE notes;')
  sqlRevision('c1', 'b1', 'INSERT INTO notes VALUES (1);', '')
  expect((await project.run(['upgrade', 'head'])).status).toBe(0)
  expect((await project.run(['edit', 'c1'], { env: { EDITOR: 'cat' } })).status).toBe(0)

  const undecided = await project.run(['squash'])
  expect(undecided.status).toBe(2)
  expect(undecided.stderr).toContain('  b1  Execute CREATE TABLE notes (id integer)')
  expect((await project.run(['squash', '--keep-sql', '--drop-sql'])).status).toBe(2)
  const dry = await project.run(['squash', '--keep-sql', '--dry-run'])
  expect(dry.stdout).toContain("await op.execute('CREATE TABLE notes (id integer)')")
  expect(dry.stderr).toMatch(/Proven on sqlite \S+: old and new files make the same database\./)

  const { status, document } = await project.json(['squash', '--keep-sql', '-m', 'All of it'])
  expect(status).toBe(0)
  expect(document).toMatchObject({
    ok: true,
    command: 'squash',
    result: {
      revision: { id: 'c1', isHead: true },
      replaced: [{ id: 'a1' }, { id: 'b1' }, { id: 'c1' }],
      handWritten: [
        { revision: 'b1', kept: true },
        { revision: 'c1', kept: true },
      ],
      proof: { reason: null },
    },
  })
  expect((await project.run(['history'])).stdout).toBe('<base> -> c1 (head), All of it\n')
  expect((await project.run(['upgrade', 'head'])).stderr).toContain('Nothing to do')
  expect((await project.run(['--url', 'sqlite:///./other.db', 'upgrade', 'head'])).status).toBe(0)
  expect((await project.run(['--url', 'sqlite:///./other.db', 'downgrade', 'base', '--yes'])).status).toBe(0)
})
