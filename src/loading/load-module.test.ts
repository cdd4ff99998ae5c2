import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'

const run = promisify(execFile)
const root = mkdtempSync(path.join(tmpdir(), 'limbeck-loading-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let projects = 0

/** A project with a package of the name limbeck installed, which counts how often it was evaluated. */
function project(type: 'module' | 'commonjs' | null, files: Readonly<Record<string, string>>): string {
  projects += 1
  const folder = path.join(root, `p${projects}`)
  const all = {
    'package.json': JSON.stringify(type === null ? {} : { type }),
    'node_modules/limbeck/package.json': JSON.stringify({
      name: 'limbeck',
      type: 'module',
      exports: { '.': './index.js', './model': './model.js' },
    }),
    'node_modules/limbeck/index.js':
      'globalThis.copies = (globalThis.copies ?? 0) + 1\nexport const integer = () => "int"\n',
    'node_modules/limbeck/model.js': 'import "./index.js"\nexport const table = (name) => ({ name })\n',
    ...files,
  }
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  return folder
}

/** Runs a script in a Node of its own, where nothing of the test runner transforms a file. */
async function node(script: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const loading = JSON.stringify(new URL('index.ts', import.meta.url).href)
  const source = `import { loadModule, loadModules } from ${loading}\n${script}`
  return run(process.execPath, ['--input-type=module', '-e', source])
}

/** The exports of one file, as JSON, and the copies of the package limbeck. */
async function load(
  file: string,
): Promise<{ readonly exports: Record<string, unknown>; readonly copies: number; readonly stderr: string }> {
  const { stdout, stderr } = await node(`
    const loaded = await loadModule(${JSON.stringify(file)})
    console.log(JSON.stringify({ exports: loaded, copies: globalThis.copies ?? 0 }))`)
  return { ...(JSON.parse(stdout) as { exports: Record<string, unknown>; copies: number }), stderr }
}

/** The error of one file that does not load. */
async function failure(file: string): Promise<{
  readonly code: string
  readonly message: string
  readonly hints: readonly string[]
  readonly details: { readonly file: string; readonly line?: number }
  readonly evaluations: number
}> {
  const { stdout } = await node(`
    try { await loadModule(${JSON.stringify(file)}, { code: 'LB2015', what: 'Revision file' }) }
    catch ({ code, message, hints, details }) {
      console.log(JSON.stringify({ code, message, hints, details, evaluations: globalThis.evaluations ?? 0 }))
    }`)
  return JSON.parse(stdout) as Awaited<ReturnType<typeof failure>>
}

const wholeLanguage = {
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } }',
  'lib/shared.ts': 'export const shared: number = 2\n',
  'near.ts': 'export const near: number = 1\n',
  'main.ts': `
    import { table } from 'limbeck/model'
    import { integer } from 'limbeck'
    import { near } from './near'
    import { shared } from '@/shared'
    enum Color { Red = 'red' }
    function mark<T>(target: T, _context: unknown) { return target }
    @mark class Marked { constructor(readonly size: number = 3) {} }
    export const revision: string = 'abc'
    export default { table: table('t'), type: integer(), near, shared, color: Color.Red, size: new Marked().size }
  `,
}

describe.each(['module', 'commonjs', null] as const)('a project of type %s', (type) => {
  test('aliases, enums, decorators and imports without extension load, with one copy of limbeck', async () => {
    const { exports, copies, stderr } = await load(path.join(project(type, wholeLanguage), 'main.ts'))
    expect(exports).toEqual({
      revision: 'abc',
      default: { table: { name: 't' }, type: 'int', near: 1, shared: 2, color: 'red', size: 3 },
    })
    expect(copies).toBe(1)
    expect(stderr).toBe('')
  })

  test('plain ES module syntax in TypeScript loads without a warning', async () => {
    const folder = project(type, {
      'main.ts': `import { table } from 'limbeck/model'\nexport const users = table('users' as string)\n`,
    })
    const { exports, stderr } = await load(path.join(folder, 'main.ts'))
    expect({ exports, stderr }).toEqual({ exports: { users: { name: 'users' } }, stderr: '' })
  })

  test('an error of the file names file and line and is not retried', async () => {
    const folder = project(type, {
      'main.ts': `
        import './near.ts'
        throw new TypeError('no such user')`,
      'near.ts': 'export const near = 1\nObject.assign(globalThis, { evaluations: 1 })\n',
    })
    const error = await failure(path.join(folder, 'main.ts'))
    expect(error.message).toBe('Revision file main.ts could not be loaded: TypeError: no such user (line 3)')
    expect(error).toMatchObject({ code: 'LB2015', details: { file: path.join(folder, 'main.ts'), line: 3 } })
  })

  test('an error of an imported file names that file', async () => {
    const folder = project(type, {
      'main.ts': `import { near } from './near'\nexport const x = near\n`,
      'near.ts': `const url: string = ''\n\nif (url === '') throw new Error('DATABASE_URL is not set')\nexport const near = 1\n`,
    })
    const error = await failure(path.join(folder, 'main.ts'))
    expect(error.message).toBe('Revision file main.ts could not be loaded: DATABASE_URL is not set (near.ts, line 3)')
    expect(error.hints).toEqual([`Look at ${path.join(folder, 'near.ts')}:3.`])
  })

  test('a syntax error names its line', async () => {
    const folder = project(type, {
      'main.ts': `import { near } from './near.ts'\n\nexport const a = = near\n`,
      'near.ts': 'export const near = 1',
    })
    const error = await failure(path.join(folder, 'main.ts'))
    expect(error.message).toBe('Revision file main.ts could not be loaded: Expression expected (line 3)')
  })

  test('a missing file or package is named with the line that imports it', async () => {
    const folder = project(type, {
      'file.ts': `import { near } from './near'\nimport { other } from './other'\nexport const a = [near, other]\n`,
      'package.ts': `\nimport { z } from '@zod/core/mini'\nexport const a = z\n`,
      'near.ts': 'export const near = 1',
    })
    const file = await failure(path.join(folder, 'file.ts'))
    expect(file.message).toBe(`Revision file file.ts could not be loaded: Cannot find module './other' (line 2)`)
    const pack = await failure(path.join(folder, 'package.ts'))
    expect(pack.message).toContain(`Cannot find module '@zod/core/mini' (line 2)`)
    expect(pack.hints[0]).toContain('`npm install @zod/core`')
  })
})

