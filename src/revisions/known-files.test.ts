import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KnownFiles } from './known-files.ts'
import { openKnownFiles } from './known-files-store.ts'
import { readScriptDirectory } from './script-directory.ts'

let root = ''
let folder = ''
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'limbeck-known-'))
  folder = path.join(root, 'migrations')
  mkdirSync(folder)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(name: string, id: string, down: string | null = null): string {
  const file = path.join(folder, name)
  const parent = down === null ? 'null' : `'${down}'`
  writeFileSync(
    file,
    `/** Message of ${id} */\nexport const revision = '${id}'\nexport const downRevision = ${parent}\n`,
  )
  return file
}

/** A moment at which every file of the test has been there for long. */
const later = () => Date.now() + 60_000

/** Reads the folder as a process does that starts at a moment; gives what the next one will know. */
function read(text: string | null, nowMs = later(), options: { readonly digests?: boolean } = { digests: true }) {
  const known = new KnownFiles('1.0.0', [folder], nowMs, text)
  const revisions = readScriptDirectory([folder], { known, ...options })
  return { revisions, known, text: known.encode(), hasNews: known.hasNews }
}

test('what is as it was is not read again, and is the same to the last field', () => {
  const file = write('1_a.ts', 'a')
  write('2_b.ts', 'b', 'a')
  writeFileSync(
    path.join(folder, '3_c.sql'),
    '-- Squashed\n-- Revision: c\n-- Revises: a, b\n-- Created: 2026-01-02T03:04:05Z\n-- Branch labels: lib\n-- Depends on: b\n-- Replaces: x, y\n-- limbeck: upgrade\n',
  )
  writeFileSync(path.join(folder, 'report.sql'), 'SELECT 1;\n')
  const first = read(null)
  expect(first.hasNews).toBe(true)
  const second = read(first.text)
  expect(second.revisions).toEqual(first.revisions)
  expect(second.revisions).toEqual(readScriptDirectory([folder]))
  expect(second.hasNews).toBe(false)
  expect(second.text).toBe(first.text)
  expect(second.known.digestOf(file)).toMatch(/^[0-9a-f]{64}$/)
  // What is remembered counts, so this is where it comes from.
  expect(read(first.text.replace('Message of a', 'Another text')).revisions[0]?.message).toBe('Another text')
})

test('an edited file is read anew, although size and time of its text are as they were', () => {
  const file = write('1_a.ts', 'a')
  write('2_b.ts', 'b', 'a')
  const { text, known } = read(null)
  const { atimeMs, mtimeMs, size } = statSync(file)
  write('1_a.ts', 'x')
  utimesSync(file, atimeMs / 1000, mtimeMs / 1000)
  expect(statSync(file).size).toBe(size)
  const again = read(text)
  expect(again.revisions.map(({ id }) => id)).toEqual(['x', 'b'])
  expect(again.known.digestOf(file)).not.toBe(known.digestOf(file))
})

test('a file that was changed a moment ago is not remembered, as a second change may leave no trace', () => {
  write('1_a.ts', 'a')
  const now = read(null, Date.now())
  expect(now.hasNews).toBe(false)
  expect(read(now.text).hasNews).toBe(true)
  // A clock behind that of the disk says nothing either.
  expect(read(null, Date.now() - 3_600_000).hasNews).toBe(false)
})

test('deleted and renamed files', () => {
  const file = write('1_a.ts', 'a')
  write('2_b.ts', 'b')
  const { text } = read(null)
  renameSync(file, path.join(folder, '3_a.ts'))
  unlinkSync(path.join(folder, '2_b.ts'))
  const { revisions, known } = read(text)
  expect(revisions.map((revision) => revision.file)).toEqual([path.join(folder, '3_a.ts')])
  expect(known.digestOf(file)).toBeNull()
  expect(known.encode()).not.toContain('2_b.ts')
})

test('a link counts as what it leads to', () => {
  mkdirSync(path.join(root, 'elsewhere'))
  for (const id of ['a', 'b']) renameSync(write(`${id}.ts`, id), path.join(root, 'elsewhere', `${id}.ts`))
  const link = path.join(folder, '1.ts')
  symlinkSync(path.join(root, 'elsewhere/a.ts'), link)
  const { text } = read(null)
  unlinkSync(link)
  symlinkSync(path.join(root, 'elsewhere/b.ts'), link)
  expect(read(text).revisions.map(({ id }) => id)).toEqual(['b'])
})

