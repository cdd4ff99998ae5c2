import { describe, expect, test } from 'vitest'
import { openProject } from '../../public/index.ts'
import { databaseKinds } from '../../../test/support/databases.ts'
import { createScratchProject } from '../../../test/support/scratch-project.ts'

const models = `import { table, integer, text, check, sql } from 'limbeck/model'
export const people = table('people', { id: integer().primaryKey(), name: text().notNull() }, (t) => [
  check('ck_people_name', sql\`length(\${t.name}) > 0\`),
])`

describe.each(databaseKinds)('diff between sources on $kind', ({ create }) => {
  async function inProject(work: (project: Awaited<ReturnType<typeof openProject>>, url: string) => Promise<void>) {
    using scratch = createScratchProject({ 'models/people.ts': models })
    scratch.write('old/schema.sql', 'CREATE TABLE people (id integer NOT NULL PRIMARY KEY, name text NOT NULL);')
    scratch.write(
      'new.sql',
      'CREATE TABLE people (id integer NOT NULL CONSTRAINT pk_people PRIMARY KEY, name text NOT NULL, email text, CONSTRAINT ck_people_name CHECK (length(name) > 0));',
    )
    await using database = await create()
    const project = await openProject({ cwd: scratch.folder, url: database.url })
    try {
      await work(project, database.url)
    } finally {
      await project.close()
    }
  }
  const lines = (result: { readonly operations: readonly { readonly describe: string }[] }) =>
    result.operations.map((one) => one.describe)

  test('from a folder of SQL files to a SQL file, without the database', async () => {
    await inProject(async (project) => {
      const sql: string[] = []
      const result = await project.diff({ from: './old', to: './new.sql', onSql: (text) => sql.push(text) })
      expect(lines(result).join()).toMatch(/add column email to people, add check constraint ck_people_name/)
      expect(result.from).toBe('old/schema.sql')
      expect(result.to).toBe('new.sql')
      expect(sql.join('')).toContain('email')
    })
  })

  test('a revision, the models, the database and its URL are the same where nothing differs', async () => {
    await inProject(async (project, url) => {
      await project.revision({ message: 'people', autogenerate: true })
      await project.upgrade('head')
      const pairs = [
        ['head', 'models'],
        ['models', 'head'],
        ['database', 'head'],
        [url, 'models'],
        ['models', 'database'],
      ] as const
      for (const [from, to] of pairs) {
        expect([from, to, ...lines(await project.diff({ from, to }))]).toEqual([from, to])
      }
      expect(lines(await project.diff({ from: 'base', to: 'head' }))).toEqual(['Create table people'])
      expect(lines(await project.diff({ from: 'models', to: 'new.sql' })).join()).toMatch(/add column email to people/i)
      expect(lines(await project.diff({ from: 'new.sql', to: 'models' }))).toEqual(['Drop column email of people'])
    })
  })

  test('SQL that a revision was given by hand counts', async () => {
    await inProject(async (project) => {
      await project.revision({ message: 'people', autogenerate: true })
      const [file = ''] = (await project.heads()).revisions.map((one) => one.file)
      const { readFileSync, writeFileSync } = await import('node:fs')
      const text = readFileSync(file, 'utf8').replace(
        /(export async function upgrade[^{]*\{)/,
        "$1\n  await op.execute('CREATE TABLE extra (id integer)')\n",
      )
      writeFileSync(file, text)
      expect(lines(await project.diff({ from: 'models', to: 'head' }))).toEqual(['Create table extra'])
    })
  })

  test('what names nothing is an error', async () => {
    await inProject(async (project) => {
      await expect(project.diff({ from: 'nothing' })).rejects.toMatchObject({ code: 'LB2001' })
      await expect(project.diff({ from: './missing.sql' })).rejects.toMatchObject({ code: 'LB6015' })
    })
  })
})