test('an ES module is evaluated once when its own code fails', async () => {
  const folder = project('module', {
    'main.ts': `globalThis.evaluations = (globalThis.evaluations ?? 0) + 1\nJSON.parse('{oops')\nexport {}\n`,
  })
  const error = await failure(path.join(folder, 'main.ts'))
  expect(error.evaluations).toBe(1)
  expect(error.message).toContain('in JSON at position 1')
  expect(error.details.line).toBe(2)
})

test('require and __dirname work in an ES module, a type may be imported without saying so', async () => {
  const folder = project('module', {
    'old.ts': `const { integer } = require('limbeck')\nexport const type = integer()\nexport const here = __dirname\n`,
    'typed.ts': `import { Shape } from './shape.ts'\nexport const shape: Shape = { sides: 3 }\n`,
    'shape.ts': 'export interface Shape { sides: number }\n',
  })
  expect((await load(path.join(folder, 'old.ts'))).exports).toEqual({ type: 'int', here: folder })
  expect((await load(path.join(folder, 'typed.ts'))).exports).toEqual({ shape: { sides: 3 } })
})

test('a name that limbeck does not export is said as such', async () => {
  const folder = project('module', { 'main.ts': `import { integr } from 'limbeck'\nexport const type = integr()\n` })
  const error = await failure(path.join(folder, 'main.ts'))
  expect(error.message).toContain(`'limbeck' does not provide an export named 'integr' (line 1)`)
})

test('CommonJS in its three spellings gives the same exports', async () => {
  const folder = project('commonjs', {
    'whole.js': `module.exports = { revision: 'a', ['up' + 'grade']: 1 }\n`,
    'named.cjs': `exports.revision = 'a'\nexports.upgrade = 1\n`,
    'compiled.js': `Object.defineProperty(exports, '__esModule', { value: true })\nexports.revision = 'a'\nexports.upgrade = 1\n`,
  })
  for (const name of ['whole.js', 'named.cjs', 'compiled.js']) {
    expect((await load(path.join(folder, name))).exports, name).toMatchObject({ revision: 'a', upgrade: 1 })
  }
})

test('files that import one another share their modules although only one of them needs jiti', async () => {
  const folder = project('module', {
    'users.ts': 'export const users = { name: "users" }\n',
    'posts.ts': `import { users } from './users'\nexport enum State { Open }\nexport const posts = { users }\n`,
  })
  const { stdout } = await node(`
    const files = ['users.ts', 'posts.ts'].map((name) => ${JSON.stringify(folder)} + '/' + name)
    const [users, posts] = await loadModules(files)
    console.log(users.users === posts.posts.users)`)
  expect(stdout.trim()).toBe('true')
})

test.each(['module', 'commonjs'] as const)('fresh reads a changed file again in a project of type %s', async (type) => {
  const folder = project(type, {
    'main.ts': 'export const value = 1\n',
    'main.cjs': 'exports.value = 1\n',
  })
  const { stdout } = await node(`
    import { writeFileSync } from 'node:fs'
    const values = []
    for (const [name, text] of [['main.ts', 'export const value = 2'], ['main.cjs', 'exports.value = 2']]) {
      const file = ${JSON.stringify(folder)} + '/' + name
      values.push((await loadModule(file)).value)
      writeFileSync(file, text)
      values.push((await loadModule(file)).value, (await loadModule(file, { fresh: true })).value)
    }
    console.log(JSON.stringify(values))`)
  expect(JSON.parse(stdout)).toEqual([1, 1, 2, 1, 1, 2])
})

test('warnings of the user pass', async () => {
  const folder = project('module', {
    'main.ts': `process.emitWarning('mind the gap', 'ExperimentalWarning')\nexport {}\n`,
  })
  expect((await load(path.join(folder, 'main.ts'))).stderr).toContain('mind the gap')
})
