import { expect, test, vi } from 'vitest'
import { CliProject } from '../support/cli-project.ts'
import { createPostgresDatabase } from '../support/databases.ts'

// Each command is a process of its own.
vi.setConfig({ testTimeout: 240_000 })

const revision = (body: string) => `/**
 * Create things
 *
 * Revision: aaaa1
 * Revises:
 */
import { type Operations } from 'limbeck'
export const revision = 'aaaa1'
export const downRevision = null
export const branchLabels: string[] = []
export const dependsOn: string[] = []
export async function upgrade(op: Operations) {
  ${body}
}
export async function downgrade(op: Operations) {
  await op.execute('DROP TABLE things')
}
`

test('-n all stops at the first failure and says what was done and what was not', async () => {
  using project = new CliProject()
  project.write(
    'limbeck.config.ts',
    `import { defineConfig } from 'limbeck'
    export default defineConfig({ databases: {
      one: { url: 'sqlite:///./one.db' }, two: { url: 'sqlite:///./two.db' }, three: { url: 'sqlite:///./three.db' },
    } })\n`,
  )
  for (const name of ['one', 'three'])
    project.write(`migrations/${name}/aaaa1.ts`, revision(`await op.execute('CREATE TABLE things (id integer)')`))
  project.write('migrations/two/aaaa1.ts', revision(`await op.execute('CREATE TABLE nowhere.things (id integer)')`))
  const { status, document } = await project.json(['upgrade', '-n', 'all', 'head'])
  expect(status).toBe(3)
  expect(document).toMatchObject({
    ok: false,
    error: {
      details: {
        databases: { one: { headsAfter: ['aaaa1'] } },
        failed: 'two',
        notRun: ['three'],
        revision: 'aaaa1',
      },
      hints: expect.arrayContaining(['It was the database "two". Done before it: one. Not run: three.']),
    },
  })
  expect(project.has('three.db')).toBe(false)
  const again = await project.run(['upgrade', '-n', 'all', 'head'])
  expect(again.stderr).toMatch(/^one:\nNothing to do[^]*\ntwo:\n[^]*Not run: three\./)
})

test('a configuration that is a function makes a database of each tenant', async () => {
  using project = new CliProject()
  await using scratch = await createPostgresDatabase()
  project.write(
    'limbeck.config.ts',
    `import { defineConfig } from 'limbeck'
    const tenants = async () => ['acme', 'globex']
    export default defineConfig(async ({ name, x }) => ({
      migrations: './migrations',
      databases: Object.fromEntries(
        (await tenants()).filter((tenant) => x.only === undefined || x.only === tenant).map((tenant) => [
          tenant, { url: \`\${process.env['BASE_URL']}?schema=\${tenant}\` },
        ]),
      ),
    }))\n`,
  )
  project.write('migrations/aaaa1.ts', revision(`await op.execute('CREATE TABLE things (id integer)')`))
  await scratch.script('CREATE SCHEMA acme; CREATE SCHEMA globex')
  const env = { BASE_URL: scratch.url }
  const run = await project.run(['upgrade', '-n', 'all', 'head', '-x', 'only=globex'], { env })
  expect(run).toMatchObject({ status: 0, stderr: expect.stringMatching(/^globex:\nRunning upgrade/) })
  expect((await project.run(['upgrade', '-n', 'all', 'head'], { env })).stderr).toMatch(
    /^acme:\nRunning upgrade [^]*\nglobex:\nNothing to do/,
  )
  const rows = await scratch.query(
    `SELECT schemaname AS s, tablename AS t FROM pg_tables WHERE schemaname IN ('acme', 'globex', 'public') ORDER BY 1, 2`,
  )
  expect(rows).toEqual(
    ['acme', 'globex'].flatMap((s) => ['limbeck_journal', 'limbeck_version', 'things'].map((t) => ({ s, t }))),
  )
})

test('commands of the project are listed, take options, and fail with their own code', async () => {
  using project = new CliProject()
  project.write(
    'limbeck.config.ts',
    `import { defineCommand, defineConfig } from 'limbeck'
    export default defineConfig({
      url: 'sqlite:///./dev.db',
      commands: {
        pending: defineCommand({
          summary: 'Count the revisions that would run',
          arguments: { revision: { summary: 'Where to go' } },
          options: { label: { value: 'TEXT', summary: 'What to call it' }, fail: { summary: 'Fail' } },
          run: async (project, { arguments: { revision }, options }) => {
            if (options.fail) throw new Error('as told')
            const { steps } = await project.upgrade(String(revision), { dryRun: true })
            return \`\${options.label}: \${steps.length}\`
          },
        }),
      },
    })\n`,
  )
  project.write('migrations/aaaa1.ts', revision(''))
  expect(await project.run(['pending', 'head', '--label', 'to do'])).toEqual({
    status: 0,
    stdout: 'to do: 1\n',
    stderr: '',
  })
  expect(await project.json(['pending', 'head'])).toEqual({
    status: 0,
    document: { ok: true, command: 'pending', result: 'undefined: 1' },
  })
  expect((await project.run(['help'])).stdout).toContain('Of this project:\n  pending          Count the revisions')
  expect((await project.run(['help', 'pending'])).stdout).toContain('limbeck pending REVISION [--label TEXT] [--fail]')
  expect(await project.run(['pending', 'head', '--fail'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('The command "pending" of the configuration failed: as told'),
  })
  expect(await project.run(['pendin'])).toMatchObject({ status: 2, stderr: expect.stringContaining('pending') })
})
