import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
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
  const types = join(root, 'node_modules/typescript/bin/tsc')
  const check = () =>
    execFileSync(process.execPath, [types, '-p', '.', '--rootDir', '.'], { cwd: copy, encoding: 'utf8', stdio: 'pipe' })
  expect(check).not.toThrow()
}, 60_000)