test('digests that nobody asked for are found out later', () => {
  const file = write('1_a.ts', 'a')
  const first = read(null, later(), {})
  expect(first.known.digestOf(file)).toBeNull()
  const second = read(first.text)
  expect(second.known.digestOf(file)).not.toBeNull()
  expect(second.hasNews).toBe(true)
  expect(read(second.text, later(), {}).known.digestOf(file)).toBe(second.known.digestOf(file))
})

test('what is damaged, foreign or of another version is not taken', () => {
  write('1_a.ts', 'a')
  const { text } = read(null)
  const document = JSON.parse(text) as Record<string, unknown>
  const changed = (change: object) => JSON.stringify({ ...document, ...change })
  for (const other of [
    '',
    'null',
    '[]',
    text.slice(0, -5),
    changed({ format: 0 }),
    changed({ version: '0.9.0' }),
    changed({ folders: ['/elsewhere'] }),
    changed({ files: 'a' }),
    changed({ ids: [] }),
    changed({ sizes: ['1'] }),
    changed({ downs: [[1]] }),
    changed({ more: { 0: { dependsOn: 'a' } } }),
    changed({ more: null }),
  ]) {
    expect(read(other).hasNews).toBe(true)
    expect(read(other).revisions).toMatchObject([{ id: 'a', downRevisions: [], dependsOn: [] }])
  }
})

/** As a process does that starts at a moment. */
function open(nowMs = later()) {
  const store = openKnownFiles(path.join(root, 'project'), [folder], '1.0.0', nowMs)
  const revisions = readScriptDirectory([folder], { known: store.known })
  return { ...store, revisions }
}

/** A project of ten files. */
function project(): void {
  mkdirSync(path.join(root, 'project'))
  for (let number = 0; number < 10; number += 1) write(`${number}.ts`, `r${number}`)
}

test('the next process finds it beside the packages of the project', () => {
  project()
  mkdirSync(path.join(root, 'node_modules'))
  open(Date.now()).save()
  expect(readdirSync(path.join(root, 'node_modules'))).toEqual([])
  const [one, other] = [open(), open()]
  one.save()
  // Two that write at once: both are right, and the last one stays.
  other.save()
  const names = readdirSync(path.join(root, 'node_modules/.cache/limbeck'))
  expect(names).toEqual([expect.stringMatching(/^revisions-[0-9a-f]{16}\.json$/)])
  const next = open()
  expect(next.known.hasNews).toBe(false)
  expect(next.revisions).toEqual(one.revisions)
})

test('few files are not worth it, unless they are long', () => {
  const file = write('1_a.ts', 'a')
  mkdirSync(path.join(root, 'node_modules'))
  open().save()
  expect(readdirSync(path.join(root, 'node_modules'))).toEqual([])
  appendFileSync(file, `// ${'long '.repeat(20_000)}\n`)
  open().save()
  expect(readdirSync(path.join(root, 'node_modules'))).toEqual(['.cache'])
})

describe('where the packages take no file', () => {
  const before = process.env['TMPDIR']
  const own = () => path.join(root, 'temporary', `limbeck-${process.getuid?.() ?? 'user'}`)
  beforeEach(() => {
    project()
    writeFileSync(path.join(root, 'node_modules'), 'no folder')
    mkdirSync(path.join(root, 'temporary'))
    process.env['TMPDIR'] = path.join(root, 'temporary')
  })
  afterEach(() => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  })

  test('a folder of the user has it', () => {
    open().save()
    expect(readdirSync(own())).toHaveLength(1)
    expect(open().known.hasNews).toBe(false)
  })

  test.skipIf(process.platform === 'win32')('a folder where others may write is not believed', () => {
    open().save()
    chmodSync(own(), 0o777)
    expect(open().known.hasNews).toBe(true)
  })

  test('nowhere at all is no error', () => {
    process.env['TMPDIR'] = path.join(root, 'node_modules')
    const { revisions, save } = open()
    save()
    expect(revisions).toHaveLength(10)
  })
})
