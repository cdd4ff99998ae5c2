import { expect, test } from 'vitest'
import { openProject } from '../../src/jobs/index.ts'
import { databaseKinds } from '../support/databases.ts'
import { createScratchProject } from '../support/scratch-project.ts'

const postgres = databaseKinds.filter(({ kind }) => kind === 'postgresql')

test.each(postgres)('a schema that neither models nor configuration name is told and left', async ({ create }) => {
  using project = createScratchProject({
    'models/users.ts': `import { integer, table } from 'limbeck/model'
export const users = table('users', { id: integer().primaryKey() })`,
  })
  await using database = await create()
  await database.query('CREATE TABLE users (id integer CONSTRAINT pk_users PRIMARY KEY)')
  await database.query('CREATE SCHEMA billing')
  await database.query('CREATE TABLE billing.bills (user_id integer REFERENCES users)')
  const unmodelled = ["Schema 'billing' with 1 table is not compared, because no model is in it."]
  const open = () => openProject({ cwd: project.folder, url: database.url })
  expect(await (await open()).check()).toMatchObject({ operations: [], unmodelled })
  expect(await (await open()).revision({ message: 'Nothing', autogenerate: true })).toMatchObject({
    revision: null,
    unmodelled,
  })
  project.write('limbeck.config.json', JSON.stringify({ models: './models/*.ts', schemas: ['billing'] }))
  expect(await (await open()).diff()).toMatchObject({
    operations: [{ describe: 'Drop table billing.bills' }],
    unmodelled: [],
  })
})
