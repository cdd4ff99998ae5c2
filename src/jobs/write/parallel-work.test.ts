import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ScratchProject, createScratchProject } from '../../../test/support/scratch-project.ts'
import { dumpSqliteSchema } from '../../../test/support/sqlite-dump.ts'
import { openProject } from '../open-project.ts'

let project: ScratchProject

beforeEach(() => {
  project = createScratchProject()
  project.revision(
    'aaaa1',
    null,
    body(
      `await op.createTable('users', (t) => {
    t.column('id', integer().notNull())
    t.column('name', string(100))
    t.primaryKey('pk_users', ['id'])
  })`,
      "await op.dropTable('users')",
    ),
  )
})
afterEach(() => project[Symbol.dispose]())

const body = (up: string, down = '') =>
  `export async function upgrade(op: Operations) {\n  ${up}\n}\n\nexport async function downgrade(op: Operations) {\n  ${down}\n}`

const addColumn = (name: string, type = 'string(200)') =>
  body(`await op.addColumn('users', '${name}', ${type})`, `await op.dropColumn('users', '${name}')`)

const open = (more: { readonly url?: string } = {}) =>
  openProject({ cwd: project.folder, url: more.url ?? project.sqliteUrl })

const fileOf = (id: string) => readFileSync(project.path(`migrations/${id}.ts`), 'utf8')

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  )
}

test('independent changes of one table are merged, and both orders make the same database', async () => {
  project.revision('bbbb2', 'aaaa1', addColumn('email'))
  project.revision('bbbb3', 'bbbb2', body("await op.createIndex('ix_users_email', 'users', ['email'])"))
  project.revision('cccc2', 'aaaa1', addColumn('phone'))
  project.revision('cccc3', 'cccc2', body("await op.alterColumn('users', 'name', { nullable: false })"))
  const merged = await (await open()).merge({ revisions: ['heads'], revisionId: 'dddd4' })
  expect(merged).toMatchObject({ conflicts: [], unknowns: [], revision: { downRevisions: ['bbbb3', 'cccc3'] } })
  const dumps = await Promise.all(
    [
      ['bbbb3', 'cccc3'],
      ['cccc3', 'bbbb3'],
    ].map(async (order) => {
      const file = project.path(`${order.join('-')}.db`)
      const opened = await open({ url: `sqlite:///${file}` })
      for (const target of [...order, 'head']) await opened.upgrade(target)
      return dumpSqliteSchema(file)
    }),
  )
  expect(dumps[0]).toContain('email')
  expect(dumps[0]).toBe(dumps[1])
})

test('what is reported as a conflict fails on a database in one of the orders', async () => {
  project.revision('bbbb2', 'aaaa1', body("await op.renameColumn('users', 'name', 'full_name')"))
  project.revision('cccc2', 'aaaa1', body("await op.createIndex('ix_users_name', 'users', ['name'])"))
  const opened = await open()
  await expect(opened.merge({ revisions: ['heads'] })).rejects.toMatchObject({
    code: 'LB2030',
    message: expect.stringContaining(
      "CONFLICT (dropped but used): One side renames column 'users.name', and the other builds on it.",
    ),
    details: {
      conflicts: [
        {
          kind: 'droppedAndUsed',
          object: { kind: 'column', table: 'users', name: 'name' },
          sides: [
            { revision: 'bbbb2', does: [expect.stringContaining('full_name')] },
            { revision: 'cccc2', file: project.path('migrations/cccc2.ts') },
          ],
        },
      ],
    },
  })
  expect((await opened.heads()).revisions).toHaveLength(2)
  await opened.upgrade('cccc2')
  expect(await codeOf(opened.upgrade('bbbb2'))).toBe('done')
  const other = await open({ url: `sqlite:///${project.path('other.db')}` })
  await other.upgrade('bbbb2')
  expect(await codeOf(other.upgrade('cccc2'))).not.toBe('done')
})

test('a merge that is let pass has its conflicts as a comment', async () => {
  project.revision('bbbb2', 'aaaa1', addColumn('email'))
  project.revision('cccc2', 'aaaa1', addColumn('email', 'text()'))
  const opened = await open()
  expect(await codeOf(opened.merge({ revisions: ['bbbb2', 'cccc2'] }))).toBe('LB2030')
  const { revision, conflicts } = await opened.merge({ revisions: ['bbbb2', 'cccc2'], allowConflicts: true })
  expect(conflicts).toHaveLength(1)
  const text = readFileSync(revision?.file ?? '', 'utf8')
  expect(text).toContain('// Written in spite of these conflicts:')
  expect(text).toContain("//     Add column email to users: op.addColumn('users', 'email', text())")
  expect((await opened.heads()).revisions).toHaveLength(1)
})

