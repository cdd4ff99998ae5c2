import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { graphOf } from '../../test/support/revision-graphs.ts'
import type { Operation } from '../operations/index.ts'
import {
  type RevisionSource,
  downgradeOf,
  loadRevision,
  readRevisionHeader,
  renderRevision,
  renderSqlRevision,
  writeRevision,
} from './index.ts'

const root = mkdtempSync(path.join(tmpdir(), 'limbeck-render-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let files = 0

function newFile(): string {
  files += 1
  return path.join(root, `folder${files}`, '20261122_1030_1975ea83b712.ts')
}

const empty: RevisionSource = {
  id: '1975ea83b712',
  downRevisions: ['27c6a30d7c24'],
  message: 'Add user preferences table',
  createdAt: '2026-11-22T10:30:00Z',
}
const addColumn: Operation = { kind: 'execute', sql: 'select 1', parameters: [] }

test('an empty revision shows where to write', () => {
  expect(renderRevision(empty)).toMatchInlineSnapshot(`
    "/**
     * Add user preferences table
     *
     * Revision: 1975ea83b712
     * Revises:  27c6a30d7c24
     * Created:  2026-11-22T10:30:00Z
     */
    import { type Operations } from 'limbeck'

    export const revision = '1975ea83b712'
    export const downRevision = '27c6a30d7c24'
    export const branchLabels: string[] = []
    export const dependsOn: string[] = []

    export async function upgrade(op: Operations) {
      // Write the way up here, for example:
      // await op.execute(\`update users set state = 'active' where state is null\`)
    }

    export async function downgrade(op: Operations) {
      // Write the way back here, or delete this function when there is none.
    }
    "
  `)
})

test('operations, losses, labels and dependencies', () => {
  const text = renderRevision({
    ...empty,
    downRevisions: [],
    branchLabels: ['users'],
    dependsOn: ['lib', 'abc'],
    upgrade: [addColumn],
    downgrade: [addColumn],
    losses: ['Values of users.email'],
  })
  expect(text).toContain(' * Revises:  base\n')
  expect(text).toContain('export const downRevision = null\n')
  expect(text).toContain("export const branchLabels: string[] = ['users']\n")
  expect(text).toContain("export const dependsOn: string[] = ['lib', 'abc']\n")
  expect(text).toMatch(/upgrade\(op: Operations\) \{\n {2}await op\.execute\(.*select 1.*\)\n\}/)
  expect(text).toMatch(
    /downgrade\(op: Operations\) \{\n {2}\/\/ What does not come back:\n {2}\/\/ - Values of users\.email\n {2}await op/,
  )
})

test('a merge says that there is nothing to do', () => {
  const text = renderRevision({ ...empty, downRevisions: ['a1', 'b1'] })
  expect(text).toContain("export const downRevision = ['a1', 'b1']")
  expect(text).toContain('// Nothing to do: this revision joins a1 and b1.')
  // Nothing uses it, and strict compilers shall not mind.
  expect(text.match(/\(_op: Operations\)/g)).toHaveLength(2)
})

test('without a way back there is no downgrade, and the reason', () => {
  const text = renderRevision({ ...empty, upgrade: [addColumn], irreversible: ['execute: only its author knows'] })
  expect(text).not.toContain('function downgrade')
  expect(text).toContain("\nexport const irreversible = 'execute: only its author knows'\n")
  const sql = renderSqlRevision(
    { ...empty, irreversible: ['only its author\nknows', 'so does b'] },
    { dialect: null, upgrade: 'SELECT 1;', downgrade: '' },
  )
  expect(sql).toContain('\n-- limbeck: irreversible only its author knows; so does b\n')
  expect(sql).not.toContain('limbeck: downgrade')
})

test('a message that begins like a directive of a tool is a message', () => {
  const text = renderRevision({ ...empty, message: 'Global rate limits' })
  expect(readRevisionHeader(text, '/m/x.ts')).toMatchObject({
    message: 'Global rate limits',
    createdAt: empty.createdAt,
  })
})

test('whatever the message is, the file says the same when it is read', () => {
  const message = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('*', '/', '\\', '`', '$', '{', '\n', ' ', 'a', ':', 'Revision', 'Created') }),
  )
  fc.assert(
    fc.property(message, (text) => {
      const revision = readRevisionHeader(renderRevision({ ...empty, message: text }), '/m/x.ts')
      expect(revision).toMatchObject({ id: empty.id, downRevisions: empty.downRevisions, createdAt: empty.createdAt })
      const [paragraph = ''] = text.trim().split(/(?:\r\n?|\n)\s*(?:\r\n?|\n)/)
      const words = (some: string) => some.replaceAll(/[\s“”]+/g, '')
      if (!text.includes('\\')) expect(words(revision.message)).toBe(words(paragraph) || 'emptymessage')
    }),
  )
})

