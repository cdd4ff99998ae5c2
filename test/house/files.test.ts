import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { root, sourceFiles } from './sources.ts'

const files = sourceFiles({ tests: true })

test('no source file is longer than 500 lines', () => {
  expect(files.filter((file) => file.lines > 500).map((file) => `${file.path}: ${file.lines}`)).toEqual([])
})

test('files are named in kebab-case and not after drawers', () => {
  const odd = files
    .map((file) => file.path)
    .filter((path) => {
      const name = basename(path).replace(/(\.test(-d)?)?\.ts$/, '')
      return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || /^(utils?|helpers?|common|misc|core|manager)$/.test(name)
    })
  expect(odd).toEqual([])
})

test('only the command line ends the process', () => {
  const exits = sourceFiles()
    .filter((file) => /\bprocess\.(exit\(|exitCode\b)/.test(file.text))
    .map((file) => file.path)
  expect(exits.filter((path) => path !== 'src/cli/main.ts')).toEqual([])
})

test('only the command line prints', () => {
  const printing = sourceFiles()
    .filter((file) => !file.path.startsWith('src/cli/'))
    .filter((file) => /\bconsole\.|process\.(stdout|stderr|stdin)\b/.test(file.text.replace(/^\s*\*.*$/gm, '')))
  expect(printing.map((file) => file.path)).toEqual([])
})

test('only drivers and connections import database clients', () => {
  const importing = sourceFiles().filter((file) => /(?:from|import\()\s*'(?:pg|node:sqlite|mysql2)\b/.test(file.text))
  expect(
    importing.map((file) => file.path).filter((path) => !/^src\/dialects\/(sqlite|postgres)\//.test(path)),
  ).toEqual([])
})

test('every other room branches on capabilities, not on the name of a dialect', () => {
  const branching = sourceFiles().filter((file) =>
    /(?:===|!==|case)\s*'(?:sqlite|postgresql)'/.test(file.text.replace(/^\s*\*.*$/gm, '')),
  )
  expect(branching.map((file) => file.path).filter((path) => !path.startsWith('src/dialects/'))).toEqual([])
})

test('nothing in the tree points outside of it', () => {
  const paths = globSync('{src,test,docs,bench,scripts,examples,bin}/**/*.{ts,js,mjs,md,sql,json}', { cwd: root })
  const absolute = paths
    .filter((path) => !path.includes('node_modules'))
    .filter((path) => /(?:^|[\s"'`(])\/(?:work|root|home)\//.test(readFileSync(join(root, path), 'utf8')))
  expect(absolute.filter((path) => !path.startsWith('test/house/'))).toEqual([])
})
