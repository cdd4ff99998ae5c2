import { describe, expect, test } from 'vitest'
import { openProject } from '../../public/index.ts'
import { createPostgresDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { createScratchProject } from '../../../test/support/scratch-project.ts'

type Project = Awaited<ReturnType<typeof openProject>>

async function inProject(
  models: string,
  url: string,
  work: (project: Project, write: (models: string) => Project | Promise<Project>) => Promise<void>,
) {
  using scratch = createScratchProject({ 'models/all.ts': models })
  const opened: Project[] = []
  const open = async () => {
    const project = await openProject({ cwd: scratch.folder, url, config: { models: './models/*.ts' } })
    opened.push(project)
    return project
  }
  // A module is loaded once in a process: changed models stand in another file.
  const write = async (text: string) => {
    const { rmSync } = await import('node:fs')
    rmSync(scratch.path('models'), { recursive: true })
    scratch.write(`models/all${opened.length}.ts`, text)
    return await open()
  }
  try {
    await work(await open(), write)
  } finally {
    for (const project of opened) await project.close()
  }
}

async function migrate(project: Project, message: string): Promise<readonly string[]> {
  const { operations } = await project.revision({ message, autogenerate: true })
  await project.upgrade('head')
  expect((await project.check()).operations).toEqual([])
  await project.downgrade('-1')
  await project.upgrade('head')
  expect((await project.check()).operations).toEqual([])
  return operations.map((one) => one.describe)
}

const users = `import { table, integer, text, boolean, timestamp, view, trigger, fn, sql, procedure, sequence, policy,
  rowSecurity, extension, domain, materializedView, raw, check, databaseObject } from 'limbeck/model'
export const users = table('users', {
  id: integer().primaryKey(), name: text().notNull(), active: boolean(), updated_at: timestamp() })
`

describe.each(databaseKinds)('views and triggers of models on $kind', ({ kind, create }) => {
  test('a view over a view, and one that changes', async () => {
    await using database = await create()
    const first = `${users}
export const names = view('active_names').as('SELECT name FROM active_users;')
export const activeUsers = view('active_users').as(sql\`
  -- people who may come in
  select \${users.id}, \${users.name} from \${users} where \${users.active}\`)`
    await inProject(first, database.url, async (project, write) => {
      expect(await migrate(project, 'first')).toEqual([
        'Create table users',
        'Create view active_users',
        'Create view active_names',
      ])
      const changed = await write(`${users}
export const activeUsers = view('active_users').as(sql\`SELECT id, name, updated_at FROM \${users} WHERE active\`)
export const names = view('active_names').as(sql\`SELECT name FROM \${activeUsers}\`)`)
      const lines = await migrate(changed, 'second')
      expect(lines.some((line) => /view active_users/.test(line))).toBe(true)
      const without = await write(users)
      expect(await without.diff().then((one) => one.unmodelled.length)).toBe(2)
    })
  })

  test('a trigger', async () => {
    await using database = await create()
    const models =
      kind === 'sqlite'
        ? `${users}
export const touch = trigger('touch').on(users).as(sql\`AFTER UPDATE OF name FOR EACH ROW
  BEGIN UPDATE users SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id; END;\`)`
        : `${users}
export const touchUser = fn('touch_user()', \`RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.updated_at := now(); RETURN NEW; END $$\`.replace(/^/, '() '))
export const touch = trigger('touch').on(users).as(sql\`BEFORE UPDATE OF name FOR EACH ROW EXECUTE FUNCTION touch_user()\`)`
    await inProject(models, database.url, async (project) => {
      const lines = await migrate(project, 'first')
      expect(lines.at(-1)).toBe('Create trigger users.touch')
    })
  })

  test('what is for another database is left out', async () => {
    await using database = await create()
    const models = `${users}
export const one = view('one', { dialects: ['sqlite'] }).as('SELECT 1 AS one')
export const trgm = extension('pg_trgm', { dialects: ['postgresql'] })`
    await inProject(models, database.url, async (project) => {
      const lines = await migrate(project, 'first')
      expect(lines).toContain(kind === 'sqlite' ? 'Create view one' : 'Create extension pg_trgm')
      expect(lines).toHaveLength(2)
    })
  })
})

describe('objects of models on PostgreSQL', () => {
  const everything = `${users}
export const email = domain('email', 'text', { checks: { ck_email: sql\`VALUE LIKE '%@%'\` }, comment: 'An address' })
export const isShort = fn('is_short(text)', sql\`CREATE OR REPLACE FUNCTION is_short(t text) RETURNS boolean
  IMMUTABLE LANGUAGE sql AS $$ SELECT length(t) < 10 $$\`)
export const accounts = table('accounts', { id: integer().primaryKey(), mail: raw('email'), code: text() }, (t) => [
  check('ck_accounts_code', sql\`is_short(\${t.code})\`)])
export const security = rowSecurity(accounts, { forced: true })
export const own = policy('own', { command: 'SELECT', using: sql\`\${accounts.code} = current_user\` }).on(accounts)
export const totals = materializedView('totals', { indexes: { ix_totals: 'CREATE INDEX ix_totals ON totals (n)' } })
  .as(sql\`SELECT count(*) AS n FROM \${users}\`)
export const numbers = sequence('numbers', { start: 5 })
export const down = sequence('down', { increment: -1, type: 'integer' })
export const trgm = extension('pg_trgm')
export const clean = procedure('clean(integer)', sql\`(age integer) LANGUAGE sql AS $$ DELETE FROM users WHERE id < age $$\`)
export const r = databaseObject('rule', 'r', { definition: 'CREATE RULE r AS ON DELETE TO accounts DO INSTEAD NOTHING' }, { on: accounts })
`
  test('of every type, which functions and domains of tables stand among', async () => {
    await using database = await createPostgresDatabase()
    await inProject(everything, database.url, async (project, write) => {
      const lines = await migrate(project, 'first')
      expect(lines).toHaveLength(12)
      const changed = await write(
        everything
          .replace('length(t) < 10', 'length(t) < 20')
          .replace('count(*)', 'max(id)')
          .replace("'%@%'", "'%@%.%'"),
      )
      expect(await migrate(changed, 'second')).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/is_short/),
          expect.stringMatching(/totals/),
          expect.stringMatching(/email/),
        ]),
      )
    })
  })

  test('a definition that fails is shown with its place', async () => {
    await using database = await createPostgresDatabase()
    const models = `${users}
export const one = view('one').as('SELECT nothing FROM users')`
    await inProject(models, database.url, async (project) => {
      await expect(project.diff()).rejects.toMatchObject({ code: 'LB3016' })
      await expect(project.diff()).rejects.toThrow(/nothing(.|\n)*the view one of the models/)
    })
  })
})
