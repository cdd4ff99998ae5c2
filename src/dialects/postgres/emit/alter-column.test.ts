import { expect, test } from 'vitest'
import { scratchConnection } from '../../../../test/support/postgres-connection.ts'
import { runOperations } from '../../../../test/support/run-operations.ts'
import type { ColumnChanges, Operation } from '../../../operations/index.ts'
import { type Identity, writtenExpression } from '../../../schema/index.ts'

function alter(column: string, changes: ColumnChanges, using: string | null = null): Operation {
  return { kind: 'alterColumn', namespace: null, table: 't', column, changes, using }
}

function identity(generation: Identity['generation'], more: Partial<Identity> = {}): Identity {
  return { generation, start: null, increment: null, minimum: null, maximum: null, cache: null, cycle: false, ...more }
}

test('text becomes a number by a cast, with its default, and back', async () => {
  await using scratch = await scratchConnection('text_number')
  const { connection } = scratch
  await connection.executeScript(`CREATE TABLE t (a text NOT NULL DEFAULT '7'); INSERT INTO t VALUES ('1'), (' 22 ')`)
  expect(await runOperations(connection, [alter('a', { type: { kind: 'integer' } })])).toEqual([
    `ALTER TABLE "t"
  ALTER COLUMN "a" DROP DEFAULT,
  ALTER COLUMN "a" TYPE integer USING "a"::integer,
  ALTER COLUMN "a" SET DEFAULT 7`,
  ])
  expect(await connection.query('INSERT INTO t DEFAULT VALUES RETURNING a')).toEqual([{ a: 7 }])
  await runOperations(connection, [alter('a', { type: { kind: 'text' }, default: null })])
  expect(await connection.query('SELECT a FROM t ORDER BY a')).toEqual([{ a: '1' }, { a: '22' }, { a: '7' }])
})

test('a shorter length never cuts a value', async () => {
  await using scratch = await scratchConnection('length')
  const { connection } = scratch
  await connection.executeScript(`CREATE TABLE t (a text, b int); INSERT INTO t VALUES ('abcdef', 123456)`)
  for (const column of ['a', 'b']) {
    await expect(
      runOperations(connection, [alter(column, { type: { kind: 'string', length: 3 } })]),
    ).rejects.toMatchObject({
      code: 'LB6109',
    })
  }
})

test('conversions that need a cast of their own', async () => {
  await using scratch = await scratchConnection('conversions')
  const { connection } = scratch
  await connection.executeScript(`
    CREATE TYPE mood AS ENUM ('happy', 'sad');
    CREATE TABLE t (flag boolean DEFAULT true, state text DEFAULT 'sad', list text[] DEFAULT '{}', at date DEFAULT CURRENT_DATE);
    INSERT INTO t VALUES (true, 'happy', '{1,2}', '2020-01-01')`)
  const mood = { kind: 'enum', namespace: null, name: 'mood', values: ['happy', 'sad'] } as const
  await runOperations(connection, [
    alter('flag', { type: { kind: 'smallInteger' }, default: null }),
    alter('state', { type: mood }),
    alter('list', { type: { kind: 'array', of: { kind: 'integer' } } }),
    alter('at', { type: { kind: 'timestamp', precision: null, withTimezone: false } }),
  ])
  expect(await connection.query('SELECT * FROM t')).toEqual([
    { flag: 1, state: 'happy', list: [1, 2], at: '2020-01-01 00:00:00' },
  ])
  expect(await connection.query('INSERT INTO t (flag) VALUES (0) RETURNING state, list')).toEqual([
    { state: 'sad', list: [] },
  ])
  const catalog = await scratch.introspect()
  expect(catalog.get({ kind: 'column', namespace: null, table: 't', name: 'at' })?.default).toEqual({ kind: 'now' })
})

test('nullability, comment and default together are one statement and one comment', async () => {
  await using scratch = await scratchConnection('together')
  const { connection } = scratch
  await connection.executeScript('CREATE TABLE t (a int)')
  const changes = { nullable: false, default: { kind: 'literal', value: 5 }, comment: "It's" } as const
  expect(await runOperations(connection, [alter('a', changes)])).toEqual([
    'ALTER TABLE "t"\n  ALTER COLUMN "a" SET DEFAULT 5,\n  ALTER COLUMN "a" SET NOT NULL',
    `COMMENT ON COLUMN "t"."a" IS 'It''s'`,
  ])
})

const kinds = [null, identity('serial'), identity('byDefault', { start: 10, increment: 2 }), identity('always')]

