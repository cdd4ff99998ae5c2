import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, createPostgresDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { type ScratchProject, createScratchProject } from '../../../test/support/scratch-project.ts'
import type { LimbeckConfig } from '../../config/index.ts'
import { type Operation, describeOperation } from '../../operations/index.ts'
import type { LimbeckEvent } from '../../runtime/index.ts'
import { openProject } from '../open-project.ts'

let project: ScratchProject
let database: TestDatabase

async function open(config: LimbeckConfig, events: LimbeckEvent[] = []) {
  return await openProject({
    cwd: project.folder,
    url: database.url,
    config: { models: './models/*.ts', ...config },
    onEvent: (event) => events.push(event),
  })
}
/** The single changes, in words, in order of the alphabet. */
async function differences(config: LimbeckConfig, events: LimbeckEvent[] = []) {
  const { operations } = await (await open(config, events)).check()
  const atomic = operations.flatMap(({ operation }): readonly Operation[] =>
    operation.kind === 'alterTable' ? operation.changes : [operation],
  )
  return atomic.map(describeOperation).toSorted()
}
/** The attributes that columns differ in. */
async function columnChanges(config: LimbeckConfig) {
  const { operations } = await (await open(config)).check()
  const atomic = operations.flatMap(({ operation }): readonly Operation[] =>
    operation.kind === 'alterTable' ? operation.changes : [operation],
  )
  return atomic
    .flatMap((one) => (one.kind === 'alterColumn' ? [[one.column, ...Object.keys(one.changes)].join(' ')] : []))
    .toSorted()
}

const models = `import { check, index, integer, string, table, text } from 'limbeck/model'
export const users = table('users', {
  id: integer().primaryKey(),
  name: string(50),
  nickname: text(),
}, (t) => [index('ix_users_name').on(t.name)])
export const drafts = table('drafts', { id: integer().primaryKey() })
`

describe.each(databaseKinds)('on $kind', { timeout: 60_000 }, ({ create }) => {
  beforeEach(async () => {
    project = createScratchProject()
    database = await create()
    project.write('models/all.ts', models)
    await database.script(`
      CREATE TABLE users (id integer NOT NULL CONSTRAINT pk_users PRIMARY KEY, name varchar(50), legacy integer);
      CREATE INDEX ix_users_legacy ON users (legacy);
      CREATE TABLE old_log (id integer);
      CREATE INDEX ix_old_log ON old_log (id);
    `)
  })
  afterEach(async () => {
    project[Symbol.dispose]()
    await database[Symbol.asyncDispose]()
  })

  test('everything counts without a filter', async () => {
    expect(await differences({})).toEqual([
      'Add column nickname to users',
      'Create index ix_users_name on users',
      'Create table drafts',
      'Drop column legacy of users',
      'Drop index ix_users_legacy of users',
      'Drop table old_log',
    ])
  })

  test('includeObject is asked about each object with both sides, and leaves alone what it refuses', async () => {
    const asked: string[] = []
    const found = await differences({
      includeObject: (object, { name, kind, table, found: one, wanted: other }) => {
        asked.push(
          `${kind} ${table === null ? '' : `${table}.`}${name}${one === null ? ' new' : ''}${other === null ? ' gone' : ''}`,
        )
        expect(object).toBe(other ?? one)
        // The database keeps what no model has.
        return other !== null
      },
    })
    expect(found).toEqual([
      'Add column nickname to users',
      'Create index ix_users_name on users',
      'Create table drafts',
    ])
    expect(asked).toContain('table old_log gone')
    expect(asked).toContain('column users.nickname new')
    expect(asked).toContain('index users.ix_users_legacy gone')
    expect(asked).toContain('table users')
    // A table that is left alone is left alone with all that is in it.
    expect(asked).not.toContain('index old_log.ix_old_log gone')
  })

  test('includeName refuses by name, on both sides', async () => {
    const found = await differences({
      includeName: (name, kind, { table }) => {
        if (kind === 'table') return name !== 'old_log' && name !== 'drafts'
        return kind !== 'index' && !(table === 'users' && name === 'legacy')
      },
    })
    expect(found).toEqual(['Add column nickname to users'])
  })

  test('an index that is left alone goes with its column', async () => {
    const config: LimbeckConfig = { includeName: (name, kind) => kind !== 'index' && name !== 'old_log' }
    const opened = await open(config)
    await opened.revision({ message: 'Changes', autogenerate: true })
    await opened.upgrade('head')
    expect((await opened.check()).operations).toEqual([])
    await opened.downgrade('base')
    expect(await database.query('SELECT legacy FROM users')).toEqual([])
  })

  test('exclude takes names and globs', async () => {
    expect(await differences({ exclude: ['old_*', 'drafts', 'users'] })).toEqual([])
  })

  test('compareType and compareDefault: false, or a function that may leave it to limbeck', async () => {
    const rest: LimbeckConfig = { exclude: ['old_log', 'drafts'] }
    project.write(
      'models/all.ts',
      `import { index, integer, string, table, text } from 'limbeck/model'
      export const users = table('users', {
        id: integer().primaryKey(),
        name: string(80).default('x'),
        legacy: integer().default(7),
      }, (t) => [index('ix_users_legacy').on(t.legacy)])`,
    )
    expect(await columnChanges(rest)).toEqual(['legacy default', 'name type default'])
    expect(await columnChanges({ ...rest, compareDefault: false })).toEqual(['name type'])
    expect(await differences({ ...rest, compareDefault: false, compareType: false })).toEqual([])

    const seen: unknown[] = []
    const byFunction = await columnChanges({
      ...rest,
      compareDefault: (found, wanted, { column, table, dialect }) => {
        seen.push([table, column, found, wanted])
        expect(database.url.startsWith(dialect)).toBe(true)
        return column === 'legacy' ? false : undefined
      },
      compareType: (found, wanted) => (found.kind === 'string' && wanted.kind === 'string' ? false : undefined),
    })
    expect(byFunction).toEqual(['name default'])
    expect(seen).toContainEqual(['users', 'legacy', null, { kind: 'literal', value: 7 }])
  })

  test('compareType may ask for a change that limbeck would not make', async () => {
    project.write(
      'models/all.ts',
      `import { double, integer, table } from 'limbeck/model'
      export const users = table('users', { id: integer().primaryKey(), legacy: double() })`,
    )
    await database.script('CREATE TABLE loose (a real)')
    const rest: LimbeckConfig = { includeName: (name, kind) => kind !== 'index' && name !== 'name' && name !== 'loose' }
    expect(await columnChanges({ ...rest, compareType: () => false })).toEqual([])
    const opened = await open({ ...rest, exclude: ['old_log'], compareType: () => true })
    await opened.revision({ message: 'Types', autogenerate: true })
    await opened.upgrade('head')
    // Where both say the very same type there is nothing to change, whatever the function says.
    expect(await columnChanges({ ...rest, exclude: ['old_log'] })).toEqual([])
  })
})

