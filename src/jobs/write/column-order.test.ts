import { expect, test } from 'vitest'
import { createSqliteDatabase } from '../../../test/support/databases.ts'
import { createScratchProject } from '../../../test/support/scratch-project.ts'
import { openProject } from '../open-project.ts'

const create = `export async function upgrade(op: Operations) {
  await op.createTable('users', (t) => {
    t.column('id', integer().notNull())
    t.column('name', string(50).notNull())
    t.column('age', integer())
    t.primaryKey('pk_users', ['id'])
    t.index('ix_users_age', ['age'])
  })
}
export async function downgrade(op: Operations) { await op.dropTable('users') }`

const reorder = `export async function upgrade(op: Operations) {
  await op.alterTable('users', (t) => {
    t.addColumn('nickname', string(20))
    t.renameColumn('age', 'years')
  }, { columnOrder: ['nickname', 'years', 'name'] })
}
export async function downgrade(op: Operations) {
  await op.alterTable('users', (t) => {
    t.renameColumn('years', 'age')
    t.dropColumn('nickname')
  }, { columnOrder: ['id', 'name', 'age'] })
}`

test('columns are put in order with their rows, online, in a script, and back', { timeout: 60_000 }, async () => {
  using project = createScratchProject()
  await using database = createSqliteDatabase()
  await using scripted = createSqliteDatabase()
  project.revision('aaaa', null, create)
  project.revision('bbbb', 'aaaa', reorder)
  const opened = await openProject({ cwd: project.folder, url: database.url })
  const sql: string[] = []
  await opened.upgrade('head', { onSql: (text) => sql.push(text) })
  await opened.upgrade('aaaa')
  await database.script("INSERT INTO users (id, name, age) VALUES (1, 'ada', 36)")
  await opened.upgrade('head')
  const columns = async (of = database) =>
    (await of.query('SELECT name FROM pragma_table_info($t$)'.replace('$t$', "'users'"))).map(({ name }) => name)
  expect(await columns()).toEqual(['id', 'nickname', 'years', 'name'])
  expect(await database.query('SELECT * FROM users')).toEqual([{ id: 1, nickname: null, years: 36, name: 'ada' }])
  await scripted.script(sql.join(''))
  expect(await columns(scripted)).toEqual(['id', 'nickname', 'years', 'name'])
  await opened.downgrade('aaaa')
  expect(await columns()).toEqual(['id', 'name', 'age'])
  expect(await database.query('SELECT * FROM users')).toEqual([{ id: 1, name: 'ada', age: 36 }])
})

test('a column that does not exist is refused, and so is an order without a rebuild', { timeout: 60_000 }, async () => {
  using project = createScratchProject()
  await using database = createSqliteDatabase()
  project.revision('aaaa', null, create)
  const order = (options: string) =>
    `export async function upgrade(op: Operations) { await op.alterTable('users', () => {}, ${options}) }`
  project.revision('bbbb', 'aaaa', order("{ columnOrder: ['nam', 'id'] }"))
  const opened = await openProject({ cwd: project.folder, url: database.url })
  await expect(opened.upgrade('bbbb')).rejects.toMatchObject({ code: 'LB6156' })
  project.revision('cccc', 'aaaa', order("{ columnOrder: ['name', 'id'], rebuild: 'never' }"))
  await expect(opened.upgrade('cccc')).rejects.toMatchObject({ code: 'LB6167' })
})