test.each(kinds.flatMap((from) => kinds.filter((to) => to !== from).map((to) => ({ from, to }))))(
  'numbering $from.generation becomes $to.generation and goes on behind the rows',
  async ({ from, to }) => {
    await using scratch = await scratchConnection('identity')
    const { connection } = scratch
    await connection.executeScript('CREATE TABLE t (id int, x int)')
    if (from !== null) await runOperations(connection, [alter('id', { nullable: false, identity: from })])
    await connection.executeScript('INSERT INTO t (id, x) OVERRIDING SYSTEM VALUE VALUES (41, 1)')
    await runOperations(connection, [alter('id', { nullable: false, identity: to })])
    const column = (await scratch.introspect()).get({ kind: 'column', namespace: null, table: 't', name: 'id' })
    expect(column?.identity?.generation ?? null).toBe(to?.generation ?? null)
    expect(column?.identity?.increment ?? null).toBe(to?.increment ?? null)
    expect([...(await scratch.introspect()).objects()].filter((object) => object.kind === 'other')).toEqual([])
    if (to === null) return
    await connection.executeScript('INSERT INTO t (x) VALUES (2)')
    const rows = await connection.query('SELECT id FROM t WHERE x = 2')
    // Between two identities PostgreSQL keeps the sequence, which knows nothing of rows with numbers of their own.
    const isSameSequence = from !== null && from.generation !== 'serial' && to.generation !== 'serial'
    if (!isSameSequence) expect(rows).toEqual([{ id: 42 }])
  },
)

test('a serial column that grows takes its sequence along', async () => {
  await using scratch = await scratchConnection('serial')
  const { connection } = scratch
  await connection.executeScript('CREATE TABLE t (id serial)')
  await runOperations(connection, [alter('id', { type: { kind: 'bigInteger' } })])
  expect(await connection.query(`SELECT seqmax FROM pg_sequence`)).toEqual([{ seqmax: 9223372036854775807n }])
  const column = (await scratch.introspect()).get({ kind: 'column', namespace: null, table: 't', name: 'id' })
  expect(column).toMatchObject({ type: { kind: 'bigInteger' }, identity: identity('serial') })
})

test('a column becomes computed, computes otherwise, and holds values again', async () => {
  await using scratch = await scratchConnection('generated')
  const { connection } = scratch
  await connection.executeScript(
    'CREATE TABLE t (a int, b int CHECK (b < 1000)); CREATE INDEX ix_b ON t (b); INSERT INTO t VALUES (1, 7)',
  )
  const expression = (sql: string) => ({ expression: writtenExpression(sql), stored: true })
  await runOperations(connection, [alter('b', { generated: expression('a * 2') })])
  expect(await connection.query('SELECT b FROM t')).toEqual([{ b: 2 }])
  await runOperations(connection, [alter('b', { generated: expression('a * 3') })])
  expect(await connection.query('SELECT b FROM t')).toEqual([{ b: 3 }])
  await runOperations(connection, [alter('b', { generated: null })])
  await connection.executeScript('UPDATE t SET a = 100')
  expect(await connection.query('SELECT b FROM t')).toEqual([{ b: 3 }])
  const kinds = [...(await scratch.introspect()).objects()].map((object) => object.kind)
  expect(kinds.filter((kind) => kind === 'index' || kind === 'check').sort()).toEqual(['check', 'index'])
})

test('what is added and altered in one block stays in order', async () => {
  await using scratch = await scratchConnection('block')
  const { connection } = scratch
  await connection.executeScript('CREATE TABLE t (a int); INSERT INTO t VALUES (1)')
  const column = {
    kind: 'column',
    namespace: null,
    table: 't',
    name: 'b',
    type: { kind: 'integer' },
    nullable: false,
  } as const
  const rest = {
    default: { kind: 'literal', value: 0 },
    identity: null,
    generated: null,
    collation: null,
    comment: null,
  } as const
  const changes = [
    { kind: 'addColumn', column: { ...column, ...rest }, ifNotExists: false },
    { kind: 'alterColumn', namespace: null, table: 't', column: 'b', changes: { default: null }, using: null },
    { kind: 'renameColumn', namespace: null, table: 't', column: 'b', to: 'c' },
    { kind: 'alterColumn', namespace: null, table: 't', column: 'c', changes: { type: { kind: 'text' } }, using: null },
    { kind: 'dropColumn', namespace: null, table: 't', column: 'a', ifExists: false },
  ] as const
  expect(
    await runOperations(connection, [{ kind: 'alterTable', namespace: null, table: 't', changes, rebuild: 'auto' }]),
  ).toEqual([
    'ALTER TABLE "t" ADD COLUMN "b" integer DEFAULT 0 NOT NULL',
    'ALTER TABLE "t" ALTER COLUMN "b" DROP DEFAULT',
    'ALTER TABLE "t" RENAME COLUMN "b" TO "c"',
    'ALTER TABLE "t"\n  ALTER COLUMN "c" TYPE text,\n  DROP COLUMN "a"',
  ])
})
