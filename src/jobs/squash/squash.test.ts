import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSqliteDatabase, type TestDatabase } from '../../../test/support/databases.ts'
import { createScratchDatabase } from '../../../test/support/postgres-database.ts'
import { type ScratchProject, createScratchProject } from '../../../test/support/scratch-project.ts'
import { dumpSqliteSchema } from '../../../test/support/sqlite-dump.ts'
import { isLimbeckError } from '../../errors/index.ts'
import { openProject } from '../index.ts'
import type { Project } from '../project.ts'

let files: ScratchProject
let database: TestDatabase
beforeEach(() => {
  files = createScratchProject()
  database = createSqliteDatabase()
})
afterEach(async () => {
  files[Symbol.dispose]()
  await database[Symbol.asyncDispose]()
})

const open = (url = database.url): Promise<Project> => openProject({ cwd: files.folder, url })
const migrations = () => readdirSync(files.path('migrations')).sort()
const body = (up: string, down: string | null = '') =>
  [
    `export async function upgrade(op: Operations) {\n${up}\n}`,
    down === null ? '' : `export async function downgrade(op: Operations) {\n${down}\n}`,
  ].join('\n')

/** Five revisions: a table, a fork of two columns, their merge, and a rename behind it. */
function writeHistory(): void {
  files.revision(
    'a1',
    null,
    body(
      `await op.createTable('users', (t) => { t.column('id', integer().primaryKey()) })`,
      `await op.dropTable('users')`,
    ),
  )
  files.revision(
    'b1',
    'a1',
    body(`await op.addColumn('users', 'name', string(100))`, `await op.dropColumn('users', 'name')`),
  )
  files.revision(
    'c1',
    'a1',
    body(`await op.addColumn('users', 'mail', string(100))`, `await op.dropColumn('users', 'mail')`),
  )
  files.revision('d1', ['b1', 'c1'], body(''))
  files.revision(
    'e1',
    'd1',
    body(
      `await op.alterColumn('users', 'mail', { newName: 'email' })`,
      `await op.alterColumn('users', 'email', { newName: 'mail' })`,
    ),
  )
}

async function problem(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (isLimbeckError(error)) return `${error.code} ${error.message}`
    throw error
  }
  return ''
}

test('everything up to the head becomes one revision that creates it', async () => {
  writeHistory()
  const project = await open()
  await project.upgrade('head')
  const dump = dumpSqliteSchema(fileOf(database))
  const result = await project.squash({ message: 'Start' })
  expect(result).toMatchObject({
    revision: { id: 'e1', downRevisions: [], isHead: true, message: 'Start' },
    operations: 1,
    handWritten: [],
    irreversible: [],
    proof: { reason: null },
  })
  expect(result.proof.server).toMatch(/^sqlite /)
  expect(migrations()).toEqual(['20260101_1005_e1_start.ts', '__squashed'])
  expect(readdirSync(files.path('migrations/__squashed/e1')).sort()).toEqual([
    'a1.ts',
    'b1.ts',
    'c1.ts',
    'd1.ts',
    'e1.ts',
  ])
  expect(result.replaced.map(({ id }) => id)).toEqual(['a1', 'b1', 'c1', 'd1', 'e1'])
  // A database at the end needs nothing, and its file does not count as edited.
  expect((await project.upgrade('head')).steps).toEqual([])
  expect((await project.current()).editedAfterApplied).toEqual([])
  await project.downgrade('base')
  expect(await database.query(`SELECT name FROM sqlite_schema WHERE name = 'users'`)).toEqual([])
  await project.upgrade('head')
  expect(dumpSqliteSchema(fileOf(database))).toBe(dump)
})

test('an edit of the squashed file is one, also where the old file ran', async () => {
  writeHistory()
  const project = await open()
  await project.upgrade('head')
  const { file } = await project.squash()
  files.write('migrations/' + file.split('/').at(-1), readFileSync(file, 'utf8').replace('string(100)', 'string(99)'))
  // The old file ran here, not this one: what the squashed one does is for other databases.
  expect((await project.current()).editedAfterApplied).toEqual([])
  const other = createSqliteDatabase()
  const onOther = await open(other.url)
  await onOther.upgrade('head')
  files.write('migrations/' + file.split('/').at(-1), readFileSync(file, 'utf8').replace('string(99)', 'string(98)'))
  expect((await onOther.current()).editedAfterApplied).toEqual(['e1'])
  await other[Symbol.asyncDispose]()
})

test('a database in the middle is told what to do', async () => {
  writeHistory()
  const project = await open()
  await project.upgrade('b1')
  await project.squash()
  expect(await problem(project.upgrade('head'))).toBe(
    "LB2021 Can't locate revision identified by 'b1': it was squashed into e1",
  )
  files.write('old.config.json', JSON.stringify({ migrations: './migrations/__squashed/e1' }))
  const withOldFiles = await openProject({ config: files.path('old.config.json'), url: database.url })
  await withOldFiles.upgrade('head')
  expect((await project.upgrade('head')).steps).toEqual([])
  files.revision('f1', 'c1', body(''))
  expect(await problem(project.heads())).toBe('LB2005 Revision c1 referenced from f1 was squashed into e1')
})

