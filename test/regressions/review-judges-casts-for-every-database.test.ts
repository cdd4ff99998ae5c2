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

test('a cast that PostgreSQL may refuse is a note where the project’s database is SQLite', async () => {
  using project = createScratchProject()
  const revision = (id: string, down: string | null, body: string) =>
    project.revision(
      id,
      down,
      `import { bigInteger } from 'limbeck'
export async function upgrade(op: Operations) {
${body}
}
export async function downgrade(op: Operations) {
  await op.dropTable('bills')
}`,
      'Narrow the columns of bills',
    )
  revision(
    'aaaa1',
    null,
    `  await op.createTable('bills', (t) => {
    t.column('number', text())
    t.column('cents', bigInteger())
    t.column('code', string(50))
    t.column('note', string(50))
  })`,
  )
  revision(
    'bbbb2',
    'aaaa1',
    `  await op.alterColumn('bills', 'number', { type: integer() })
  await op.alterColumn('bills', 'cents', { type: integer() })
  await op.alterColumn('bills', 'code', { type: string(3) })
  await op.alterColumn('bills', 'note', { type: text() })
  await op.addColumn('bills', 'fresh', text())
  await op.alterColumn('bills', 'fresh', { type: integer() })`,
  )
  const opened = await openProject({ cwd: project.folder, url: project.sqliteUrl })
  const { findings } = await opened.review({ range: 'bbbb2' })
  const casts = findings.filter(({ rule }) => rule === 'data-needs-moving' || rule === 'data-loss')
  expect(casts.map(({ rule, severity, message }) => `${rule} ${severity}: ${message.split(':')[0]}`).sort()).toEqual([
    'data-needs-moving note: Column cents of bills goes from bigInteger to integer',
    'data-needs-moving note: Column code of bills goes from string(50) to string(3)',
    'data-needs-moving note: Column number of bills goes from text to integer',
  ])
})
