import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listDatabaseNames, loadConfig } from './load-config.ts'
import { requireUrl } from './resolve-config.ts'

let folder: string
const environment = { ...process.env }

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'limbeck [config] '))
  delete process.env['DATABASE_URL']
  delete process.env['LIMBECK_CONFIG']
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
  Object.assign(process.env, environment)
})

function write(file: string, content: unknown): void {
  const full = path.join(folder, file)
  mkdirSync(path.dirname(full), { recursive: true })
  writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content))
}

describe('loadConfig', () => {
  it('takes SQL files as models, beside TypeScript or alone', async () => {
    write('limbeck.config.json', {
      models: ['./models/*.ts', './schema/base.sql', { sqlFiles: ['./views/*.sql', './more'] }],
      scratchUrl: 'sqlite://',
    })
    const config = await loadConfig({ cwd: folder })
    const inFolder = (file: string) => path.join(folder.replace(/[[\]]/g, '[$&]'), file)
    expect(config.models).toEqual(['models/*.ts'].map(inFolder))
    expect(config.sqlModels).toEqual(['schema/base.sql', 'views/*.sql', 'more'].map(inFolder))
    expect(config.scratchUrl?.file).toBe(':memory:')
    write('limbeck.config.json', { models: { sqlFiles: 7 } })
    await expect(loadConfig({ cwd: folder })).rejects.toThrow(`"models" must be a text, sql('…') or a list of these`)
  })

  it('fills in every default', async () => {
    write('limbeck.config.json', {})
    expect(await loadConfig({ cwd: folder })).toEqual({
      configFile: path.join(folder, 'limbeck.config.json'),
      folder,
      databaseName: 'default',
      x: expect.anything(),
      url: null,
      models: [],
      migrations: [path.join(folder, 'migrations')],
      versionTable: 'limbeck_version',
      versionTableSchema: null,
      versionTablePrimaryKey: true,
      scratchUrl: null,
      sqlModels: [],
      schemas: [],
      includeObject: null,
      includeName: null,
      compareType: true,
      compareDefault: true,
      compareGrants: false,
      compareOwners: false,
      transaction: 'perRevision',
      timeouts: { lockMs: null, statementMs: null, lockRetries: 0 },
      onVersionApply: [],
      hooks: {},
      generation: {},
      recursiveVersionLocations: false,
      namingConvention: expect.objectContaining({ pk: 'pk_%(table_name)s' }),
      lockTimeoutMs: 60_000,
      exclude: [],
      fileTemplate: '%(year)d%(month).2d%(day).2d_%(hour).2d%(minute).2d_%(rev)s_%(slug)s',
      truncateSlugLength: 40,
      revisionFormat: 'ts',
      timezone: 'UTC',
      review: { rules: {}, failOn: 'warning' },
    })
  })

  it('is found from a folder below, and resolves paths against its own folder', async () => {
    write('limbeck.config.json', { url: 'sqlite:///./dev.db', models: './app/*.ts', migrations: ['m', '/abs/m'] })
    write('app/deep/x.txt', '')
    write('app/user.ts', '')
    const config = await loadConfig({ cwd: path.join(folder, 'app/deep') })
    expect(config.url?.file).toBe(path.join(folder, 'dev.db'))
    expect(config.migrations).toEqual([path.join(folder, 'm'), '/abs/m'])
    expect(globSync([...config.models])).toEqual([path.join(folder, 'app/user.ts')])
  })

  it('evaluates a TypeScript configuration after reading .env, and the environment wins', async () => {
    process.env['LIMBECK_TEST_TABLE'] = 'from_environment'
    write('.env', 'LIMBECK_TEST_TABLE=from_file\nLIMBECK_TEST_FOLDER="./from file"\nDATABASE_URL=sqlite:///./env.db\n')
    write(
      'limbeck.config.mts',
      `const folder: string | undefined = process.env.LIMBECK_TEST_FOLDER
       export default { versionTable: process.env.LIMBECK_TEST_TABLE, migrations: folder }`,
    )
    const config = await loadConfig({ cwd: folder })
    expect(config.versionTable).toBe('from_environment')
    expect(config.migrations).toEqual([path.join(folder, 'from file')])
    expect(requireUrl(config).file).toBe(path.join(folder, 'env.db'))
  })

  it('prefers --url, then the configuration, then the environment', async () => {
    process.env['DATABASE_URL'] = 'sqlite:///./environment.db'
    write('limbeck.config.json', { url: 'sqlite:///./configuration.db' })
    const file = async (url?: string) => path.basename((await loadConfig({ cwd: folder, url })).url?.file ?? '')
    expect(await file('sqlite:///./option.db')).toBe('option.db')
    expect(await file()).toBe('configuration.db')
    write('limbeck.config.json', { url: '' })
    expect(await file()).toBe('environment.db')
  })

  it('works without a configuration when there is a URL', async () => {
    write('src/models/user.ts', '')
    const config = await loadConfig({ cwd: folder, url: 'sqlite:///./dev.db' })
    expect(config).toMatchObject({ configFile: null, folder, migrations: [path.join(folder, 'migrations')] })
    expect(globSync([...config.models])).toEqual([path.join(folder, 'src/models/user.ts')])
  })

  it('refuses when there is neither, and names the next step', async () => {
    await expect(loadConfig({ cwd: folder })).rejects.toMatchObject({
      code: 'LB1002',
      hints: [expect.stringContaining('`limbeck init`'), expect.anything()],
    })
    await expect(loadConfig({ cwd: folder, config: 'no.ts' })).rejects.toMatchObject({ code: 'LB1002' })
  })

  it('takes a named file, a folder, or LIMBECK_CONFIG', async () => {
    write('other/limbeck.config.json', { versionTable: 'a' })
    write('other/second.json', { versionTable: 'b' })
    expect((await loadConfig({ cwd: folder, config: 'other' })).versionTable).toBe('a')
    expect((await loadConfig({ cwd: folder, config: 'other/second.json' })).versionTable).toBe('b')
    process.env['LIMBECK_CONFIG'] = path.join(folder, 'other')
    expect((await loadConfig({ cwd: folder })).versionTable).toBe('a')
  })

  it('takes a function, which gets the name and the values of -x', async () => {
    write(
      'limbeck.config.ts',
      `export default async ({ name, x }: { name?: string; x: Record<string, string> }) => ({
        versionTable: \`of_\${x['tenant']}\`,
        databases: { main: { versionTableSchema: String(name) }, billing: {} },
      })`,
    )
    const options = { cwd: folder, x: { tenant: 'acme' } }
    expect(await listDatabaseNames(options)).toEqual(['main', 'billing'])
    expect(await loadConfig({ ...options, name: 'main' })).toMatchObject({
      versionTable: 'of_acme',
      versionTableSchema: 'main',
    })
  })

  it.each([
    ['export default () => ({ migration: 1 })', 'LB1003', '"migration" is not a key'],
    ['export default () => 7', 'LB1003', 'A configuration must be an object, not 7.'],
    ['export default async () => { throw new Error("no vault") }', 'LB1004', 'exports failed: no vault'],
  ])('refuses %s', async (text, code, message) => {
    write('limbeck.config.ts', text)
    await expect(loadConfig({ cwd: folder })).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })

  it('points at mistakes', async () => {
    write('limbeck.config.json', { migration: 'm' })
    await expect(loadConfig({ cwd: folder })).rejects.toMatchObject({
      code: 'LB1003',
      message: 'limbeck.config.json: "migration" is not a key of the configuration.',
      hints: ['Did you mean `migrations`?'],
    })
    write('limbeck.config.json', { migration: 'm', lockTimeoutMs: -1 })
    await expect(loadConfig({ cwd: folder })).rejects.toMatchObject({
      message: 'limbeck.config.json has 2 mistakes.',
      details: { keys: ['migration', 'lockTimeoutMs'] },
    })
    write('limbeck.config.json', '{ "url": ')
    await expect(loadConfig({ cwd: folder })).rejects.toMatchObject({ code: 'LB1004' })
    write('limbeck.config.ts', 'throw new Error("out of luck")')
    await expect(loadConfig({ cwd: folder })).rejects.toMatchObject({
      code: 'LB1004',
      message: expect.stringContaining('out of luck'),
    })
  })
})