test('hand-written SQL is named and stops nothing; a merge with an ancestor has nothing to compare', async () => {
  project.revision('bbbb2', 'aaaa1', body('await op.execute("UPDATE users SET name = upper(name)")'))
  project.write(
    'migrations/cccc2.sql',
    '-- In SQL\n--\n-- Revision: cccc2\n-- Revises: aaaa1\n\n-- limbeck: upgrade\nALTER TABLE users ADD COLUMN x integer;\n',
  )
  const opened = await open()
  const ancestor = await opened.merge({ revisions: ['bbbb2', 'aaaa1'], splice: true, revisionId: 'eeee3' })
  expect(ancestor).toMatchObject({ conflicts: [], unknowns: [] })
  const { unknowns } = await opened.merge({ revisions: ['heads'] })
  expect(unknowns.map(({ revision, reason }) => [revision, reason])).toEqual([
    ['bbbb2', 'sql'],
    ['cccc2', 'sql'],
  ])
})

test('three heads, shared merges and dependencies: only what really stands side by side is compared', async () => {
  project.revision('bbbb2', 'aaaa1', addColumn('email'))
  project.revision('cccc2', 'aaaa1', addColumn('phone'))
  project.revision('dddd3', ['bbbb2', 'cccc2'], body(''))
  // Both build on the merge; one changes what the merged side made.
  project.revision('eeee4', 'dddd3', body("await op.dropColumn('users', 'email')"))
  project.revision('ffff4', 'dddd3', addColumn('city'))
  project.revision('gggg2', 'aaaa1', body("await op.createIndex('ix_users_name', 'users', ['name'])"))
  const opened = await open()
  expect(await opened.merge({ revisions: ['heads'], revisionId: 'hhhh5' })).toMatchObject({ conflicts: [] })
  project.revision('iiii6', 'hhhh5', body("await op.dropColumn('users', 'city')"))
  const dependent = project.revision('jjjj6', 'hhhh5', body("await op.dropColumn('users', 'phone')"))
  project.write(
    'migrations/jjjj6.ts',
    readFileSync(dependent, 'utf8').replace('dependsOn: string[] = []', "dependsOn: string[] = ['iiii6']"),
  )
  project.revision('kkkk6', 'hhhh5', addColumn('city'))
  await expect(opened.merge({ revisions: ['jjjj6', 'kkkk6'] })).rejects.toMatchObject({ code: 'LB2030' })
  expect(await codeOf(opened.merge({ revisions: ['iiii6', 'jjjj6'] }))).toBe('done')
})

test('check tells of heads and their conflicts without a database', async () => {
  project.write('models/users.ts', modelOf('email: string(200), phone: string(200)'))
  project.revision('bbbb2', 'aaaa1', addColumn('email'))
  project.revision('cccc2', 'aaaa1', addColumn('phone'))
  const warnings: string[] = []
  const onEvent = (event: { readonly kind: string; readonly message?: string }) => {
    if (event.kind === 'warning') warnings.push(event.message ?? '')
  }
  const opened = await openProject({ cwd: project.folder, url: project.sqliteUrl, onEvent })
  expect(await codeOf(opened.check())).toBe('LB6014')
  expect(warnings).toEqual(['There are 2 heads: bbbb2, cccc2. They do not conflict.'])
  await opened.upgrade('heads')
  expect(await opened.check()).toMatchObject({ heads: ['bbbb2', 'cccc2'], operations: [], notCompared: null })

  project.revision('cccc3', 'cccc2', addColumn('email', 'text()'))
  expect(await codeOf(opened.check())).toBe('LB6014')
  expect(await opened.check({ conflictsSuffice: true })).toMatchObject({
    notCompared: 'Target database is not up to date.',
    conflicts: [{ kind: 'createdTwice' }],
  })
  const nowhere = await openProject({ cwd: project.folder, onEvent })
  expect(await nowhere.check({ conflictsSuffice: true })).toMatchObject({
    conflicts: [{ kind: 'createdTwice' }],
    operations: [],
  })
  expect(warnings.at(-1)).toContain("CONFLICT (created twice): Both sides create column 'users.email'")
})

const modelOf = (columns: string) =>
  `import { table, integer, string } from 'limbeck/model'\nexport const users = table('users', { id: integer().primaryKey(), name: string(100), ${columns} })\n`

