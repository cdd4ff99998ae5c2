import { describe, expect, test } from 'vitest'
import { type TestDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { eachTestHas } from '../../../test/support/each-test.ts'
import type { ScratchProject } from '../../../test/support/scratch-project.ts'
import { openProject } from '../open-project.ts'

describe.each(databaseKinds)(
  'constraints that are validated later on $kind',
  { timeout: 60_000 },
  ({ kind, create }) => {
    let project: ScratchProject
    let database: TestDatabase

    eachTestHas(create, (own) => ({ project, database } = own))
    const open = () => openProject({ cwd: project.folder, url: database.url })
    const isPostgres = kind === 'postgresql'

    function revisions(): void {
      project.revision(
        'aaaa1',
        null,
        `export async function upgrade(op: Operations) {
  await op.createTable('crews', (t) => t.column('id', integer().primaryKey()))
  await op.createTable('agents', (t) => {
    t.column('id', integer().primaryKey())
    t.column('crew_id', integer())
  })
}
export async function downgrade() {}`,
      )
      project.revision(
        'bbbb2',
        'aaaa1',
        `export async function upgrade(op: Operations) {
  await op.createForeignKey('fk_crew', 'agents', 'crews', ['crew_id'], ['id'], { notValid: true })
  await op.createCheckConstraint('ck_crew', 'agents', sql\`crew_id > 0\`, { notValid: true })
}
export async function downgrade(op: Operations) {
  await op.dropConstraint('ck_crew', 'agents')
  await op.dropConstraint('fk_crew', 'agents')
}`,
      )
      project.revision(
        'cccc3',
        'bbbb2',
        `export async function upgrade(op: Operations) {
  await op.validateConstraint('fk_crew', 'agents')
  await op.validateConstraint('ck_crew', 'agents', { type: 'check' })
}
export async function downgrade(op: Operations) {
  await op.alterConstraint('ck_crew', 'agents', { notValid: true }, { type: 'check' })
  await op.alterConstraint('fk_crew', 'agents', { notValid: true }, { type: 'foreignKey' })
}`,
      )
    }

    test('NOT VALID, then VALIDATE, and back', async () => {
      revisions()
      const opened = await open()
      await opened.upgrade('aaaa1')
      if (isPostgres) await database.query('INSERT INTO agents VALUES (1, -5)')
      await opened.upgrade('bbbb2')
      await expect(database.query('INSERT INTO agents VALUES (2, -6)')).rejects.toThrow(/constraint/i)
      if (isPostgres) {
        await expect(opened.upgrade('head')).rejects.toMatchObject({ details: { revision: 'cccc3' } })
        await database.query('DELETE FROM agents')
      }
      await opened.upgrade('head')
      const validated = async () =>
        (
          await database.query(
            "SELECT convalidated FROM pg_constraint WHERE conname IN ('fk_crew', 'ck_crew') ORDER BY conname",
          )
        ).map((row) => row['convalidated'])
      if (isPostgres) expect(await validated()).toEqual([true, true])
      await opened.downgrade('bbbb2')
      if (isPostgres) expect(await validated()).toEqual([false, false])
      await opened.downgrade('base')
    })

    test('as a script', async () => {
      revisions()
      let script = ''
      await (await open()).upgrade('bbbb2:cccc3', { onSql: (text) => void (script += text) })
      if (isPostgres) expect(script).toContain('ALTER TABLE "agents" VALIDATE CONSTRAINT "fk_crew"')
      else expect(script).not.toMatch(/"agents"/)
    })
  },
)
