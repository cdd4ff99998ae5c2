import { expect, test } from 'vitest'
import { openConnection, scratchConnection } from '../../../test/support/postgres-connection.ts'
import type { Operation } from '../../operations/index.ts'
import { postgres } from './index.ts'

const { session } = postgres
const versionTable = { namespace: null, name: 'limbeck_version' }

test('one at a time: a second connection sees who holds the lock, and gets it afterwards', async () => {
  await using scratch = await scratchConnection('lock')
  const second = await openConnection(scratch.url)
  const lock = await session.tryLock(scratch.connection, versionTable)
  expect(await lock?.verify()).toBe(true)
  expect(await session.tryLock(second, versionTable)).toBeNull()
  const [row] = await scratch.connection.query('SELECT pg_backend_pid() AS pid')
  expect(await session.lockHolder(second, versionTable)).toMatch(
    new RegExp(
      `^pid ${Number(row?.['pid'])} \\(limbeck test\\) of user postgres.*, since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC$`,
    ),
  )
  const other = await session.tryLock(second, { namespace: null, name: 'another version table' })
  expect(other).not.toBeNull()
  await lock?.release()
  expect(await lock?.verify()).toBe(false)
  expect(await session.lockHolder(second, versionTable)).toBeNull()
  const again = await session.tryLock(second, versionTable)
  expect(await again?.verify()).toBe(true)
  await second.close()
  expect(await session.tryLock(scratch.connection, versionTable)).not.toBeNull()
})

test('histories in two schemas of one database do not wait for each other', async () => {
  await using scratch = await scratchConnection('lock_schemas')
  const { connection } = scratch
  await connection.executeScript('CREATE SCHEMA one; CREATE SCHEMA two; SET search_path TO one')
  const lock = await session.tryLock(connection, versionTable)
  const second = await openConnection(scratch.url)
  const third = await openConnection(scratch.url)
  expect(await session.tryLock(second, { ...versionTable, namespace: 'two' })).not.toBeNull()
  expect(await session.tryLock(second, versionTable)).not.toBeNull()
  expect(await session.tryLock(third, { ...versionTable, namespace: 'one' })).toBeNull()
  expect(await session.lockHolder(third, { ...versionTable, namespace: 'one' })).not.toBeNull()
  await connection.executeScript('SET search_path TO two')
  expect(await lock?.verify()).toBe(true)
  await lock?.release()
  expect(await session.tryLock(third, { ...versionTable, namespace: 'one' })).not.toBeNull()
  await second.close()
  await third.close()
})

test('the lock ends with its connection, and verify tells', async () => {
  await using scratch = await scratchConnection('lock_lost')
  const holder = await openConnection(scratch.url)
  const lock = await session.tryLock(holder, versionTable)
  const [row] = await holder.query('SELECT pg_backend_pid() AS pid')
  await scratch.connection.query('SELECT pg_terminate_backend(?)', [row?.['pid']])
  expect(await lock?.verify()).toBe(false)
  await lock?.release()
  await holder.close()
})

test('a failed transaction does not lose the lock', async () => {
  await using scratch = await scratchConnection('lock_failed')
  const lock = await session.tryLock(scratch.connection, versionTable)
  await scratch.connection.begin()
  await expect(scratch.connection.execute('SELECT nope')).rejects.toThrow('nope')
  expect(await lock?.verify()).toBe(true)
  await scratch.connection.rollback()
  expect(await lock?.verify()).toBe(true)
})

test('hasTable looks into the default namespace or the one that is named', async () => {
  await using scratch = await scratchConnection('has_table')
  await session.prepare(scratch.connection)
  await scratch.connection.executeScript(
    'CREATE TABLE "T"(); CREATE SCHEMA s; CREATE TABLE s.u(); CREATE VIEW v AS SELECT 1',
  )
  const has = async (namespace: string | null, name: string) =>
    await postgres.hasTable(scratch.connection, { namespace, name })
  expect([await has(null, 'T'), await has('public', 'T'), await has('s', 'u')]).toEqual([true, true, true])
  expect([await has(null, 't'), await has(null, 'u'), await has(null, 'v')]).toEqual([false, false, false])
})

test('the invalid index of a broken-off concurrent build is cleared', async () => {
  await using scratch = await scratchConnection('leftovers')
  const { connection } = scratch
  await connection.executeScript('CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)')
  const part = {
    column: 'a',
    expression: null,
    order: 'asc',
    nulls: null,
    operatorClass: null,
    collation: null,
  } as const
  const op: Operation = {
    kind: 'createIndex',
    index: {
      kind: 'index',
      namespace: null,
      table: 't',
      name: 'uq',
      nameSource: 'given',
      unique: true,
      parts: [part],
      where: null,
      method: null,
      include: [],
      nullsNotDistinct: false,
    },
    concurrently: true,
    ifNotExists: false,
  }
  const capabilities = postgres.capabilitiesOf(connection.serverVersion)
  const [statement] = postgres.emit(op, { before: await scratch.introspect(), capabilities })
  expect(statement).toMatchObject({ sql: 'CREATE UNIQUE INDEX CONCURRENTLY "uq" ON "t" ("a")', transaction: 'outside' })
  expect(await session.leftoversOf(op, connection)).toEqual([])
  await expect(connection.execute(statement?.sql ?? '')).rejects.toMatchObject({ code: '23505' })
  const others = [...(await scratch.introspect()).objects()].filter((object) => object.kind !== 'column')
  expect(others).toMatchObject([{ kind: 'table' }, { kind: 'other', objectType: 'invalid index', name: 'uq' }])
  const leftovers = await session.leftoversOf(op, connection)
  expect(leftovers.map(({ sql, transaction }) => ({ sql, transaction }))).toEqual([
    { sql: 'DROP INDEX CONCURRENTLY "uq"', transaction: 'outside' },
  ])
  for (const { sql } of leftovers) await connection.execute(sql)
  expect(await session.leftoversOf(op, connection)).toEqual([])
})
