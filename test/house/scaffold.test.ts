import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root } from './sources.ts'

const copy = mkdtempSync(join(tmpdir(), 'limbeck-scaffold-'))
for (const part of ['src', 'docs', 'scripts', 'tsconfig.json', 'package.json']) {
  cpSync(join(root, part), join(copy, part), { recursive: true })
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
afterAll(() => rmSync(copy, { recursive: true, force: true }))

const scaffold = (...args: string[]) =>
  execFileSync(process.execPath, [join(copy, 'scripts/new.ts'), ...args], {
    cwd: copy,
    encoding: 'utf8',
    stdio: 'pipe',
  })

test('what the scaffold writes compiles, and is registered', () => {
  scaffold('rule', 'wide-table', 'A table with too many columns')
  scaffold('error', 'LB7999', 'A stub')
  scaffold('command', 'ponder', 'Think about it')
  scaffold('operation', 'polish-table', 'Polish table')
  expect(readFileSync(join(copy, 'src/review/rules/registry.ts'), 'utf8')).toContain('wideTable,')
  expect(() => scaffold('rule', 'wide-table')).toThrow(/exists already/)
  expect(() => scaffold('rule', 'WideTable')).toThrow(/not kebab-case/)
  expect(() => scaffold('error', 'X1', 'Stub')).toThrow(/LB and four digits/)
  writeFileSync(
    join(copy, 'tsconfig.stubs.json'),
    '{ "extends": "./tsconfig.json", "include": ["src"], "exclude": ["**/*.test.ts"] }',
  )
  const run = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.stubs.json'],
    {
      cwd: copy,
      encoding: 'utf8',
    },
  )
  // Dialects that spell out every operation must say what they do with a new one: that is what is left to a person.
  const errors = run.stdout.split('\n').filter((line) => line.includes('error TS'))
  expect(
    errors.filter(
      (line) => !/^src\/dialects\/.*'PolishTable' is not assignable to parameter of type 'never'/.test(line),
    ),
  ).toEqual([])
}, 60_000)
