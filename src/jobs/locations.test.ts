import { readdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, databaseKinds } from '../../test/support/databases.ts'
import { type ScratchProject, createScratchProject } from '../../test/support/scratch-project.ts'
import type { LimbeckEvent } from '../runtime/index.ts'
import { openProject } from './open-project.ts'
import type { NewRevisionOptions } from './project.ts'

let project: ScratchProject
beforeEach(() => {
  project = createScratchProject()
})
afterEach(() => project[Symbol.dispose]())

const configure = (config: object) => project.write('limbeck.config.json', JSON.stringify(config))
const open = (onEvent?: (event: LimbeckEvent) => void) =>
  openProject({ cwd: project.folder, url: project.sqliteUrl, ...(onEvent === undefined ? {} : { onEvent }) })
const header = (id: string, down: string | null) =>
  `export const revision = '${id}'\nexport const downRevision = ${JSON.stringify(down)}\n`
/** The file of a new revision and what it follows. */
async function create(request: NewRevisionOptions) {
  const { revision } = await (await open()).revision(request)
  if (revision === null) throw new Error('No revision was written')
  return revision
}
const idsOf = async () => (await (await open()).history()).revisions.map((revision) => revision.id)

test('a template with folders by date, and revisions in them', async () => {
  configure({ recursiveVersionLocations: true, fileTemplate: '%(year)d/%(month).2d/%(rev)s_%(slug)s' })
  const one = await create({ message: 'Add users', revisionId: 'aaaa01' })
  const two = await create({ message: 'Add posts', revisionId: 'bbbb02' })
  expect(path.relative(project.path('migrations'), one.file).replaceAll('\\', '/')).toMatch(
    /^\d{4}\/\d\d\/aaaa01_add_users\.ts$/,
  )
  expect(two.downRevisions).toEqual(['aaaa01'])
  expect(path.dirname(two.file)).toBe(path.dirname(one.file))
  await (await open()).upgrade('head')
  expect((await (await open()).current()).revisions.map(({ id }) => id)).toEqual(['bbbb02'])
})

test('without a recursive search such a template is refused, with the key that allows it', async () => {
  configure({ fileTemplate: '%(year)d/%(rev)s' })
  await expect((await open()).revision({ message: 'x' })).rejects.toThrow('recursiveVersionLocations: true')
})

test('a new revision goes into the location of its parent, or the one asked for', async () => {
  configure({ migrations: ['./one', './two'] })
  project.write('two/1_a.ts', header('aaaa01', null))
  const follow = async (options: object) =>
    path.basename(path.dirname((await create({ message: 'x', ...options })).file))
  expect(await follow({ revisionId: 'bbbb02' })).toBe('two')
  expect(await follow({ revisionId: 'cccc03', versionPath: './one' })).toBe('one')
  expect(await follow({ revisionId: 'dddd04', head: 'base', versionPath: './one' })).toBe('one')
  await expect((await open()).revision({ message: 'x', head: 'base' })).rejects.toMatchObject({
    code: 'LB1001',
    message: 'Multiple version locations present, please specify --version-path',
  })
  await expect((await open()).revision({ message: 'x', head: 'dddd04', versionPath: './three' })).rejects.toMatchObject(
    {
      code: 'LB1001',
      message: 'Path ./three is not represented in current version locations',
    },
  )
})

test('a folder reached twice is read once, with one notice', async () => {
  configure({ migrations: ['./migrations', './link'] })
  project.write('migrations/1_a.ts', header('aaaa01', null))
  project.write('migrations/2_b.ts', header('bbbb02', 'aaaa01'))
  symlinkSync(project.path('migrations'), project.path('link'), 'junction')
  const events: LimbeckEvent[] = []
  expect((await (await open((event) => events.push(event))).heads()).revisions).toHaveLength(1)
  expect(events).toEqual([
    {
      kind: 'warning',
      message: `Folder ${project.path('link')} loaded twice! ignoring. Please ensure the folders of \`migrations\` are unique.`,
      hints: [],
    },
  ])
})

test('compiled revisions run from their folder; beside their source they are the same revision', async () => {
  configure({ migrations: './dist' })
  const body = 'exports.upgrade = async (op) => { await op.execute("CREATE TABLE t (a int)") }\n'
  project.write('dist/package.json', '{ "type": "commonjs" }')
  project.write('dist/1_a.js', `"use strict";\nexports.revision = 'aaaa01';\nexports.downRevision = null;\n${body}`)
  project.write('dist/1_a.js.map', '{}')
  project.write('dist/1_a.d.ts', 'export declare const revision: string')
  project.write('dist/2_b.mjs', `${header('bbbb02', 'aaaa01')}export const upgrade = () => {}\n`)
  project.write('dist/index.js', 'module.exports = require("./1_a.js")')
  await (await open()).upgrade('head')
  expect((await (await open()).current()).revisions.map(({ id }) => id)).toEqual(['bbbb02'])

  project.write('dist/2_b.mts', `${header('bbbb02', 'aaaa01')}export const upgrade = () => {}\n`)
  expect(await idsOf()).toEqual(['bbbb02', 'aaaa01'])
})

test('a name may be as long as the file system allows', async () => {
  configure({ truncateSlugLength: 300, fileTemplate: '%(slug)s' })
  const made = await create({ message: 'x'.repeat(252) })
  expect(path.basename(made.file)).toHaveLength(255)
})

test('a new file is never written over another, and no id is given twice', async () => {
  const id = 'add_users_table_1'
  await (await open()).revision({ message: 'Add users', revisionId: id })
  const before = readdirSync(project.path('migrations'))
  await expect((await open()).revision({ message: 'Add users', revisionId: id })).rejects.toMatchObject({
    code: 'LB2019',
  })
  for (const [illegal, character] of [
    ['a@b', '@'],
    ['a-b', '-'],
    ['a+b', '+'],
    ['a:b', ':'],
    ['a/b', '/'],
  ]) {
    await expect((await open()).revision({ message: 'x', revisionId: illegal ?? '' })).rejects.toThrow(
      `Character(s) '${character}' not allowed in revision identifier '${illegal}'`,
    )
  }
  expect(readdirSync(project.path('migrations'))).toEqual(before)
})

describe.each(databaseKinds)('on $kind', { timeout: 60_000 }, ({ create: createDatabase }) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await createDatabase()
  })
  afterEach(() => database[Symbol.asyncDispose]())

  test('ids of 128 characters go up and down', async () => {
    const [first, second] = [`first_${'a'.repeat(122)}`, `second_${'b'.repeat(121)}`]
    const body = 'export async function upgrade() {}\nexport async function downgrade() {}'
    project.revision(first, null, body)
    project.revision(second, first, body)
    const here = () => openProject({ cwd: project.folder, url: database.url })
    await (await here()).upgrade('head')
    expect((await (await here()).current()).revisions.map(({ id }) => id)).toEqual([second])
    await (await here()).downgrade('-1')
    expect((await database.query('SELECT version_num FROM limbeck_version'))[0]?.['version_num']).toBe(first)
  })
})
