import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createPostgresDatabase } from '../../../test/support/databases.ts'
import { dumpRights, makeTestRoles } from '../../../test/support/postgres-rights.ts'
import { Client } from 'pg'
import { createScratchProject } from '../../../test/support/scratch-project.ts'
import { openProject } from '../../public/index.ts'

const words = `import { table, integer, text, view, fn, schema, enumType, sequence, sql, grant, revoke, owner } from 'limbeck/model'
export const users = table('users', { id: integer().primaryKey().autoincrement(), name: text(), mail: text() })
export const names = view('names').as(sql\`SELECT name FROM users\`)
export const one = fn('one()', "() RETURNS integer LANGUAGE sql AS 'SELECT 1'")
const billing = schema('billing')
export const invoices = billing.table('invoices', { id: integer().primaryKey() })
`

test('rights of models go into revisions, there and back', async () => {
  await using database = await createPostgresDatabase()
  await execute(database.url, makeTestRoles)
  using scratch = createScratchProject({})
  let step = 0
  const warnings: string[] = []
  const open = async (models: string, more: object = { compareGrants: true, compareOwners: true }) => {
    step += 1
    scratch.write(`models${step}/all.ts`, models)
    return await openProject({
      cwd: scratch.folder,
      url: database.url,
      config: { models: `./models${step}/*.ts`, ...more },
      onEvent: (event) => {
        if (event.kind === 'warning') warnings.push(event.message)
      },
    })
  }
  const migrate = async (models: string, more?: object) => {
    const project = await open(models, more)
    try {
      const before = await dumpRights(database.url)
      const { revision } = await project.revision({ message: `step ${step}`, autogenerate: true })
      await project.upgrade('head')
      expect((await project.check()).operations).toEqual([])
      await project.downgrade('-1')
      if (step > 1) expect(await dumpRights(database.url)).toBe(before)
      await project.upgrade('head')
      expect((await project.check()).operations).toEqual([])
      const text = readFileSync(revision?.file ?? '', 'utf8')
      return text.split('\n').filter((line) => /op\.(grant|revoke|setOwner)|^ {4}/.test(line))
    } finally {
      await project.close()
    }
  }
  const first = `${words}
export const reading = grant('SELECT').on(users, names, invoices).to('limbeck_reader')
export const writing = grant(['INSERT', 'UPDATE'], { columns: ['name'] }).on(users).to('limbeck_writer')
export const entering = [grant('USAGE').on(billing).to('limbeck_reader', 'limbeck_writer'), grant('USAGE').on({ type: 'sequence', name: 'users_id_seq' }).to('limbeck_writer')]
export const closed = [revoke('EXECUTE').on(one).from('PUBLIC'), grant('EXECUTE').on(one).to('limbeck_reader')]
export const later = grant('SELECT').onNew('tables', { schema: 'billing' }).to('limbeck_reader')
export const owned = owner('limbeck_writer').of(names)
`
  expect(await migrate(first)).toMatchInlineSnapshot(`
    [
      "    t.column('id', integer().notNull().autoincrement())",
      "    t.column('name', text())",
      "    t.column('mail', text())",
      "    t.primaryKey('pk_users', ['id'])",
      "    'invoices',",
      "    (t) => {",
      "      t.column('id', integer().notNull())",
      "      t.primaryKey('pk_invoices', ['id'])",
      "    },",
      "    { schema: 'billing' },",
      "  await op.grant(['USAGE'], {",
      "    on: 'billing',",
      "    type: 'schema',",
      "    to: ['limbeck_reader', 'limbeck_writer'],",
      "  await op.grant(['SELECT'], { on: 'users', to: 'limbeck_reader' })",
      "  await op.grant(['INSERT', 'UPDATE'], { on: 'users', columns: ['name'], to: 'limbeck_writer' })",
      "  await op.setOwner('names', 'limbeck_writer', { type: 'view' })",
      "  await op.grant(['SELECT'], { on: 'names', type: 'view', to: 'limbeck_reader' })",
      "  await op.grant(['SELECT'], { on: 'invoices', schema: 'billing', to: 'limbeck_reader' })",
      "  await op.grant(['USAGE'], { on: 'users_id_seq', type: 'sequence', to: 'limbeck_writer' })",
      "  await op.revoke(['EXECUTE'], { on: 'one()', type: 'function', from: 'PUBLIC' })",
      "  await op.grant(['EXECUTE'], { on: 'one()', type: 'function', to: 'limbeck_reader' })",
      "  await op.grant(['SELECT'], { onNew: 'tables', schema: 'billing', to: 'limbeck_reader' })",
    ]
  `)
  // A column under a view changes its type, another is renamed, a table comes that default privileges are for.
  const second = `${first
    .replace('mail: text()', "address: text().renamedFrom('mail')")
    .replace('name: text()', 'name: string(9)')
    .replace('table, integer', 'table, string, integer')
    .replace(".to('limbeck_reader')", ".to('limbeck_reader', 'limbeck_writer')")}
export const payments = billing.table('payments', { id: integer().primaryKey() })
`
  expect(await migrate(second)).toMatchInlineSnapshot(`
    [
      "    'payments',",
      "    (t) => {",
      "      t.column('id', integer().notNull())",
      "      t.primaryKey('pk_payments', ['id'])",
      "    },",
      "    { schema: 'billing' },",
      "  await op.grant(['SELECT'], { on: 'users', to: 'limbeck_writer' })",
      "  await op.grant(['SELECT'], { on: 'invoices', schema: 'billing', to: 'limbeck_writer' })",
      "  await op.setOwner('names', 'limbeck_writer', { type: 'view' })",
      "  await op.grant(['SELECT'], { on: 'names', type: 'view', to: 'limbeck_reader' })",
      "  await op.revoke(['SELECT'], { on: 'users', from: 'limbeck_writer' })",
      "  await op.revoke(['SELECT'], { on: 'invoices', schema: 'billing', from: 'limbeck_writer' })",
      "  await op.setOwner('names', 'limbeck_writer', { type: 'view' })",
      "  await op.grant(['SELECT'], { on: 'names', type: 'view', to: 'limbeck_reader' })",
    ]
  `)

  // What `pull` writes says the same.
  const pulling = await open(second)
  const { files } = await pulling.pull({ out: `models${step + 1}` })
  await pulling.close()
  expect(
    readFileSync(files[0] ?? '', 'utf8')
      .split('\n')
      .filter((line) => /grant\(|revoke\(|owner\(/.test(line)),
  ).toMatchInlineSnapshot(`
    [
      "export const limbeckReaderUsage = grant('USAGE')",
      "export const limbeckReaderSelect = grant('SELECT')",
      "export const limbeckWriterInsertUpdate = grant(['INSERT', 'UPDATE'], { columns: ['name'] })",
      "export const limbeckReaderSelectRights = grant('SELECT').on(payments, names).to('limbeck_reader')",
      "export const limbeckWriterUsage = grant('USAGE')",
      "export const everybodyWithoutExecute = revoke('EXECUTE').on(one).from('PUBLIC')",
      "export const limbeckReaderExecute = grant('EXECUTE').on(one).to('limbeck_reader')",
      "export const ownedByLimbeckWriter = owner('limbeck_writer').of(names)",
      "export const limbeckReaderSelectNewTables = grant('SELECT')",
    ]
  `)
  step += 1
  const pulled = await openProject({
    cwd: scratch.folder,
    url: database.url,
    config: { models: `./models${step}/*.ts`, compareGrants: true, compareOwners: true },
  })
  expect((await pulled.check()).operations).toEqual([])
  await pulled.close()

  // Without the switch nothing of it is compared, and what is made anew keeps it.
  const third = second
    .replace('string(9)', 'string(10)')
    .replace(/export const (reading|writing|entering|closed|later|owned).*\n/g, '')
  expect(await migrate(third, {})).toMatchInlineSnapshot(`
    [
      "  await op.setOwner('names', 'limbeck_writer', { type: 'view' })",
      "  await op.grant(['SELECT'], { on: 'names', type: 'view', to: 'limbeck_reader' })",
      "  await op.setOwner('names', 'limbeck_writer', { type: 'view' })",
      "  await op.grant(['SELECT'], { on: 'names', type: 'view', to: 'limbeck_reader' })",
    ]
  `)
  const silent = await open(third, {})
  expect((await silent.check()).unmodelled.filter((one) => /grant|right|owner/i.test(one))).toEqual([])
  await silent.close()

  // One role alone.
  expect(await migrate(third, { compareGrants: { roles: ['limbeck_writer'] } })).toMatchInlineSnapshot(`
    [
      "  await op.revoke(['USAGE'], { on: 'billing', type: 'schema', from: 'limbeck_writer' })",
      "  await op.revoke(['SELECT'], { on: 'users', from: 'limbeck_writer' })",
      "  await op.revoke(['INSERT', 'UPDATE'], { on: 'users', columns: ['name'], from: 'limbeck_writer' })",
      "  await op.revoke(['SELECT'], { on: 'invoices', schema: 'billing', from: 'limbeck_writer' })",
      "  await op.revoke(['USAGE'], { on: 'users_id_seq', type: 'sequence', from: 'limbeck_writer' })",
      "  await op.grant(['USAGE'], { on: 'billing', type: 'schema', to: 'limbeck_writer' })",
      "  await op.grant(['SELECT'], { on: 'users', to: 'limbeck_writer' })",
      "  await op.grant(['INSERT', 'UPDATE'], { on: 'users', columns: ['name'], to: 'limbeck_writer' })",
      "  await op.grant(['SELECT'], { on: 'invoices', schema: 'billing', to: 'limbeck_writer' })",
      "  await op.grant(['USAGE'], { on: 'users_id_seq', type: 'sequence', to: 'limbeck_writer' })",
    ]
  `)

  expect(warnings).toEqual([])
  const off = await open(first, {})
  await off.check()
  expect(warnings).toEqual(['The models say who may do what, and nothing of it is compared.'])
  await off.close()

  const wrong = await open(`${third} export const nobody = grant('SELECT').on(users).to('limbeck_nobody')`)
  await expect(wrong.check()).rejects.toMatchObject({
    code: 'LB5017',
    message: expect.stringContaining(`'limbeck_nobody'`),
  })
  await wrong.close()
})

test('rights of SQL files, and a revision that nobody compared', async () => {
  await using database = await createPostgresDatabase()
  await execute(database.url, makeTestRoles)
  using scratch = createScratchProject({
    'schema/all.sql': `CREATE TABLE users (id serial PRIMARY KEY, name text);
      GRANT SELECT, UPDATE (name) ON users TO limbeck_reader; GRANT USAGE ON SEQUENCE users_id_seq TO limbeck_reader;
      CREATE VIEW names AS SELECT name FROM users; ALTER VIEW names OWNER TO limbeck_writer;
      ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO limbeck_reader;`,
  })
  const config = { models: './schema/*.sql', compareGrants: true, compareOwners: true, revisionFormat: 'sql' } as const
  const project = await openProject({ cwd: scratch.folder, url: database.url, config })
  const { revision } = await project.revision({ message: 'first', autogenerate: true })
  await project.upgrade('head')
  expect((await project.check()).operations).toEqual([])
  await project.downgrade('base')
  await project.upgrade('head')
  expect((await project.check()).operations).toEqual([])
  expect(
    readFileSync(revision?.file ?? '', 'utf8')
      .split('\n')
      .filter((line) => /GRANT|REVOKE|OWNER/.test(line)),
  ).toMatchInlineSnapshot(`
    [
      "GRANT SELECT ON TABLE "users" TO "limbeck_reader";",
      "GRANT UPDATE ("name") ON TABLE "users" TO "limbeck_reader";",
      "GRANT USAGE ON SEQUENCE "users_id_seq" TO "limbeck_reader";",
      "ALTER VIEW "names" OWNER TO "limbeck_writer";",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA "public" GRANT SELECT ON TABLES TO "limbeck_reader";",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA "public" REVOKE SELECT ON TABLES FROM "limbeck_reader";",
    ]
  `)
  // Somebody changes it by hand.
  await execute(database.url, 'REVOKE SELECT ON users FROM limbeck_reader; ALTER VIEW names OWNER TO CURRENT_USER')
  expect((await project.check()).operations.map((one) => one.describe)).toEqual([
    'Grant SELECT on table users to limbeck_reader',
    'Make limbeck_writer the owner of view names',
  ])
  await project.close()
})

async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}