describe('writing', () => {
  test('makes the folder, leaves nothing but the file, and refuses to overwrite', async () => {
    const file = newFile()
    await writeRevision(file, empty.id, renderRevision(empty), graphOf(''))
    expect(readdirSync(path.dirname(file))).toEqual([path.basename(file)])
    await expect(writeRevision(file, 'other', 'x', graphOf(''))).rejects.toMatchObject({ code: 'LB2019' })
    expect(readFileSync(file, 'utf8')).toBe(renderRevision(empty))
    expect(readdirSync(path.dirname(file))).toHaveLength(1)
  })

  test('refuses an id that is taken, by a revision or as a label', async () => {
    const graph = graphOf('abc # lib')
    await expect(writeRevision(newFile(), 'abc', 'x', graph)).rejects.toMatchObject({
      code: 'LB2019',
      message: 'Revision abc exists already',
    })
    await expect(writeRevision(newFile(), 'lib', 'x', graph)).rejects.toMatchObject({ code: 'LB2019' })
  })
})

describe('loading', () => {
  async function written(text: string) {
    const file = newFile()
    await writeRevision(file, 'x', text, graphOf(''))
    return readRevisionHeader(text, file)
  }
  const header = "export const revision = 'a1'\nexport const downRevision = null\n"

  test('gives the functions', async () => {
    const revision = await written(
      `${header}export const transaction = 'none'\nexport async function upgrade() {}\nexport function downgrade() {}\n`,
    )
    const module = await loadRevision(revision)
    expect(module).toEqual({ upgrade: expect.any(Function), downgrade: expect.any(Function), transaction: 'none' })
    expect(downgradeOf(revision, module)).toBe(module.downgrade)
  })

  test('a file without a way back loads, and is refused when the way back is asked for', async () => {
    const revision = await written(`${header}export const upgrade = async () => {}\n`)
    const module = await loadRevision(revision)
    expect(() => downgradeOf(revision, module)).toThrow('Revision a1 has no downgrade')
  })

  test.each([
    ['', 'LB2016', 'Revision a1 has no upgrade'],
    ['export const upgrade = 1', 'LB2018', '`upgrade` is no function'],
    ['export function upgrade() {}\nexport const downgrade = {}', 'LB2018', '`downgrade` is no function'],
    ["export function upgrade() {}\nexport const transaction = 'no'", 'LB2018', "`transaction` can only be 'none'"],
    ["throw new Error('boom')", 'LB2015', 'boom'],
  ])('%j is refused', async (behind, code, message) => {
    await expect(loadRevision(await written(`${header}${behind}\n`))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    })
  })

  test('a file that exports something else than its header says is refused', async () => {
    const revision = await written(`${header}export const upgrade = () => {}\n`)
    await expect(loadRevision({ ...revision, id: 'b2' })).rejects.toMatchObject({ code: 'LB2018' })
    await expect(loadRevision({ ...revision, downRevisions: ['z'] })).rejects.toThrow(
      'exports downRevision null, its header says ["z"]',
    )
    const hidden = await written(header.replaceAll('export ', '') + 'export const upgrade = () => {}\n')
    await expect(loadRevision(hidden)).rejects.toThrow('exports revision nothing')
  })
})
