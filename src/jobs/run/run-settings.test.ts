import { beforeEach, describe, expect, test } from 'vitest'
import { caught } from '../../../test/support/caught.ts'
import { type TestDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { eachTestHas } from '../../../test/support/each-test.ts'
import type { ScratchProject } from '../../../test/support/scratch-project.ts'
import { addEmail, createUsers } from '../../../test/support/users-history.ts'
import type { LimbeckConfig } from '../../config/index.ts'
import type { HookStep } from '../../runtime/index.ts'
import { openProject } from '../open-project.ts'
import type { OpenOptions } from '../project.ts'

const failing = `
export async function upgrade(op: Operations) {
  await op.execute('INSERT INTO users (id, name) VALUES (1, \\'a\\')')
  await op.execute('INSERT INTO users (id, name) VALUES (1, \\'b\\')')
}
export async function downgrade() {}`

let project: ScratchProject
let database: TestDatabase

function open(config: LimbeckConfig, options: Partial<OpenOptions> = {}) {
  return openProject({ cwd: project.folder, url: database.url, config, ...options })
}
async function versions(table = 'limbeck_version') {
  return (await database.query(`SELECT version_num FROM ${table} ORDER BY 1`)).map((row) => row['version_num'])
}
const hasUsers = () =>
  database.query('SELECT id FROM users').then(
    () => true,
    () => false,
  )

describe.each(databaseKinds)('on $kind', { timeout: 60_000 }, ({ kind, create }) => {
  eachTestHas(create, (own) => ({ project, database } = own))

  describe('transaction', () => {
    test('perRevision keeps what came before a failure', async () => {
      project.revision('aaaa1', null, createUsers)
      project.revision('bbbb2', 'aaaa1', failing)
      const error = await caught((await open({})).upgrade('head'))
      expect(error).toMatchObject({ details: { applied: ['aaaa1'] } })
      expect(await versions()).toEqual(['aaaa1'])
    })

    test('perRun keeps all or nothing', async () => {
      project.revision('aaaa1', null, createUsers)
      project.revision('bbbb2', 'aaaa1', addEmail)
      project.revision('cccc3', 'bbbb2', failing)
      const opened = await open({ transaction: 'perRun' })
      const error = await caught(opened.upgrade('head'))
      expect(error).toMatchObject({ details: { applied: [], revision: 'cccc3' } })
      expect(error.hints.at(-1)).toContain('Nothing of this run was kept.')
      expect(await versions()).toEqual([])
      expect(await hasUsers()).toBe(false)
      const journal = 'SELECT revision, status FROM limbeck_journal ORDER BY id'
      expect(await database.query(journal)).toEqual([{ revision: 'cccc3', status: 'failed' }])

      expect((await opened.upgrade('bbbb2')).headsAfter).toEqual(['bbbb2'])
      expect(await database.query('SELECT id, email FROM users')).toEqual([])
      expect((await database.query(journal)).slice(1)).toEqual([
        { revision: 'aaaa1', status: 'done' },
        { revision: 'bbbb2', status: 'done' },
      ])
      expect((await opened.downgrade('base')).steps).toHaveLength(2)
      expect(await hasUsers()).toBe(false)
    })

    test('perRun finds broken foreign keys at its end', async () => {
      project.revision(
        'aaaa1',
        null,
        `export async function upgrade(op: Operations) {
          await op.createTable('a', (t) => { t.column('id', integer().notNull()); t.primaryKey('pk_a', ['id']) })
          await op.createTable('b', (t) => {
            t.column('a_id', integer())
            t.foreignKey('fk_b', ['a_id'], 'a', ['id'], { deferrable: 'deferred' })
          })
        }
        export async function downgrade() {}`,
      )
      project.revision(
        'bbbb2',
        'aaaa1',
        `export async function upgrade(op: Operations) { await op.execute('INSERT INTO b (a_id) VALUES (7)') }
        export async function downgrade() {}`,
      )
      await caught((await open({ transaction: 'perRun' })).upgrade('head'))
      expect(await versions()).toEqual([])
    })

    test('perRun refuses what must be outside of a transaction', async () => {
      project.revision('aaaa1', null, createUsers)
      project.revision(
        'bbbb2',
        'aaaa1',
        `export const transaction = 'none'
        export async function upgrade() {}
        export async function downgrade() {}`,
      )
      const opened = await open({ transaction: 'perRun' })
      const error = await caught(opened.upgrade('head'))
      expect(error).toMatchObject({ code: 'LB6031', details: { revision: 'bbbb2' } })
      expect(await hasUsers()).toBe(false)

      project.revision(
        'bbbb2',
        'aaaa1',
        `export async function upgrade(op: Operations) {
          await op.outsideTransaction(async () => { await op.execute('DELETE FROM users') })
        }
        export async function downgrade() {}`,
      )
      expect(await caught(opened.upgrade('head'))).toMatchObject({ code: 'LB6031' })
      expect(await hasUsers()).toBe(false)
    })

    test.runIf(kind === 'postgresql')('perRun refuses an operation that must be outside of a transaction', async () => {
      project.revision('aaaa1', null, createUsers)
      project.revision(
        'bbbb2',
        'aaaa1',
        `export async function upgrade(op: Operations) {
          await op.createIndex('ix_users_name', 'users', ['name'], { concurrently: true })
        }
        export async function downgrade() {}`,
      )
      const error = await caught((await open({ transaction: 'perRun' })).upgrade('head'))
      expect(error).toMatchObject({ code: 'LB6031', details: { operation: { kind: 'createIndex' } } })
      expect(await hasUsers()).toBe(false)
    })

    test('perRun keeps nothing of a run that is interrupted', async () => {
      project.revision('aaaa1', null, createUsers)
      project.revision('bbbb2', 'aaaa1', addEmail)
      const controller = new AbortController()
      const opened = await open(
        { transaction: 'perRun' },
        {
          signal: controller.signal,
          onEvent: (event) => {
            if (event.kind === 'revisionStarted' && event.revision === 'bbbb2') controller.abort()
          },
        },
      )
      expect(await caught(opened.upgrade('head'))).toMatchObject({ code: 'LB6004', details: { applied: [] } })
      expect(await hasUsers()).toBe(false)
      expect(await versions()).toEqual([])
    })

    test('none runs each operation by itself', async () => {
      project.revision('aaaa1', null, createUsers)
      project.revision('bbbb2', 'aaaa1', failing)
      const opened = await open({ transaction: 'none' })
      await caught(opened.upgrade('head'))
      expect(await versions()).toEqual(['aaaa1'])
      expect(await database.query('SELECT name FROM users')).toEqual([{ name: 'a' }])
    })
  })

  test('scripts have the same transactions and limits, and what onVersionApply writes', async () => {
    project.revision('aaaa1', null, createUsers)
    project.revision('bbbb2', 'aaaa1', `export const timeouts = { lock: '2s' }${addEmail}`)
    const scriptOf = async (config: LimbeckConfig) => {
      let script = ''
      await (await open(config)).upgrade('head', { onSql: (text) => (script += text) })
      return script
    }
    // One for the version table and the journal, and one for each revision.
    expect((await scriptOf({})).match(/^COMMIT;/gm)).toHaveLength(3)
    const script = await scriptOf({
      transaction: 'perRun',
      timeouts: { lock: '5s' },
      onVersionApply: async ({ connection, step, isOffline }) => {
        await connection.execute('INSERT INTO audit VALUES (?, ?)', [step.revision, String(isOffline)])
      },
    })
    expect(script.match(/^COMMIT;/gm)).toHaveLength(2)
    expect(script).toContain(`INSERT INTO audit VALUES ('bbbb2', 'true');`)
    const limits = script.split('\n').filter((line) => line.includes('timeout'))
    expect(limits).toEqual(
      kind === 'sqlite'
        ? [5000, 2000, 5000, 5000, 5000].map((limit) => `PRAGMA busy_timeout = ${limit};`)
        : [
            'SET lock_timeout = 5000;',
            'SET lock_timeout = 2000;',
            'RESET lock_timeout;',
            'SET lock_timeout = 5000;',
            'RESET lock_timeout;',
          ],
    )
    await database.script('CREATE TABLE audit (revision varchar(40), offline varchar(5))')
    await database.script(script)
    expect(await versions()).toEqual(['bbbb2'])
    expect(await database.query('SELECT revision FROM audit')).toHaveLength(2)

    project.revision(
      'cccc3',
      'bbbb2',
      `export const transaction = 'none'
      export async function upgrade() {}
      export async function downgrade() {}`,
    )
    expect(await caught(scriptOf({ transaction: 'perRun' }))).toMatchObject({ code: 'LB6031' })
  })

  test('onVersionApply hears of a stamp with its tag, online and in a script, where it has no rows', async () => {
    project.revision('aaaa1', null, createUsers)
    await database.script('CREATE TABLE audit (direction varchar(10), tag varchar(10), offline varchar(5))')
    const opened = await open({
      onVersionApply: async ({ connection, step, tag, isOffline }) => {
        await connection.execute('INSERT INTO audit VALUES (?, ?, ?)', [step.direction, tag, String(isOffline)])
      },
    })
    await opened.stamp(['aaaa1'], { tag: 'now' })
    let script = ''
    await opened.stamp(['aaaa1:base'], { tag: 'later', onSql: (text) => (script += text) })
    await database.script(script)
    expect(await versions()).toEqual([])
    expect(await database.query('SELECT direction, tag, offline FROM audit ORDER BY tag')).toEqual([
      { direction: 'stamp', tag: 'later', offline: 'true' },
      { direction: 'stamp', tag: 'now', offline: 'false' },
    ])
    const asking = await open({ onVersionApply: ({ connection }) => connection.query('SELECT 1') })
    expect(await caught(asking.stamp(['aaaa1'], { onSql: () => {} }))).toMatchObject({
      code: 'LB6030',
      message: expect.stringContaining('asks the database for rows'),
    })
  })

  describe('hooks', () => {
    const calls: string[] = []
    const note = (name: string, step: HookStep) => calls.push(`${name} ${step.direction} ${step.revision ?? '-'}`)
    const hooks: LimbeckConfig = {
      hooks: {
        beforeRun: ({ steps, dialect, databaseName, x, tag }) => {
          calls.push(`beforeRun ${steps.length} ${dialect} ${databaseName} ${JSON.stringify(x)} ${tag}`)
        },
        beforeRevision: ({ step }) => void note('beforeRevision', step),
        afterRevision: ({ step }) => void note('afterRevision', step),
        afterRun: ({ done, steps, error }) => {
          calls.push(`afterRun ${done.length}/${steps.length} ${error === null ? 'ok' : 'failed'}`)
        },
      },
      onVersionApply: async ({ connection, step, heads, isOffline }) => {
        const [row] = await connection.query('SELECT count(*) AS rows FROM limbeck_version')
        note(`applied(${heads.join()} from ${step.from.join()}, ${String(row?.['rows'])} row, ${isOffline})`, step)
      },
    }
    beforeEach(() => void calls.splice(0))

    test('are called around the run and each revision, and not where there is nothing to do', async () => {
      project.revision('aaaa1', null, createUsers)
      project.revision('bbbb2', 'aaaa1', addEmail)
      const opened = await open(hooks, { x: { tenant: 'acme' } })
      await opened.upgrade('head', { tag: 'release' })
      expect(calls).toEqual([
        `beforeRun 2 ${kind} default {"tenant":"acme"} release`,
        'beforeRevision upgrade aaaa1',
        'afterRevision upgrade aaaa1',
        'applied(aaaa1 from , 1 row, false) upgrade aaaa1',
        'beforeRevision upgrade bbbb2',
        'afterRevision upgrade bbbb2',
        'applied(bbbb2 from aaaa1, 1 row, false) upgrade bbbb2',
        'afterRun 2/2 ok',
      ])
      calls.splice(0)
      await opened.upgrade('head')
      expect(calls).toEqual([])
      await opened.stamp(['aaaa1'])
      expect(calls).toEqual(['applied(aaaa1 from bbbb2, 1 row, false) stamp -'])
    })

    test('afterRun hears of a failure', async () => {
      project.revision('aaaa1', null, createUsers)
      project.revision('bbbb2', 'aaaa1', failing)
      await caught((await open(hooks)).upgrade('head'))
      expect(calls.at(-1)).toBe('afterRun 1/2 failed')
    })

    test('what they write belongs to the transaction of the revision', async () => {
      await database.script('CREATE TABLE audit (revision varchar(40))')
      project.revision('aaaa1', null, createUsers)
      project.revision('bbbb2', 'aaaa1', addEmail)
      const opened = await open({
        onVersionApply: [
          async ({ connection, step }) => {
            await connection.execute('INSERT INTO audit (revision) VALUES (?)', [step.revision])
          },
          ({ step }) => {
            if (step.revision === 'bbbb2') throw new Error('no audit today')
          },
        ],
      })
      const error = await caught(opened.upgrade('head'))
      expect(error.code).toBe('LB6030')
      expect(error.message).toContain('The hook `onVersionApply` of the configuration failed: no audit today')
      expect(await database.query('SELECT revision FROM audit')).toEqual([{ revision: 'aaaa1' }])
      expect(await versions()).toEqual(['aaaa1'])
    })

    test('one that fails before the run lets nothing run; one behind it says that everything is kept', async () => {
      project.revision('aaaa1', null, createUsers)
      const fail = () => {
        throw new Error('no')
      }
      expect(await caught((await open({ hooks: { beforeRun: fail } })).upgrade('head'))).toMatchObject({
        code: 'LB6030',
      })
      expect(await hasUsers()).toBe(false)
      const after = await caught((await open({ hooks: { afterRun: fail } })).upgrade('head'))
      expect(after.hints).toContain('Every revision of the run is kept.')
      expect(await versions()).toEqual(['aaaa1'])
    })
  })

  describe('the version table', () => {
    test.runIf(kind === 'postgresql')('stands in the configured schema, with the journal', async () => {
      await database.script('CREATE SCHEMA ops')
      project.revision('aaaa1', null, createUsers)
      const opened = await open({ versionTable: 'applied', versionTableSchema: 'ops' })
      await opened.upgrade('head')
      expect(await versions('ops.applied')).toEqual(['aaaa1'])
      expect((await opened.current()).revisions.map(({ id }) => id)).toEqual(['aaaa1'])
      expect((await opened.log()).runs).toHaveLength(1)
      expect(
        await database.query(
          "SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'users'",
        ),
      ).toEqual([])
    })

    test('has the configured name, and no primary key where none is wanted', async () => {
      project.revision('aaaa1', null, createUsers)
      const opened = await open({ versionTable: 'my_version', versionTablePrimaryKey: false })
      await opened.upgrade('head')
      expect(await versions('my_version')).toEqual(['aaaa1'])
      // Two equal rows: no key stands in the way.
      await database.script("INSERT INTO my_version VALUES ('aaaa1')")
      expect(await versions('my_version')).toEqual(['aaaa1', 'aaaa1'])
    })

    test('may have further columns with defaults when somebody made it so', async () => {
      await database.script(
        "CREATE TABLE limbeck_version (version_num varchar(128) NOT NULL PRIMARY KEY, note varchar(20) DEFAULT 'own')",
      )
      project.revision('aaaa1', null, createUsers)
      await (await open({})).upgrade('head')
      expect(await database.query('SELECT * FROM limbeck_version')).toEqual([{ version_num: 'aaaa1', note: 'own' }])
    })
  })

  test('-x values reach revision files, online and in a script', async () => {
    project.write('node_modules/limbeck/x.js', '')
    project.revision(
      'aaaa1',
      null,
      `import { xArguments } from 'limbeck'
      export async function upgrade(op: Operations) {
        await op.execute(\`CREATE TABLE made_for_\${xArguments()['tenant']} (id integer)\`)
      }
      export async function downgrade() {}`,
    )
    const opened = await open({}, { x: { tenant: 'acme' } })
    let script = ''
    await opened.upgrade('head', { onSql: (text) => (script += text) })
    expect(script).toContain('CREATE TABLE made_for_acme (id integer);')
    await opened.upgrade('head')
    expect(await database.query('SELECT id FROM made_for_acme')).toEqual([])
  })
})
