import { expect, test } from 'vitest'
import { openProject } from '../../src/jobs/index.ts'
import { createScratchProject } from '../support/scratch-project.ts'

test('a cast that rounds on PostgreSQL is found where the project’s database is SQLite', async () => {
  using project = createScratchProject()
  project.revision(
    'aaaa1',
    null,
    `import { decimal } from 'limbeck'
export async function upgrade(op: Operations) {
  await op.createTable('bills', (t) => t.column('total', decimal(10, 4)))
}
export async function downgrade(op: Operations) {
  await op.dropTable('bills')
}`,
    'Add bills',
  )
  project.revision(
    'bbbb2',
    'aaaa1',
    `import { decimal } from 'limbeck'
export async function upgrade(op: Operations) {
  await op.alterColumn('bills', 'total', { type: decimal(10, 1) })
}
export async function downgrade(op: Operations) {
  await op.alterColumn('bills', 'total', { type: decimal(10, 4) })
}`,
    'Round the totals of bills',
  )
  const opened = await openProject({ cwd: project.folder, url: project.sqliteUrl })
  const { findings } = await opened.review({ range: 'bbbb2' })
  expect(findings.map(({ rule }) => rule)).toContain('data-loss')
})
