import { expect, test, vi } from 'vitest'
import { CliProject } from '../support/cli-project.ts'

// Each command is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

test('init writes a configuration, a folder for revisions and a first model', async () => {
  using project = new CliProject()
  const run = await project.run(['init'])
  expect(run.status).toBe(0)
  expect(run.stdout).toBe('created  limbeck.config.ts\ncreated  migrations/README.md\ncreated  src/models/user.ts\n')
  expect(run.stderr).toContain('npx limbeck revision --autogenerate')
  expect(project.read('limbeck.config.ts')).toContain(`models: './src/models/*.ts',\n  migrations: './migrations',`)
  expect(project.read('src/models/user.ts')).toContain(`table('users'`)
})

test('init takes the models that are there, and another folder', async () => {
  using project = new CliProject()
  project.write('app/models/crew.ts', '')
  const { document } = await project.json(['init', 'db/migrations'])
  expect(document).toMatchObject({
    ok: true,
    command: 'init',
    result: { created: ['limbeck.config.ts', 'db/migrations/README.md'], kept: [] },
  })
  expect(project.read('limbeck.config.ts')).toContain(`models: './app/models/*.ts',\n  migrations: './db/migrations',`)
})

test('init leaves an existing configuration alone, and says what to set', async () => {
  using project = new CliProject()
  project.write('limbeck.config.json', '{}')
  project.write('migrations/.keep', '')
  const full = await project.run(['init'])
  expect(full).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('Directory migrations already exists and is not empty'),
  })
  const other = await project.run(['init', 'revisions'])
  expect(other.status).toBe(0)
  expect(other.stdout).toContain('kept     limbeck.config.json (it was there already)')
  expect(other.stderr).toContain(`Set \`migrations: './revisions'\` in limbeck.config.json.`)
  expect(project.read('limbeck.config.json')).toBe('{}')
  expect(project.has('limbeck.config.ts')).toBe(false)
})

test('templates: listed, of several databases, unknown, and one’s own', async () => {
  using project = new CliProject()
  expect((await project.run(['list-templates'])).stdout).toBe(
    'generic - One database, for most projects.\nmultidb - Several databases, each with its own models and revisions.\n',
  )
  expect((await project.run(['list_templates', '-q'])).stderr).toBe('')
  expect(await project.run(['init', '-t', 'genric'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining(`No such template 'genric'\n  - Did you mean \`generic\`?`),
  })
  project.write('own/limbeck.config.ts', '// {{migrations}}')
  expect((await project.run(['init', 'm', '-t', './own'])).stdout).toBe('created  limbeck.config.ts\n')
  expect(project.read('limbeck.config.ts')).toBe('// m')
  project.write('ours/service/limbeck.config.ts', 'export default {}')
  project.write('ours/service/README.md', 'How our services begin.\nMore.\n')
  project.write('ours/notes/README.md', 'No template.')
  expect((await project.run(['list-templates', 'ours'])).stdout).toContain('\nours/service - How our services begin.\n')
  expect(await project.run(['list-templates', 'nowhere'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("Path doesn't exist:"),
  })
})