test('a range in the middle keeps its operations, for databases that have rows', async () => {
  writeHistory()
  files.revision('f1', 'e1', body(`await op.execute("UPDATE users SET name = 'f1 was here' WHERE name IS NULL")`, ''))
  const project = await open()
  await project.upgrade('a1')
  await database.script(`INSERT INTO users (id) VALUES (1)`)
  const result = await project.squash({ range: 'd1:f1' }).catch((error: unknown) => error)
  // The merge is the way in: it follows both branches.
  expect(result).toMatchObject({ revision: { id: 'f1', downRevisions: ['b1', 'c1'] }, operations: 2 })
  await project.upgrade('head')
  expect(await database.query('SELECT * FROM users')).toEqual([{ id: 1, name: 'f1 was here', email: null }])
  await project.downgrade('a1')
  expect(await database.query('SELECT * FROM users')).toEqual([{ id: 1 }])
  expect(await problem(project.squash({ range: 'b1:f1', handWritten: 'drop' }))).toContain('LB2024')
})

test('labels and dependencies of the range go over to the squashed revision', async () => {
  writeHistory()
  files.revision(
    'x1',
    null,
    body(`await op.createTable('x', (t) => { t.column('id', integer().primaryKey()) })`, `await op.dropTable('x')`),
  )
  const file = files.revision('f1', 'e1', body(''))
  files.write(
    'migrations/f1.ts',
    readFileSync(file, 'utf8')
      .replace('branchLabels: string[] = []', "branchLabels: string[] = ['main']")
      .replace('dependsOn: string[] = []', "dependsOn: string[] = ['x1']"),
  )
  const project = await open()
  expect(await project.squash({ range: 'd1:f1' })).toMatchObject({
    revision: { dependsOn: ['x1'], branchLabels: ['main'] },
  })
  await project.upgrade('heads')
  expect((await project.current()).atHeads).toBe(true)
})

test('a range needs one way in and one way out', async () => {
  writeHistory()
  const project = await open()
  expect(await problem(project.squash({ range: 'a1' }))).toBe('LB2024 There is nothing to squash: only a1.')
  expect(await problem(project.squash({ range: ':b1' }))).toBe(
    'LB2024 Revision c1 follows a1, which is inside of the range.',
  )
  expect(await problem(project.squash({ range: 'b1:e1' }))).toBe(
    'LB2024 Revision d1 comes into the range from revision c1, besides b1.',
  )
  files.revision('f1', 'd1', body(''))
  expect(await problem(project.squash({ range: ':heads' }))).toMatch(
    /^LB2024 The range has several ends: (e1, f1|f1, e1)\.$/,
  )
  files.write('migrations/f1.ts', '')
  expect(await problem(project.squash())).toContain('LB2003')
  files.write(
    'migrations/f1.ts',
    readFileSync(files.revision('f1', null, body('')), 'utf8').replace(
      'dependsOn: string[] = []',
      "dependsOn: string[] = ['b1']",
    ),
  )
  expect(await problem(project.squash({ range: 'e1' }))).toBe(
    'LB2024 Revision f1 depends on b1, which is inside of the range.',
  )
})

test('hand-written SQL is for a person to decide on, and the proof says when the decision was wrong', async () => {
  writeHistory()
  files.revision(
    'f1',
    'e1',
    body(`await op.execute("CREATE VIEW names AS SELECT name FROM users")`, `await op.execute("DROP VIEW names")`),
  )
  files.revision('g1', 'f1', body(`await op.bulkInsert('users', [{ id: 1, name: 'root' }])`, ''))
  const project = await open()
  const before = migrations()
  expect(await problem(project.squash())).toBe(
    [
      'LB2025 The range has parts that people wrote by hand; should a new database still get them?',
      '  f1  Execute CREATE VIEW names AS SELECT name FROM users',
      '  g1  Insert 1 row into users',
    ].join('\n'),
  )
  expect(await problem(project.squash({ handWritten: 'drop' }))).toBe(
    [
      'LB2026 The squashed revision does not do what the old files do. To be the same it would have to:',
      '  Drop view names',
      '  Make the rows of users the same: 1 instead of 0',
    ].join('\n'),
  )
  expect(migrations()).toEqual(before)
  const result = await project.squash({ handWritten: 'keep' })
  expect(result.handWritten.map(({ revision, kept }) => [revision, kept])).toEqual([
    ['f1', true],
    ['g1', true],
  ])
  await project.upgrade('head')
  expect(await database.query('SELECT * FROM names')).toEqual([{ name: 'root' }])
  await project.downgrade('base')
  expect(await database.query(`SELECT name FROM sqlite_schema WHERE name IN ('names', 'users')`)).toEqual([])
})

