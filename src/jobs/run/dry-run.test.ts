import { describe, expect, test, vi } from 'vitest'
import { CliProject } from '../../../test/support/cli-project.ts'
import { databaseKinds } from '../../../test/support/databases.ts'
import { createScratchProject } from '../../../test/support/scratch-project.ts'
import { openProject } from '../open-project.ts'

vi.setConfig({ testTimeout: 120_000 })

const createUsers = `export async function upgrade(op: Operations) {
  await op.createTable('users', (t) => {
    t.column('id', integer().primaryKey())
    t.column('name', string(50).notNull())
    t.column('note', text())
  })
  await op.createTable('audit', (t) => { t.column('id', integer().primaryKey()) })
}
export async function downgrade(op: Operations) {
  await op.dropTable('audit')
  await op.dropTable('users')
}`

const renameAndAdd = `export async function upgrade(op: Operations) {
  await op.renameTable('users', 'people')
  await op.alterTable('people', (t) => {
    t.renameColumn('note', 'remark')
    t.addColumn('age', integer())
    t.addColumn('nickname', text())
  })
}
export async function downgrade(op: Operations) {
  await op.alterTable('people', (t) => {
    t.dropColumn('nickname')
    t.dropColumn('age')
    t.renameColumn('remark', 'note')
  })
  await op.renameTable('people', 'users')
}`

describe.each(databaseKinds)('a dry run on $kind', ({ create }) => {
  test('shows the SQL of every step from where the database is, and touches nothing', async () => {
    using project = createScratchProject()
    await using database = await create()
    project.revision('aaaa1', null, createUsers)
    project.revision('bbbb2', 'aaaa1', renameAndAdd)
    project.revision(
      'cccc3',
      'bbbb2',
      `export async function upgrade(op: Operations) {
  await op.execute('UPDATE people SET age = ? WHERE id = ?', [7, 1])
  await op.connection().query('SELECT id FROM people')
  await op.execute('DELETE FROM people')
}`,
    )
    const limbeck = await openProject({ cwd: project.folder, url: database.url })
    await limbeck.upgrade('aaaa1')
    const journal = await database.query('SELECT * FROM limbeck_journal')
    const { steps, headsBefore, headsAfter, losses } = await limbeck.upgrade('head', { dryRun: true })
    expect({ headsBefore, headsAfter, losses }).toEqual({ headsBefore: ['aaaa1'], headsAfter: ['cccc3'], losses: [] })
    expect(steps).toMatchObject([
      { direction: 'upgrade', revision: 'bbbb2', incomplete: null },
      {
        revision: 'cccc3',
        sql: 'UPDATE people SET age = 7 WHERE id = 1;\n\n',
        incomplete: expect.stringContaining('rows'),
      },
    ])
    expect(steps[0]?.sql).toMatch(/ALTER TABLE "?users"? RENAME TO "?people"?;/)
    expect(await database.query('SELECT * FROM limbeck_journal')).toEqual(journal)
    expect(await database.query('SELECT version_num FROM limbeck_version')).toEqual([{ version_num: 'aaaa1' }])
    expect((await limbeck.current()).revisions.map(({ id }) => id)).toEqual(['aaaa1'])
  })

  test('what hand-written SQL drops is told by its words', async () => {
    using project = createScratchProject()
    await using database = await create()
    project.write(
      'migrations/aaaa1_by_hand.sql',
      `-- By hand
--
-- Revision: aaaa1
-- Revises:  base

-- limbeck: upgrade
CREATE TABLE orders (id integer, note text); INSERT INTO orders VALUES (1, 'one'), (2, NULL);
CREATE TABLE kept (id integer); INSERT INTO kept VALUES (1);

-- limbeck: downgrade
ALTER TABLE orders DROP COLUMN note;
CREATE TABLE kept_new (id integer);
INSERT INTO kept_new SELECT id FROM kept;
DROP TABLE kept;
ALTER TABLE kept_new RENAME TO kept;
`,
    )
    project.revision(
      'bbbb2',
      'aaaa1',
      `export async function upgrade() {}
export async function downgrade(op: Operations) { await op.execute('DROP TABLE IF EXISTS ORDERS /* all */'); await op.execute('CREATE TABLE orders (id integer)') }`,
    )
    const limbeck = await openProject({ cwd: project.folder, url: database.url })
    await limbeck.upgrade('head')
    const lossesOf = async (target: string) => (await limbeck.downgrade(target, { dryRun: true })).losses
    expect(await lossesOf('-1')).toEqual([{ table: 'orders', column: null, rows: 2, orMore: false }])
    await limbeck.stamp(['aaaa1'])
    expect(await lossesOf('-1')).toEqual([{ table: 'orders', column: 'note', rows: 1, orMore: false }])
  })

  test('rows that hand-written SQL deletes count, and each table of a list', async () => {
    using project = createScratchProject()
    await using database = await create()
    const isSqlite = database.url.startsWith('sqlite')
    project.write(
      'migrations/aaaa1_by_hand.sql',
      `-- By hand
--
-- Revision: aaaa1
-- Revises:  base

-- limbeck: upgrade
${['a', 'b', 'c', 'd'].map((name) => `CREATE TABLE ${name} (id integer); INSERT INTO ${name} VALUES (1), (2);`).join('\n')}

-- limbeck: downgrade
DELETE FROM a WHERE id = 1;
DELETE FROM b;
${isSqlite ? 'DROP TABLE c;\nDELETE FROM d;' : 'DROP TABLE c, b;\nTRUNCATE TABLE ONLY d RESTART IDENTITY;'}
CREATE TABLE made (id integer);
DELETE FROM made;
`,
    )
    const limbeck = await openProject({ cwd: project.folder, url: database.url })
    await limbeck.upgrade('head')
    const { losses } = await limbeck.downgrade('-1', { dryRun: true })
    const lost = { column: null, rows: 2, orMore: false }
    expect(losses).toEqual([
      isSqlite ? { table: 'b', ...lost, emptied: true } : { table: 'b', ...lost },
      { table: 'c', ...lost },
      { table: 'd', ...lost, emptied: true },
    ])
  })

  test('a downgrade says what it would lose: by the names of today, without what is empty', async () => {
    using project = createScratchProject()
    await using database = await create()
    project.revision('aaaa1', null, createUsers)
    project.revision('bbbb2', 'aaaa1', renameAndAdd)
    const limbeck = await openProject({ cwd: project.folder, url: database.url })
    await limbeck.upgrade('head')
    const lossesOf = async (target: string) => (await limbeck.downgrade(target, { dryRun: true })).losses
    expect(await lossesOf('base')).toEqual([])
    await database.script(`INSERT INTO people (id, name, age) VALUES (1, 'a', 30), (2, 'b', NULL)`)
    expect(await lossesOf('-1')).toEqual([{ table: 'people', column: 'age', rows: 1, orMore: false }])
    expect(await lossesOf('base')).toEqual([{ table: 'people', column: null, rows: 2, orMore: false }])
    expect(await database.query('SELECT count(*) AS n FROM people')).toMatchObject([{}])
  })

  test('a file that says irreversible stops a downgrade over it before anything runs', async () => {
    using project = createScratchProject()
    await using database = await create()
    project.revision('aaaa1', null, createUsers)
    project.revision(
      'bbbb2',
      'aaaa1',
      `export const irreversible = 'the plain passwords are gone'\nexport async function upgrade(op: Operations) { await op.execute('SELECT 1') }`,
    )
    project.revision('cccc3', 'bbbb2', createUsers.replaceAll("'users'", "'more'").replaceAll("'audit'", "'logs'"))
    const limbeck = await openProject({ cwd: project.folder, url: database.url })
    await limbeck.upgrade('head')
    const refused = {
      code: 'LB2017',
      message: 'Revision bbbb2 cannot be downgraded: the plain passwords are gone',
      details: { revision: 'bbbb2', reason: 'the plain passwords are gone' },
    }
    await expect(limbeck.downgrade('base')).rejects.toMatchObject(refused)
    await expect(limbeck.downgrade('base', { dryRun: true })).rejects.toMatchObject(refused)
    await expect(limbeck.downgrade('head:base', { onSql: () => undefined })).rejects.toMatchObject(refused)
    expect((await limbeck.current()).revisions.map(({ id }) => id)).toEqual(['cccc3'])
    await limbeck.downgrade('bbbb2')
    expect((await limbeck.current()).revisions.map(({ id }) => id)).toEqual(['bbbb2'])
  })
})

