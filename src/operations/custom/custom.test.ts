import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, createPostgresDatabase } from '../../../test/support/databases.ts'
import { operationsOf } from '../../../test/support/operations-of.ts'
import { postgres } from '../../dialects/postgres/index.ts'
import { sqlite } from '../../dialects/sqlite/index.ts'
import { sql } from '../../models/index.ts'
import { createCatalog } from '../../schema/index.ts'
import { SourceWriter } from '../../text/index.ts'
import type { Operation } from '../data.ts'
import { describeOperation, printOperation, reverseOperation } from '../registry.ts'
import { customFrom, isOpaqueOperation } from './custom-operation.ts'

const nothing = createCatalog([])
const emitted = (operation: Operation, dialect = postgres) =>
  dialect.emit(operation, { before: nothing, capabilities: dialect.capabilitiesOf('15') })
const sourceOf = (operation: Operation) => {
  const writer = new SourceWriter()
  printOperation(operation, writer, 'await op')
  return writer.toString()
}

test('an operation with its definition: data in JSON, SQL by database, a way back, its source', () => {
  const back = { name: 'revoke', emit: () => null }
  const grant = {
    name: 'grant',
    module: '#db/operations',
    emit: {
      postgresql: ({ to }: { to: string }, by: { quote(name: string): string }) => [
        sql`SELECT 1`,
        { sql: `GRANT x TO ${by.quote(to)}`, parameters: [1], transaction: 'outside' as const },
      ],
    },
    reverse: (parameters: { to: string }) => customFrom(back, parameters),
  }
  const operation = customFrom(grant, { to: 'a"b' })
  expect(JSON.parse(JSON.stringify(operation))).toEqual({ kind: 'custom', name: 'grant', parameters: { to: 'a"b' } })
  expect(emitted(operation)).toMatchObject([
    { sql: 'SELECT 1', parameters: null, transaction: 'inside' },
    { sql: 'GRANT x TO "a""b"', parameters: [1], transaction: 'outside' },
  ])
  expect(() => emitted(operation, sqlite)).toThrow("The operation 'grant' has no SQL for sqlite.")
  expect(reverseOperation(operation, nothing)).toMatchObject({ operations: [{ name: 'revoke' }] })
  expect(reverseOperation(customFrom(back, {}), nothing)).toEqual({ kind: 'irreversible', reason: 'Run revoke' })
  expect(describeOperation(operation)).toBe(String.raw`Run grant {"to":"a\"b"}`)
  expect(sourceOf(operation)).toBe(`await op.run(grant, { to: 'a"b' })\n`)
  expect(sourceOf(customFrom(back, {}))).toBe(`await op.run('revoke')\n`)
  expect(isOpaqueOperation(operation)).toBe(true)
  expect(isOpaqueOperation(customFrom({ ...back, apply: () => {} }, {}))).toBe(false)
})

test('an operation from JSON is nobody’s until it is run by a name that the configuration lists', async () => {
  const lost: Operation = { kind: 'custom', name: 'grant', parameters: {} }
  expect(() => emitted(lost)).toThrow("Nobody has said what the operation 'grant' does.")
  await expect(operationsOf((op) => op.run(lost))).rejects.toThrow("There is no operation 'grant'.")
})

test('a block says which call was meant', async () => {
  // @ts-expect-error the compiler sees it, too
  await expect(operationsOf((op) => op.createTable('users', (t) => t.colum('id')))).rejects.toThrow(
    't has no colum; did you mean column?',
  )
  // @ts-expect-error the compiler sees it, too
  await expect(operationsOf((op) => op.alterTable('users', (t) => t.addColum('id')))).rejects.toThrow(
    't has no addColum; did you mean addColumn?',
  )
})

describe('exclusion constraints', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createPostgresDatabase()
  }, 60_000)
  afterAll(async () => {
    await database[Symbol.asyncDispose]()
  })

  test('are made, hold, print their own call, and are dropped', async () => {
    const [operation] = await operationsOf((op) =>
      op.createExcludeConstraint('ex_room', 'bookings', [[sql`int4range(starts, ends)`, '&&']], {
        where: 'ends > starts',
        deferrable: 'deferred',
      }),
    )
    if (operation === undefined) throw new Error('no operation')
    await database.script('CREATE TABLE bookings (starts int, ends int)')
    for (const { sql: text } of emitted(operation)) await database.script(text)
    await database.script('INSERT INTO bookings VALUES (1, 5), (5, 9)')
    await expect(database.script('INSERT INTO bookings VALUES (4, 6)')).rejects.toThrow('ex_room')
    expect(sourceOf(operation)).toBe(
      [
        'await op.createObject(',
        "  'exclusion constraint',",
        "  'ex_room',",
        '  {',
        "    definition: 'EXCLUDE USING gist ((int4range(starts, ends)) WITH &&) WHERE (ends > starts) DEFERRABLE INITIALLY DEFERRED',",
        '    columns: [],',
        '  },',
        "  { on: 'bookings' },",
        ')\n',
      ].join('\n'),
    )
    const reversal = reverseOperation(operation, nothing)
    for (const back of reversal.kind === 'reversible' ? reversal.operations : []) {
      for (const { sql: text } of emitted(back)) await database.script(text)
    }
    await database.script('INSERT INTO bookings VALUES (4, 6)')
  }, 60_000)

  test('an operator that is none is refused', async () => {
    await expect(
      operationsOf((op) => op.createExcludeConstraint('ex', 'bookings', [['room', '=); DROP TABLE x; --']])),
    ).rejects.toMatchObject({ code: 'LB5004' })
  })
})
