import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type TestDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { eachTestHas } from '../../../test/support/each-test.ts'
import type { ScratchProject } from '../../../test/support/scratch-project.ts'
import { openProject } from '../open-project.ts'
import type { OpenOptions } from '../project.ts'

const models = (
  columns: string,
) => `import { index, integer, json, string, table, text, timestamp, uuid } from 'limbeck/model'

export const crews = table('crews', {
  id: uuid().primaryKey(),
  ${columns}
}, (t) => [index('ix_crews_name').on(t.name)])
`
const first = models(`name: string(50).notNull(),\n  note: text(),`)

describe.each(databaseKinds)('autogenerate on $kind', { timeout: 60_000 }, ({ create }) => {
  let project: ScratchProject
  let database: TestDatabase
  /** Models are cached by Node as long as their file has the same name, so every version gets one of its own. */
  let version = 0

  eachTestHas(create, (own) => ({ project, database } = own))

  function writeModels(text: string): void {
    version += 1
    project.write('limbeck.config.json', JSON.stringify({ models: `./models/v${version}.ts` }))
    project.write(`models/v${version}.ts`, text)
  }
  const open = (options: OpenOptions = {}) => openProject({ cwd: project.folder, url: database.url, ...options })
  const files = () => readdirSync(project.path('migrations'))
  const generate = async (message: string, options: OpenOptions = {}) =>
    (await open(options)).revision({ message, autogenerate: true })

  test('writes both directions, reviews, and finds nothing when it is applied', async () => {
    writeModels(first)
    const { revision, operations } = await generate('Add crews')
    expect(operations.map(({ describe }) => describe).join()).toContain('crews')
    expect(revision).toMatchObject({ message: 'Add crews', downRevisions: [], isHead: true })
    const text = readFileSync(revision?.file ?? '', 'utf8')
    expect(text).toContain("await op.createTable('crews'")
    expect(text).toContain("await op.dropTable('crews')")
    const opened = await open()
    await opened.upgrade('head')
    expect(await opened.check()).toMatchObject({ operations: [], unmodelled: [], conflicts: [], notCompared: null })
    expect(await opened.diff()).toEqual({ operations: [], unmodelled: [] })
    expect(await generate('Nothing')).toMatchObject({ revision: null, operations: [] })
    expect(files()).toHaveLength(1)
    await opened.downgrade('base')
    await expect(database.query('SELECT * FROM crews')).rejects.toThrow()
  })

  test('refuses while the database is not up to date', async () => {
    writeModels(first)
    await generate('Add crews')
    const again = generate('Add crews again')
    await expect(again).rejects.toThrow('Target database is not up to date.')
    await expect(again).rejects.toMatchObject({ code: 'LB6014' })
    await expect((await open()).check()).rejects.toMatchObject({ code: 'LB6014' })
    expect(files()).toHaveLength(1)
  })

  test('a rename is asked, given, or an error that lists the question', async () => {
    writeModels(first)
    await generate('Add crews')
    await (await open()).upgrade('head')
    writeModels(models('name: string(50).notNull(),\n  remark: text(),'))
    await expect(generate('Rename note')).rejects.toMatchObject({ code: 'LB5002' })
    expect(files()).toHaveLength(1)

    const asked: string[] = []
    const answered = await generate('Rename note', {
      ask: (questions) => {
        asked.push(...questions.map(({ id }) => id))
        return Promise.resolve(Object.fromEntries(questions.map(({ id, candidates }) => [id, candidates[0] ?? null])))
      },
    })
    expect(asked).toEqual(['rename-column:crews.remark'])
    expect(answered.operations.map(({ kind }) => kind)).toEqual(['renameColumn'])
    await (await open()).upgrade('head')
    expect((await (await open()).check()).operations).toEqual([])
  })

  test('a rename that is given and names nothing is refused', async () => {
    writeModels(first)
    const rename = { kind: 'column', namespace: null, owner: 'crews', from: 'title', to: 'name' } as const
    const result = (await open()).revision({ message: 'Add crews', autogenerate: true, renames: [rename] })
    await expect(result).rejects.toMatchObject({ code: 'LB5011' })
  })

  test('check and diff show what differs; diff as SQL too', async () => {
    writeModels(first)
    await generate('Add crews')
    const opened = await open()
    await opened.upgrade('head')
    writeModels(models('name: string(50).notNull(),\n  note: text(),\n  size: integer(),'))
    const later = await open()
    expect((await later.check()).operations).toMatchObject([
      { kind: 'addColumn', describe: expect.stringContaining('size') as unknown },
    ])
    const sql: string[] = []
    await later.diff({ onSql: (text) => sql.push(text) })
    expect(sql.join('')).toMatch(/ALTER TABLE "?crews"? ADD COLUMN "?size"? integer;/i)
  })

  test('several globs are one set of models', async () => {
    const one = (name: string) =>
      `import { integer, table } from 'limbeck/model'\nexport const ${name} = table('${name}', { id: integer().primaryKey() })\n`
    project.write('limbeck.config.json', JSON.stringify({ models: ['./app/models/*.ts', './billing/models/*.ts'] }))
    project.write('app/models/crews.ts', one('crews'))
    project.write('billing/models/invoices.ts', one('invoices'))
    const { operations } = await generate('Add crews and invoices')
    expect(operations.map(({ describe }) => describe)).toEqual(['Create table crews', 'Create table invoices'])
  })

  test('no model files is an error that names the globs and the folder', async () => {
    project.write('limbeck.config.json', JSON.stringify({ models: './nowhere/*.ts' }))
    const result = generate('Nothing')
    await expect(result).rejects.toMatchObject({ code: 'LB6015' })
    await expect(result).rejects.toThrow(/'nowhere\/\*\.ts'/)
    await expect(result).rejects.toThrow(project.folder)
  })

  test('doctor looks at everything', async () => {
    writeModels(first)
    await generate('Add crews')
    const before = await (await open()).doctor()
    expect(before.checks.find(({ name }) => name === 'version table')).toMatchObject({
      status: 'warning',
      message: 'at base; 1 pending',
    })
    await (await open()).upgrade('head')
    const after = await (await open()).doctor()
    expect(after.checks.map(({ name, status }) => `${name}: ${status}`)).toEqual([
      'configuration: ok',
      'revisions: ok',
      'models: ok',
      'database: ok',
      'lock: ok',
      'broken-off runs: ok',
      'version table: ok',
      'applied files: ok',
    ])
  })
})