test('without a terminal a downgrade that loses rows needs --yes, and one that loses none does not', async () => {
  using project = new CliProject()
  project.write('limbeck.config.json', JSON.stringify({ url: 'sqlite:///./dev.db' }))
  const file = (rows: string) => `/**
 * Create users
 *
 * Revision: aaaa1
 * Revises:
 */
import { type Operations, integer } from 'limbeck'
export const revision = 'aaaa1'
export const downRevision = null
export async function upgrade(op: Operations) {
  await op.createTable('users', (t) => { t.column('id', integer().primaryKey()) })
  ${rows}
}
export async function downgrade(op: Operations) { await op.dropTable('users') }
`
  project.write('migrations/aaaa1.ts', file(''))
  await project.run(['upgrade', 'head'])
  expect(await project.run(['downgrade', '-1'])).toMatchObject({ status: 0 })

  project.write('migrations/aaaa1.ts', file(`await op.bulkInsert('users', [{ id: 1 }, { id: 2 }])`))
  await project.run(['upgrade', 'head'])
  const refused = await project.run(['downgrade', '-1'])
  expect(refused).toMatchObject({ status: 2, stdout: '' })
  expect(refused.stderr).toContain('This downgrade drops 1 table with what it holds.\n  table users (2 rows)')
  expect(refused.stderr).toContain('limbeck downgrade -1 --yes')
  expect((await project.json(['downgrade', 'base'])).document).toMatchObject({
    ok: false,
    error: { code: 'LB6020', details: { losses: [{ table: 'users', column: null, rows: 2, orMore: false }] } },
  })
  const shown = await project.run(['downgrade', '-1', '--dry-run'])
  expect(shown.stdout).toBe('Would run downgrade aaaa1, Create users\n  DROP TABLE "users";\n')
  expect(shown.stderr).toContain('table users (2 rows)')
  expect((await project.run(['current'])).stdout).toContain('aaaa1')
  expect(await project.run(['downgrade', '-1', '--yes'])).toMatchObject({ status: 0 })
  expect((await project.run(['current'])).stdout).toBe('')
  expect(await project.run(['upgrade', 'a:b:c', '--sql'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining("'a:b:c' has more than one colon"),
  })
})
