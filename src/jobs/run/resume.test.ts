import { describe, expect, test } from 'vitest'
import { type TestDatabase, databaseKinds } from '../../../test/support/databases.ts'
import { eachTestHas } from '../../../test/support/each-test.ts'
import type { ScratchProject } from '../../../test/support/scratch-project.ts'
import { openProject } from '../open-project.ts'

const down = 'export async function downgrade() {}'

describe.each(databaseKinds)('revisions outside of transactions on $kind', { timeout: 60_000 }, ({ create }) => {
  let project: ScratchProject
  let database: TestDatabase

  eachTestHas(create, (own) => ({ project, database } = own))

  const upgrade = async (options = {}, target = 'head') =>
    (await openProject({ cwd: project.folder, url: database.url })).upgrade(target, options)
  const values = async () => (await database.query('SELECT a FROM t ORDER BY a')).map((row) => row['a'])
  const operations = () =>
    database.query('SELECT statement, status, row_count FROM limbeck_journal WHERE statement IS NOT NULL ORDER BY id')
  /** As a kill between a statement and its settling leaves it. */
  const putInDoubt = (position: number) =>
    database.query(`UPDATE limbeck_journal SET status = 'running' WHERE statement = ${position}`)

  const failing = (third: string) => `export const transaction = 'none'
export async function upgrade(op: Operations) {
  await op.execute('CREATE TABLE t (a int)')
  await op.execute('INSERT INTO t VALUES (1)')
  await op.execute('${third}')
}\n${down}`

  test('a revision that fails in the middle goes on behind what is done, when its rest is repaired', async () => {
    project.revision('aaaa1', null, failing('CREATE TABLE broken ('))
    await expect(upgrade()).rejects.toMatchObject({ details: { revision: 'aaaa1', operation: { position: 3 } } })
    expect(await values()).toEqual([1])
    expect(await operations()).toMatchObject([
      { statement: 1, status: 'done' },
      { statement: 2, status: 'done' },
      { statement: 3, status: 'failed' },
    ])
    project.revision('aaaa1', null, failing('INSERT INTO t VALUES (2)'))
    await upgrade()
    expect(await values()).toEqual([1, 2])
    expect((await operations()).map((row) => row['status'])).toEqual(['done', 'done', 'done'])
  })

  test('what is done may not change', async () => {
    project.revision('aaaa1', null, failing('CREATE TABLE broken ('))
    await expect(upgrade()).rejects.toThrow()
    project.revision('aaaa1', null, failing('CREATE TABLE broken (').replace('VALUES (1)', 'VALUES (5)'))
    await expect(upgrade()).rejects.toMatchObject({ code: 'LB6008', details: { position: 2 } })
    expect(await values()).toEqual([1])
  })

  test('a statement in doubt that the schema cannot tell about needs a person', async () => {
    project.revision('aaaa1', null, failing('CREATE TABLE broken ('))
    await expect(upgrade()).rejects.toThrow()
    await putInDoubt(3)
    project.revision('aaaa1', null, failing('CREATE TABLE broken ('))
    const error: unknown = await upgrade({}, 'aaa').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'LB6009',
      details: { revision: 'aaaa1', position: 3, statement: 'CREATE TABLE broken (' },
    })
    expect(error).toHaveProperty(
      'hints',
      expect.arrayContaining([
        expect.stringContaining('`limbeck upgrade aaa --resume done`'),
        expect.stringContaining('`limbeck upgrade aaa --resume again`'),
        expect.stringMatching(/^What revision aaaa1 did .* stays/),
      ]),
    )
    await upgrade({ resume: 'done' })
    expect(await values()).toEqual([1])
  })

  const structured = (extra = '') => `export const transaction = 'none'
export async function upgrade(op: Operations) {
  await op.execute('CREATE TABLE t (a int)')
  await op.createIndex('ix_t_a', 't', ['a'])
  await op.execute('CREATE TABLE broken (${extra}')
}\n${down}`

  test('operations in doubt are looked for in the database', async () => {
    project.revision('aaaa1', null, structured())
    await expect(upgrade()).rejects.toThrow()
    await putInDoubt(2)
    await database.query('DELETE FROM limbeck_journal WHERE statement = 3')
    project.revision('aaaa1', null, structured('a int)'))
    await upgrade()
    expect(await database.query('SELECT * FROM broken')).toEqual([])
  })

  test('operations in doubt that left nothing run again', async () => {
    project.revision('aaaa1', null, structured())
    await expect(upgrade()).rejects.toThrow()
    await putInDoubt(2)
    await database.query('DROP INDEX ix_t_a')
    await database.query('DELETE FROM limbeck_journal WHERE statement = 3')
    project.revision('aaaa1', null, structured('a int)'))
    await upgrade()
    // Fails when the index is not there.
    await database.query('DROP INDEX ix_t_a')
  })

  test('a part outside of the transaction commits what came before and is remembered', async () => {
    const body = (last: string) => `export async function upgrade(op: Operations) {
  await op.execute('CREATE TABLE t (a int)')
  await op.execute('INSERT INTO t VALUES (1)')
  await op.outsideTransaction(async () => {
    await op.execute('INSERT INTO t VALUES (2)')
  })
  await op.execute('INSERT INTO t VALUES (3)')
  await op.execute('${last}')
}\n${down}`
    project.revision('aaaa1', null, body('no sql'))
    await expect(upgrade()).rejects.toThrow()
    expect(await values()).toEqual([1, 2])
    project.revision('aaaa1', null, body('INSERT INTO t VALUES (4)'))
    await upgrade()
    expect(await values()).toEqual([1, 2, 3, 4])
  })
})
