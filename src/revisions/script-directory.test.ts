import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildRevisionGraph, readScriptDirectory, upgradeSteps } from './index.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'limbeck-directory-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(name: string, id: string, down: string | null = null, behind = ''): string {
  const file = path.join(root, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(
    file,
    `/** Message of ${id} */\nexport const revision = '${id}'\nexport const downRevision = ${down === null ? 'null' : `'${down}'`}\n${behind}`,
  )
  return file
}

const read = (...folders: readonly string[]) => readScriptDirectory(folders.map((folder) => path.join(root, folder)))

test('files come by name, over all folders', () => {
  write('one/2026_b.ts', 'b')
  write('one/2025_d.mjs', 'd')
  write('two/2026_a.ts', 'a')
  write('two/2024_c.js', 'c')
  expect(read('two', 'one').map((revision) => revision.id)).toEqual(['c', 'd', 'a', 'b'])
})

test('what is no revision is left alone', () => {
  write('m/1_a.ts', 'a')
  for (const name of [
    '.hidden.ts',
    '.#1_a.ts',
    '#1_a.ts#',
    '1_a.ts~',
    '1_a.d.ts',
    '1_a.d.mts',
    '1_a.test.ts',
    '1_a.spec.js',
    '__shared.ts',
    '1_a.ts.swp',
    'README.md',
    '1_a.js.map',
  ]) {
    writeFileSync(path.join(root, 'm', name), 'not a revision')
  }
  write('m/nested/2_b.ts', 'b')
  expect(read('m').map((revision) => revision.id)).toEqual(['a'])
  expect(readScriptDirectory([path.join(root, 'm')], { recursive: true }).map((revision) => revision.id)).toEqual([
    'a',
    'b',
  ])
})

test('a folder that is missing is empty', () => {
  expect(read('nowhere')).toEqual([])
})

test('two files of one id are refused with both names', () => {
  const [one, two] = [write('m/1_a.ts', 'a'), write('m/2_a.ts', 'a')]
  expect(() => read('m')).toThrow(
    expect.objectContaining({ code: 'LB2004', hints: expect.arrayContaining([`The files are ${one} and ${two}.`]) }),
  )
})

test('the same file reached twice is read once, with a warning', () => {
  const file = write('m/1_a.ts', 'a')
  symlinkSync(path.join(root, 'm'), path.join(root, 'link'))
  symlinkSync(file, path.join(root, 'm', '2_b.ts'))
  const warnings: string[] = []
  const folders = [path.join(root, 'm'), path.join(root, 'link')]
  const found = readScriptDirectory(folders, { onWarning: (message) => warnings.push(message) })
  expect(found.map((revision) => revision.file)).toEqual([file])
  expect(warnings).toEqual([
    `Folder ${path.join(root, 'link')} loaded twice! ignoring. Please ensure the folders of \`migrations\` are unique.`,
    `File ${path.join(root, 'm', '2_b.ts')} loaded twice! ignoring. Please ensure the folders of \`migrations\` are unique.`,
  ])
})

test('a file without a header stops with its name', () => {
  write('m/1_a.ts', 'a')
  writeFileSync(path.join(root, 'm/shared.ts'), 'export const x = 1\n')
  expect(() => read('m')).toThrow('Could not determine revision id from filename shared.ts')
})

test('nothing is executed, however broken it is below the header', () => {
  write('m/1_a.ts', 'a', null, "throw new Error('run')\nexport async function upgrade( {{{ '")
  expect(read('m')).toHaveLength(1)
})

test('names of files have no say in the order of independent revisions', () => {
  const order = (names: readonly string[]) => {
    rmSync(path.join(root, 'm'), { recursive: true, force: true })
    ;['a', 'b', 'c', 'd'].forEach((id, index) => write(`m/${names[index] ?? ''}_${id}.ts`, id, id === 'd' ? 'a' : null))
    return upgradeSteps(buildRevisionGraph(read('m')), [], 'heads').map((step) => step.revision.id)
  }
  expect(order(['1', '2', '3', '4'])).toEqual(order(['9', '3', '5', '1']))
})

test('folders inside are read to any depth, each once, but for hidden, private and installed ones', () => {
  write('m/2026/11/1_a.ts', 'a')
  write('m/2026/2_b.ts', 'b', 'a')
  for (const name of ['.git', '__old', 'node_modules']) write(`m/${name}/3_c.ts`, 'c')
  symlinkSync(path.join(root, 'm'), path.join(root, 'm/2026/round'))
  const warnings: string[] = []
  const onWarning = (message: string) => warnings.push(message)
  const found = readScriptDirectory([path.join(root, 'm'), path.join(root, 'm/2026')], { recursive: true, onWarning })
  expect(found.map((revision) => revision.id)).toEqual(['a', 'b'])
  expect(warnings).toEqual([
    expect.stringContaining(`Folder ${path.join(root, 'm/2026/round')} loaded twice! ignoring`),
    expect.stringContaining(`Folder ${path.join(root, 'm/2026')} loaded twice! ignoring`),
  ])
})

test('a file that links lead to from elsewhere is read once', () => {
  write('elsewhere/1_a.ts', 'a')
  mkdirSync(path.join(root, 'm'))
  for (const name of ['1_a.ts', '2_a.ts']) symlinkSync(path.join(root, 'elsewhere/1_a.ts'), path.join(root, 'm', name))
  expect(read('m')).toHaveLength(1)
})

test('a source and what was compiled from it are one revision; the source counts', () => {
  write('m/1_a.js', 'a')
  const source = write('m/1_a.ts', 'a')
  write('m/2_b.mjs', 'b', 'a')
  expect(read('m').map((revision) => path.basename(revision.file))).toEqual(['1_a.ts', '2_b.mjs'])
  expect(read('m')[0]?.file).toBe(source)
})

test.each([
  ['behind a long comment', `/* ${'x'.repeat(5000)} */\n`, ''],
  ['with rows behind it', '', `const rows = [${"{ a: 'export const revision = 1' },\n".repeat(3000)}]\n`],
  ['cut in the middle of a character', `// ${'ö'.repeat(2045)}\n`, ''],
])('a large file: header %s', (_what, front, behind) => {
  const file = write('m/1_a.ts', 'a')
  const constants = "export const branchLabels = ['lib']\nexport const dependsOn = ['b']\n"
  writeFileSync(file, `${front}export const revision = 'a'\nexport const downRevision = null\n${constants}${behind}`)
  expect(read('m')).toMatchObject([{ id: 'a', downRevisions: [], branchLabels: ['lib'], dependsOn: ['b'] }])
})

test('constants behind a large text are found', () => {
  const file = write('m/1_a.ts', 'a')
  writeFileSync(
    file,
    `const rows = \`${'x\n'.repeat(20_000)}\`\nexport const revision = 'a'\nexport const downRevision = 'b'\n`,
  )
  expect(read('m')).toMatchObject([{ id: 'a', downRevisions: ['b'] }])
})