describe('several databases', () => {
  beforeEach(() => {
    process.env['DATABASE_URL'] = 'sqlite:///./other.db'
    write('limbeck.config.json', {
      versionTable: 'shared',
      databases: { main: { url: 'sqlite:///./main.db', migrations: 'm' }, billing: { versionTable: 'own' } },
    })
  })

  it('picks one by name; what stands beside holds for all', async () => {
    expect(await loadConfig({ cwd: folder, name: 'main' })).toMatchObject({
      databaseName: 'main',
      versionTable: 'shared',
      migrations: [path.join(folder, 'm')],
    })
    const billing = await loadConfig({ cwd: folder, name: 'billing' })
    expect(billing).toMatchObject({ versionTable: 'own', migrations: [path.join(folder, 'migrations/billing')] })
    expect(await listDatabaseNames({ cwd: folder })).toEqual(['main', 'billing'])
  })

  it('never lets DATABASE_URL stand in for one of them', async () => {
    const billing = await loadConfig({ cwd: folder, name: 'billing' })
    expect(billing.url).toBeNull()
    expect(() => requireUrl(billing)).toThrow('The database "billing" has no URL.')
  })

  it('asks for a name, and offers the near miss', async () => {
    await expect(loadConfig({ cwd: folder })).rejects.toMatchObject({
      code: 'LB1001',
      hints: ['Choose one with `-n main`, `-n billing`, or all of them with `-n all`.'],
    })
    await expect(loadConfig({ cwd: folder, name: 'bilings' })).rejects.toMatchObject({
      code: 'LB1001',
      hints: ['Did you mean `-n billing`?'],
    })
  })
})
