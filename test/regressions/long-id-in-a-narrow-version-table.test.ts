import { expect, test } from 'vitest'
import { openProject } from '../../src/jobs/index.ts'
import { databaseKinds } from '../support/databases.ts'
import { createScratchProject } from '../support/scratch-project.ts'

const long = 'add_the_very_long_name_of_a_revision_to_users'
const body = `
export async function upgrade(op: Operations) {
  await op.createTable('users', (t) => t.column('id', integer().notNull()))
}
export async function downgrade(op: Operations) {
  await op.dropTable('users')
}`

test.each(databaseKinds)('Alembic’s table, an id longer than its column, on $kind', async ({ kind, create }) => {
  using project = createScratchProject({
    'limbeck.config.json': JSON.stringify({ models: './models/*.ts', versionTable: 'alembic_version' }),
  })
  await using database = await create()
  await database.query('CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)')
  project.revision('aaaa1', null, body.replaceAll('users', 'crews'))
  project.revision(long, 'aaaa1', body)
  const opened = await openProject({ cwd: project.folder, url: database.url })
  const rows = () => database.query('SELECT version_num FROM alembic_version')
  if (kind === 'postgresql') {
    const refused = {
      code: 'LB6007',
      hints: [
        expect.stringContaining('ALTER TABLE "alembic_version" ALTER COLUMN version_num TYPE varchar(128)'),
        expect.any(String),
      ],
    }
    await expect(opened.upgrade('head')).rejects.toMatchObject(refused)
    await expect(opened.stamp(['head'])).rejects.toMatchObject(refused)
    expect(await rows()).toEqual([])
    await database.query('ALTER TABLE alembic_version ALTER COLUMN version_num TYPE varchar(128)')
  }
  await opened.upgrade('head')
  expect(await rows()).toEqual([{ version_num: long }])
})