describe('schemas', { timeout: 60_000 }, () => {
  beforeEach(async () => {
    project = createScratchProject()
    database = await createPostgresDatabase()
    project.write(
      'models/all.ts',
      `import { integer, table } from 'limbeck/model'
      export const invoices = table('invoices', { id: integer().primaryKey() }, { schema: 'billing' })`,
    )
    await database.script(`
      CREATE SCHEMA billing; CREATE SCHEMA legacy;
      CREATE TABLE billing.old (id integer); CREATE TABLE legacy.things (id integer);
    `)
  })
  afterEach(async () => {
    project[Symbol.dispose]()
    await database[Symbol.asyncDispose]()
  })

  test('those of the models are compared, others are named and left alone', async () => {
    const result = await (await open({})).check()
    expect(result.operations.map((operation) => operation.describe).toSorted()).toEqual([
      'Create table billing.invoices',
      'Drop table billing.old',
    ])
    expect(result.unmodelled.join()).toContain("Schema 'legacy' with 1 table is not compared")
  })

  test('one that is listed is managed, and said so where no model is in it', async () => {
    const events: LimbeckEvent[] = []
    expect(await differences({ schemas: ['legacy'] }, events)).toContain('Drop table legacy.things')
    const warnings = events.flatMap((event) => (event.kind === 'warning' ? [event.message] : []))
    expect(warnings).toEqual([
      "The configuration lists the schema 'legacy', and no model is in it: its table counts as dropped.",
    ])
  })

  test('includeName keeps schemas out, listed or not', async () => {
    const asked: string[] = []
    const includeName: LimbeckConfig['includeName'] = (name, kind) => {
      asked.push(`${kind} ${name}`)
      return kind !== 'schema'
    }
    expect(await differences({ schemas: ['legacy'], includeName })).toEqual([])
    expect(new Set(asked)).toEqual(new Set(['schema legacy', 'schema billing']))
  })
})
