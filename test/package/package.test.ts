import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { historyTests } from '../../src/public/testing.ts'
import { PackedPackage } from '../support/packed-package.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const root = path.join(import.meta.dirname, '../..')
let packed: PackedPackage
const folders: string[] = []

beforeAll(() => {
  packed = new PackedPackage()
})
afterAll(() => {
  packed[Symbol.dispose]()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function emptyProject(manifest: object, others: readonly string[] = []): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'limbeck-package-'))
  folders.push(folder)
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'project', private: true, ...manifest }))
  packed.installInto(folder, others)
  return folder
}

test('holds what it should and nothing else', () => {
  const outside = packed.files.filter(
    (file) => !/^(bin|dist|templates|docs)\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(file),
  )
  expect(outside).toEqual([])
  expect(packed.files).toEqual(
    expect.arrayContaining([
      'bin/limbeck.js',
      'bin/package.json',
      'dist/cli.js',
      'templates/generic/limbeck.config.ts',
    ]),
  )
  expect(
    packed.files.filter((file) => file.endsWith('.ts') && file.startsWith('dist/') && !file.endsWith('.d.ts')),
  ).toEqual([])
})

test('every file of src/public is an entry of exports, with its code and its types', () => {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { types: string; default: string }>
  }
  const entries = readdirSync(path.join(root, 'src/public')).filter((file) => !file.includes('.test'))
  const names = entries.map((file) => (file === 'index.ts' ? '.' : `./${path.basename(file, '.ts')}`))
  expect(Object.keys(manifest.exports).sort()).toEqual(['./package.json', ...names].sort())
  const targets = Object.values(manifest.exports).flatMap((target) =>
    typeof target === 'string' ? [target] : [target.types, target.default],
  )
  expect(targets.map((target) => target.slice(2)).filter((target) => !packed.files.includes(target))).toEqual([])
})

test('its declarations are whole, for a consumer that checks libraries', () => {
  const folder = emptyProject({ type: 'module' }, ['@types/node'])
  writeFileSync(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'es2023',
        lib: ['es2024', 'esnext.disposable'],
        strict: true,
        noEmit: true,
        skipLibCheck: false,
        types: ['node'],
      },
      include: ['*.ts'],
    }),
  )
  writeFileSync(
    path.join(folder, 'limbeck.config.ts'),
    `import { defineConfig } from 'limbeck'
     import type { Operations } from 'limbeck'
     export default defineConfig({ url: process.env['DATABASE_URL'], models: './models/*.ts' })
     export async function upgrade(op: Operations) { await op.execute('SELECT 1') }
     // @ts-expect-error: a key that does not exist
     export const wrong = defineConfig({ migration: 'x' })\n`,
  )
  writeFileSync(
    path.join(folder, 'user.ts'),
    `import { integer, string, table } from 'limbeck/model'
     export const users = table('users', { id: integer().primaryKey(), email: string(255).notNull() })\n`,
  )
  writeFileSync(
    path.join(folder, 'history.ts'),
    `import { openProject, upgrade } from 'limbeck'
     import { DatabaseSync } from 'node:sqlite'
     import { describeHistory, historyTests } from 'limbeck/testing'
     describeHistory({ test: (name, run, timeoutMs) => [name, run, timeoutMs], rowsBefore: { a: { users: [{ id: 1 }] } } })
     export const names: string[] = historyTests().map(({ name }) => name)
     export const project = openProject({ connection: new DatabaseSync(':memory:'), config: { models: './models/*.ts' } })
     export const steps = (await upgrade('head')).steps.length\n`,
  )
  const tsc = spawnSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], {
    encoding: 'utf8',
  })
  expect(tsc.stdout).toBe('')
  expect(tsc.status).toBe(0)
})

describe.each([{ type: 'module' }, { type: 'commonjs' }, {}])('in a project with %j', (manifest) => {
  test('from init to downgrade, on SQLite', () => {
    const folder = emptyProject(manifest)
    const limbeck = (...args: string[]) => {
      const { DATABASE_URL: _, ...environment } = process.env
      const run = spawnSync(process.execPath, [path.join(folder, 'node_modules/limbeck/bin/limbeck.js'), ...args], {
        cwd: folder,
        env: { ...environment, NO_COLOR: '1' },
        encoding: 'utf8',
      })
      expect(`${run.stderr}${run.status === 0 ? '' : `status ${run.status}`}`).not.toMatch(/fault|Warning|status/)
      return run.stdout
    }
    limbeck('init')
    limbeck('revision', '--autogenerate', '-m', 'Create users')
    limbeck('upgrade', 'head')
    expect(limbeck('current')).toMatch(/^[0-9a-f]{12} \(head\)\n$/)
    const model = path.join(folder, 'src/models/user.ts')
    writeFileSync(
      model,
      readFileSync(model, 'utf8').replace('name: string(100)', 'nickname: string(50),\n  name: string(100)'),
    )
    limbeck('revision', '--autogenerate', '-m', 'Add nickname')
    limbeck('upgrade', 'head')
    expect(limbeck('check')).toBe('No new upgrade operations detected.\n')
    expect(limbeck('history').split('\n')).toHaveLength(3)
    writeFileSync(
      path.join(folder, 'history.mjs'),
      `import { historyTests } from 'limbeck/testing'\nfor (const { name, run } of historyTests()) { await run(); console.log(name) }\n`,
    )
    const tested = spawnSync(process.execPath, ['history.mjs'], { cwd: folder, encoding: 'utf8' })
    expect(tested.stderr).toBe('')
    expect(tested.stdout.split('\n')).toEqual([...historyTests().map(({ name }) => name), ''])
    writeFileSync(
      path.join(folder, 'program.cjs'),
      `require('limbeck/model'); require('limbeck/testing')
       require('limbeck').current().then(({ atHeads }) => console.log(atHeads))\n`,
    )
    const required = spawnSync(process.execPath, ['program.cjs'], { cwd: folder, encoding: 'utf8' })
    expect([required.stderr, required.stdout]).toEqual(['', 'true\n'])
    limbeck('downgrade', '-1')
    limbeck('downgrade', 'base')
    expect(limbeck('current')).toBe('')
    expect(existsSync(path.join(folder, 'dev.db'))).toBe(true)
    expect(readdirSync(path.join(folder, 'migrations')).filter((name) => name.endsWith('.ts'))).toHaveLength(2)
  })
})

test('an old Node is told what to do, or replaced by the project’s own', () => {
  const folder = emptyProject({ type: 'module' })
  const bin = path.join(folder, 'node_modules/limbeck/bin/limbeck.js')
  // Stands in for an old Node: the file runs with another version number.
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '12.22.0' }); process.argv.splice(1, 0, ${JSON.stringify(bin)}); require(${JSON.stringify(bin)})`
  const old = () => spawnSync(process.execPath, ['-e', pretend, '--', '--version'], { cwd: folder, encoding: 'utf8' })
  expect(old()).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('npm i -D node@24') })
  const modules = path.join(folder, 'node_modules/.bin')
  execFileSync('mkdir', ['-p', modules])
  execFileSync('ln', ['-s', process.execPath, path.join(modules, 'node')])
  expect(old()).toMatchObject({ status: 0, stdout: expect.stringContaining('limbeck ') })
})