test('the unapplied branch goes behind the applied one, and the database follows', async () => {
  project.revision('bbbb2', 'aaaa1', addColumn('email'))
  project.revision('cccc2', 'aaaa1', addColumn('phone'))
  project.revision('cccc3', 'cccc2', addColumn('city'))
  const opened = await open()
  expect(await codeOf(opened.rebase())).toBe('LB2032')
  expect(existsSync(project.path('test.db'))).toBe(false)
  await opened.upgrade('bbbb2')
  expect(await codeOf(opened.rebase({ revision: 'bbbb2' }))).toBe('LB2031')
  const [before, untouched] = [fileOf('cccc2'), fileOf('cccc3')]
  expect(await opened.rebase({ dryRun: true })).toMatchObject({ written: false, headsAfter: ['cccc3'] })
  expect(fileOf('cccc2')).toBe(before)
  expect(await opened.rebase()).toMatchObject({
    moved: [
      { id: 'cccc2', downRevisions: ['bbbb2'] },
      { id: 'cccc3', isHead: true },
    ],
    rewritten: [{ revision: 'cccc2', downRevisionsBefore: ['aaaa1'], downRevisionsAfter: ['bbbb2'] }],
    onto: 'bbbb2',
    headsBefore: ['bbbb2', 'cccc3'],
    headsAfter: ['cccc3'],
  })
  expect(fileOf('cccc2')).toBe(
    before.replace('Revises: aaaa1', 'Revises: bbbb2').replace('downRevision = "aaaa1"', 'downRevision = "bbbb2"'),
  )
  expect(fileOf('cccc3')).toBe(untouched)
  expect(await opened.upgrade('head')).toMatchObject({
    steps: [{ revision: 'cccc2' }, { revision: 'cccc3' }],
    headsAfter: ['cccc3'],
  })
  expect(await opened.downgrade('bbbb2')).toMatchObject({ headsAfter: ['bbbb2'] })
})

test('the downgrade that a refused rebase names makes it possible', async () => {
  project.revision('bbbb2', 'aaaa1', addColumn('email'))
  project.revision('cccc2', 'aaaa1', addColumn('phone'))
  const opened = await open()
  await opened.upgrade('heads')
  await expect(opened.rebase({ revision: 'cccc2' })).rejects.toMatchObject({
    code: 'LB2031',
    hints: [expect.stringContaining('`limbeck downgrade cccc2@aaaa1`'), expect.stringContaining('merge bbbb2 cccc2')],
  })
  await opened.downgrade('cccc2@aaaa1')
  expect((await opened.current()).revisions.map(({ id }) => id)).toEqual(['bbbb2'])
  expect(await opened.rebase()).toMatchObject({ headsAfter: ['cccc2'] })
})

test('a rebase with conflicts writes nothing unless they are allowed', async () => {
  project.revision('bbbb2', 'aaaa1', addColumn('email'))
  project.revision('cccc2', 'aaaa1', addColumn('email', 'text()'))
  const opened = await openProject({ cwd: project.folder })
  const before = fileOf('cccc2')
  expect(await codeOf(opened.rebase({ revision: 'cccc2' }))).toBe('LB2030')
  expect(fileOf('cccc2')).toBe(before)
  expect(await opened.rebase({ revision: 'cccc2', allowConflicts: true })).toMatchObject({
    conflicts: [{ kind: 'createdTwice' }],
    headsAfter: ['cccc2'],
  })
})

test('a .sql revision is moved like any other; a database that cannot be reached stops it, unless offline', async () => {
  project.revision('bbbb2', 'aaaa1', addColumn('email'))
  const sql = (down: string) =>
    `-- In SQL\n--\n-- Revision: cccc2\n-- Revises: ${down}\n\n-- limbeck: upgrade\nALTER TABLE users ADD COLUMN x integer; -- aaaa1\n`
  const file = project.write('migrations/cccc2.sql', sql('aaaa1'))
  const away = await open({ url: 'postgresql://nobody@127.0.0.1:1/none' })
  await expect(away.rebase({ revision: 'cccc2' })).rejects.toMatchObject({
    code: 'LB4001',
    hints: expect.arrayContaining([expect.stringContaining('--offline')]),
  })
  expect(await away.rebase({ revision: 'cccc2', offline: true })).toMatchObject({
    headsAfter: ['cccc2'],
    unknowns: [{ revision: 'cccc2', reason: 'sql', mentions: ['users'] }],
  })
  expect(readFileSync(file, 'utf8')).toBe(sql('bbbb2'))
})
