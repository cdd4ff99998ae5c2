import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { replaceFiles } from './replace-files.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'limbeck-replace-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function change(name: string, before: string, after: string) {
  const file = path.join(folder, name)
  writeFileSync(file, before)
  return { file, before: Buffer.from(before), after: Buffer.from(after) }
}

const contents = (name: string) => readFileSync(path.join(folder, name), 'utf8')

test('replaces all files, keeps their modes, follows links and leaves nothing beside them', async () => {
  const changes = [change('a.ts', 'a', 'A'), change('b.ts', 'b', 'B')]
  chmodSync(path.join(folder, 'a.ts'), 0o640)
  symlinkSync('b.ts', path.join(folder, 'link.ts'))
  const [a, b] = changes
  if (a === undefined || b === undefined) throw new Error('There are two changes')
  await replaceFiles([a, { ...b, file: path.join(folder, 'link.ts') }])
  expect([contents('a.ts'), contents('b.ts'), contents('link.ts')]).toEqual(['A', 'B', 'B'])
  expect(statSync(path.join(folder, 'a.ts')).mode & 0o777).toBe(0o640)
  expect(readdirSync(folder).sort()).toEqual(['a.ts', 'b.ts', 'link.ts'])
})

test('a file that was changed meanwhile stops it before anything is written', async () => {
  const changes = [change('a.ts', 'a', 'A'), change('b.ts', 'b', 'B')]
  writeFileSync(path.join(folder, 'b.ts'), 'edited')
  await expect(replaceFiles(changes)).rejects.toMatchObject({ code: 'LB2032' })
  expect([contents('a.ts'), contents('b.ts')]).toEqual(['a', 'edited'])
  expect(readdirSync(folder).sort()).toEqual(['a.ts', 'b.ts'])
})

test('where one cannot be replaced, those before it get their contents back', async () => {
  const changes = [change('a.ts', 'a', 'A'), change('b.ts', 'b', 'B'), change('c.ts', 'c', 'C')]
  const loseDrafts = (file: string) => {
    if (!file.endsWith('b.ts')) return
    for (const name of readdirSync(folder)) if (name.startsWith('.')) rmSync(path.join(folder, name))
  }
  await expect(replaceFiles(changes, { onReplaced: loseDrafts })).rejects.toMatchObject({ code: 'ENOENT' })
  expect([contents('a.ts'), contents('b.ts'), contents('c.ts')]).toEqual(['a', 'b', 'c'])
  expect(readdirSync(folder).sort()).toEqual(['a.ts', 'b.ts', 'c.ts'])
})
