import { expect, test } from 'vitest'
import { openProject } from '../../src/jobs/index.ts'
import { createScratchProject } from '../support/scratch-project.ts'

const users = (name: string) => `import { integer, string, table } from 'limbeck/model'
export const users = table('users', { id: integer().primaryKey(), ${name}: string(50) })
`

test('the questions of diff are answered as those of revision are', async () => {
  using project = createScratchProject({ 'models/user.ts': users('full_name') })
  project.revision(
    'aaaa1',
    null,
    `export async function upgrade(op: Operations) {
  await op.createTable('users', (t) => {
    t.column('id', integer().primaryKey())
    t.column('name', string(50))
  })
}`,
  )
  const opened = await openProject({ cwd: project.folder, url: project.sqliteUrl })
  await opened.upgrade('head')
  let text = ''
  const onSql = (sql: string) => {
    text += sql
  }
  await expect(opened.diff({ onSql })).rejects.toMatchObject({ code: 'LB5002' })
  await opened.diff({ onSql, decisions: { 'rename-column:users.full_name': 'name' } })
  expect(text).toContain('ALTER TABLE "users" RENAME COLUMN "name" TO "full_name"')
  const stray = { kind: 'column', namespace: null, owner: 'users', from: 'nick', to: 'full_name' } as const
  await expect(
    opened.diff({ renames: [stray], decisions: { 'rename-column:users.full_name': 'name' } }),
  ).rejects.toMatchObject({ code: 'LB5011' })
})