test('code that asks for rows is never copied', async () => {
  writeHistory()
  files.revision(
    'f1',
    'e1',
    body(
      `for (const row of await op.connection().query('SELECT id FROM users')) await op.execute('UPDATE users SET name = ? WHERE id = ?', ['x', row['id']])`,
      '',
    ),
  )
  const project = await open()
  expect(await problem(project.squash({ handWritten: 'keep' }))).toContain(
    'LB2025 Revision f1 has code that asks the database for rows',
  )
  expect(await problem(project.squash({ range: 'd1:f1' }))).toContain('LB2024 Revision f1 asks the database for rows')
  expect((await project.squash({ handWritten: 'drop' })).handWritten).toEqual([
    { revision: 'f1', describe: 'Code that asks the database for rows', isCode: true, kept: false },
  ])
})

test('what a later revision took away is found before anything is written', async () => {
  writeHistory()
  files.revision('f1', 'e1', body(`await op.execute('UPDATE users SET name = email')`, ''))
  files.revision('g1', 'f1', body(`await op.dropColumn('users', 'name')`, null))
  const project = await open()
  expect(await problem(project.squash({ handWritten: 'keep' }))).toContain(
    'LB2026 The squashed revision failed on a scratch database: There is no column "name".',
  )
  const result = await project.squash({ handWritten: 'drop' })
  // The way back of a range from the base is made anew.
  expect(result.irreversible).toEqual([])
})

test('a middle range without a way back has none either', async () => {
  writeHistory()
  files.revision('f1', 'e1', body(`await op.dropColumn('users', 'name')`, null))
  const project = await open()
  const result = await project.squash({ range: 'd1:f1' })
  expect(result.irreversible).toEqual(['Revision f1 had no downgrade'])
  await project.upgrade('head')
  expect(await problem(project.downgrade('-1'))).not.toBe('')
})

test('a dry run writes nothing, and old files can be deleted', async () => {
  writeHistory()
  const project = await open()
  const before = migrations()
  const dry = await project.squash({ dryRun: true })
  expect(dry).toMatchObject({ revision: null, text: expect.stringContaining("export const revision = 'e1'") as string })
  expect(migrations()).toEqual(before)
  const { replaced } = await project.squash({ deleteFiles: true })
  expect(replaced.every(({ archivedTo }) => archivedTo === null)).toBe(true)
  expect(migrations().length).toBe(1)
})

test('files that a broken-off squash left are no revisions any more, and a squash can be squashed again', async () => {
  writeHistory()
  const project = await open()
  await project.upgrade('head')
  const old = readFileSync(files.path('migrations/b1.ts'), 'utf8')
  await project.squash()
  files.write('migrations/b1.ts', old)
  expect((await project.history()).revisions.map(({ id }) => id)).toEqual(['e1'])
  files.revision(
    'f1',
    'e1',
    body(`await op.createTable('t', (t) => { t.column('id', integer().primaryKey()) })`, `await op.dropTable('t')`),
  )
  await project.squash({ message: 'Again' })
  // At the end of the first squash, which is now in the middle.
  expect(await problem(project.upgrade('head'))).toContain("'e1': it was squashed into f1")
  expect(await problem((await atRow('c1')).upgrade('head'))).toContain("'c1': it was squashed into f1")
  files.revision('g1', 'f1', body(''))
  await project.squash({ range: 'f1:g1' })
  expect(existsSync(files.path('migrations/__squashed/g1'))).toBe(true)
})

test('.sql revisions are squashed as hand-written SQL', async () => {
  writeHistory()
  files.write(
    'migrations/f1.sql',
    '-- Index\n-- Revision: f1\n-- Revises: e1\n-- limbeck: upgrade\nCREATE INDEX i ON users (name);\n-- limbeck: downgrade\nDROP INDEX i;\n',
  )
  const project = await open()
  const { file } = await project.squash({ handWritten: 'keep' })
  expect(file).toMatch(/f1_squash_6_revisions\.ts$/)
  expect(readdirSync(files.path('migrations/__squashed/f1'))).toContain('f1.sql')
  await project.upgrade('head')
  await project.downgrade('base')
})

test('on PostgreSQL both run beside the project’s database; without a database nothing is proven, and that is said', async () => {
  writeHistory()
  await using postgres = await createScratchDatabase('squash')
  const project = await open(postgres.url)
  expect((await project.squash({ dryRun: true })).proof.server).toMatch(/^postgresql /)
  const lost = new URL(postgres.url)
  lost.port = '1'
  const nowhere = await open(lost.href)
  expect(await nowhere.squash({ dryRun: true })).toMatchObject({
    proof: { server: null, reason: expect.any(String) as string },
  })
  expect(await nowhere.squash({ dryRun: true, scratchUrl: postgres.url })).toMatchObject({ proof: { reason: null } })
})

/** A database whose version table names a revision. */
async function atRow(id: string): Promise<Project> {
  const project = await open()
  await database.script(`UPDATE limbeck_version SET version_num = '${id}'`)
  return project
}

function fileOf({ url }: TestDatabase): string {
  return url.replace('sqlite:///', '')
}
