import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ScratchProject, createScratchProject } from '../../../test/support/scratch-project.ts'
import { openProject } from '../open-project.ts'

const empty = 'export async function upgrade() {}\nexport async function downgrade() {}'

let project: ScratchProject

beforeEach(() => {
  project = createScratchProject()
})
afterEach(() => project[Symbol.dispose]())

const open = () => openProject({ cwd: project.folder, url: project.sqliteUrl })
const ids = (result: { readonly revisions: readonly { readonly id: string }[] }) => result.revisions.map(({ id }) => id)

function writeDiamond(): void {
  project.revision('aaaa1', null, empty)
  project.revision('bbbb2', 'aaaa1', empty)
  project.revision('cccc3', 'aaaa1', empty)
  project.revision('dddd4', ['bbbb2', 'cccc3'], empty)
}

test('history, heads, branches, show and find', async () => {
  writeDiamond()
  const opened = await open()
  expect(ids(await opened.history())).toEqual(['dddd4', 'cccc3', 'bbbb2', 'aaaa1'])
  expect(ids(await opened.history({ range: 'bbbb2:' }))).toEqual(['dddd4', 'bbbb2'])
  expect(ids(await opened.heads())).toEqual(['dddd4'])
  expect((await opened.branches()).revisions).toMatchObject([
    { id: 'aaaa1', isBranchPoint: true, nextRevisions: ['bbbb2', 'cccc3'] },
  ])
  expect((await opened.show('dddd')).revisions).toMatchObject([{ id: 'dddd4', isMergePoint: true, isApplied: null }])
  expect(await opened.find('head')).toMatchObject({ id: 'dddd4', isHead: true })
  await expect(opened.find('zzzz')).rejects.toMatchObject({ code: 'LB2001' })
})

test('what asks for the database says what is applied there, and makes no file', async () => {
  writeDiamond()
  const opened = await open()
  expect(
    (await opened.history({ indicateCurrent: true })).revisions.every(({ isApplied }) => isApplied === false),
  ).toBe(true)
  expect(existsSync(project.path('test.db'))).toBe(false)
  await opened.upgrade('cccc3')
  expect(ids(await opened.show('current'))).toEqual(['cccc3'])
  const history = await opened.history({ indicateCurrent: true })
  expect(history.revisions.map(({ id, isApplied, isCurrent }) => [id, isApplied, isCurrent])).toEqual([
    ['dddd4', false, false],
    ['cccc3', true, true],
    ['bbbb2', false, false],
    ['aaaa1', true, false],
  ])
})

test('a new revision follows the head; several heads must be merged or chosen from', async () => {
  const opened = await open()
  const { revision: base } = await opened.revision({ message: 'Add users' })
  expect(base).toMatchObject({ downRevisions: [], message: 'Add users', isBase: true })
  expect(base?.file).toMatch(/\d{8}_\d{4}_[0-9a-f]{12}_add_users\.ts$/)
  const { revision: left } = await opened.revision({ message: 'Left', branchLabel: 'left' })
  const { revision: right } = await opened.revision({
    message: 'Right',
    head: base?.id ?? '',
    splice: true,
    revisionId: 'right1',
  })
  expect(left).toMatchObject({ branchLabels: ['left'], downRevisions: [base?.id] })
  expect(right).toMatchObject({ id: 'right1', downRevisions: [base?.id] })
  await expect(opened.revision({ message: 'Which' })).rejects.toMatchObject({ code: 'LB2002' })
  const { revision: merged } = await opened.merge({ revisions: ['heads'] })
  expect(merged).toMatchObject({ isMergePoint: true, isHead: true })
  await expect(opened.merge({ revisions: ['heads'] })).rejects.toMatchObject({ code: 'LB2020' })
  await opened.upgrade('head')
  expect((await opened.current()).atHeads).toBe(true)
})

test('dependsOn, and folders that are not configured', async () => {
  project.revision('aaaa1', null, empty)
  const opened = await open()
  const { revision } = await opened.revision({ message: 'Other line', head: 'base', dependsOn: ['aaaa'] })
  expect(readFileSync(revision?.file ?? '', 'utf8')).toContain("dependsOn: string[] = ['aaaa1']")
  await expect(
    opened.revision({ message: 'Elsewhere', head: 'aaaa1', versionPath: './elsewhere' }),
  ).rejects.toMatchObject({ code: 'LB1001' })
})

test('review replays the revisions without a database', async () => {
  project.revision(
    'aaaa1',
    null,
    `export async function upgrade(op: Operations) {
  await op.createTable('users', (t) => {
    t.column('id', integer().notNull())
    t.primaryKey('pk_users', ['id'])
  })
}
export async function downgrade(op: Operations) { await op.dropTable('users') }`,
    'Create users',
  )
  project.revision(
    'bbbb2',
    'aaaa1',
    `export async function upgrade(op: Operations) { await op.dropTable('users') }
export async function downgrade() {}`,
    'Drop users',
  )
  const opened = await openProject({ cwd: project.folder, url: 'postgresql://nobody@localhost:1/nowhere' })
  const all = await opened.review()
  expect(all.revisions).toEqual(['aaaa1', 'bbbb2'])
  expect(all.findings.filter(({ rule }) => rule === 'data-loss')).toMatchObject([
    { revision: 'bbbb2', file: project.path('migrations/bbbb2.ts') },
  ])
  expect(all.failed).toBe(true)
  expect((await opened.review({ range: 'aaaa1' })).findings).toEqual([])
})

test('an in-memory database lives as long as its project', async () => {
  project.revision('aaaa1', null, empty)
  const opened = await openProject({ cwd: project.folder, url: 'sqlite://' })
  await opened.upgrade('head')
  expect(ids(await opened.current())).toEqual(['aaaa1'])
  await Promise.all([opened.current(), opened.doctor(), opened.downgrade('base')])
  expect(ids(await opened.current())).toEqual([])
  await opened.close()
})
