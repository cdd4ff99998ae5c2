import { expect, test } from 'vitest'
import { CliProject } from '../support/cli-project.ts'

const config = `import { defineConfig, sql } from 'limbeck'
export default defineConfig({ url: 'sqlite:///./dev.db', models: sql('./schema') })
`

test('SQL files, a revision of them, the difference of sources, and models pulled from the database', async () => {
  using project = new CliProject()
  project.write('limbeck.config.ts', config)
  project.write('schema/1.sql', 'CREATE VIEW names AS SELECT name FROM people;\n')
  project.write('schema/2.sql', 'CREATE TABLE people (id integer NOT NULL PRIMARY KEY, name text NOT NULL);\n')
  expect((await project.run(['revision', '-m', 'people', '--autogenerate'])).status).toBe(0)
  expect((await project.run(['upgrade', 'head'])).status).toBe(0)
  expect((await project.run(['check'])).status).toBe(0)

  const same = await project.run(['diff', '--from', 'head', '--to', './schema'])
  expect(same.status).toBe(0)
  expect(same.stderr).toContain('its history, run on a scratch database')
  const made = await project.run(['diff', '--from', 'base', '--to', 'schema/2.sql', '--sql', '--json'])
  expect(made.status).toBe(1)
  expect(JSON.parse(made.stdout)).toMatchObject({
    result: { from: expect.stringContaining('an empty database') as unknown, to: 'schema/2.sql' },
  })

  const pulled = await project.run(['pull', '--json'])
  expect(pulled.status).toBe(0)
  expect(JSON.parse(pulled.stdout)).toMatchObject({ result: { tables: 1, unsaid: [] } })
  expect(project.read('models/schema.ts')).toBe(`import { integer, table, text, view } from 'limbeck/model'

export const people = table('people', { id: integer().primaryKey(), name: text().notNull() })

export const names = view('names').as('SELECT name FROM people')
`)
  const again = await project.run(['pull'])
  expect(again.status).toBe(2)
  expect(again.stderr).toContain('The file models/schema.ts is there already.')
  project.write('limbeck.config.ts', config.replace("sql('./schema')", "'./models/*.ts'"))
  expect((await project.run(['diff'])).status).toBe(0)
})

test('a statement that fails is shown with its place', async () => {
  using project = new CliProject()
  project.write('limbeck.config.ts', config)
  project.write('schema/1.sql', '\nCREATE TABLE people (id integer,, name text);\n')
  const { status, stderr } = await project.run(['diff'])
  expect(status).toBe(2)
  expect(stderr).toContain('file       schema/1.sql:2')
  expect(stderr).toContain('LB3016')
})

test('two sources are enough, without a configuration', async () => {
  using project = new CliProject()
  project.write('now.sql', 'CREATE TABLE a (id integer PRIMARY KEY);\n')
  project.write('found.db', '')
  const made = await project.run(['diff', '--from', 'sqlite:///./found.db', '--to', 'now.sql'])
  expect(made).toMatchObject({ status: 1, stdout: 'Create table a\n' })
  const unnamed = await project.run(['diff', '--from', 'now.sql', '--to', 'now.sql'])
  expect(unnamed.stderr).toContain('There is no limbeck.config.ts')
})
