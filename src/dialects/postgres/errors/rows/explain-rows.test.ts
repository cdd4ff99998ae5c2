import { expect, test } from 'vitest'
import { scratchConnection } from '../../../../../test/support/postgres-connection.ts'
import { runOperations } from '../../../../../test/support/run-operations.ts'
import { isLimbeckError } from '../../../../errors/index.ts'
import type { Operation } from '../../../../operations/index.ts'
import { type Constraint, writtenExpression } from '../../../../schema/index.ts'
import type { Connection } from '../../../index.ts'
import { postgres } from '../../index.ts'

const setup = `
  CREATE TYPE mood AS ENUM ('happy', 'sad');
  CREATE TABLE users (id int PRIMARY KEY, email text, n int, mood mood, moods mood[]);
  INSERT INTO users SELECT i, CASE WHEN i % 10 = 0 THEN NULL WHEN i % 7 = 0 THEN 'same' ELSE 'u' || i END, i,
    CASE WHEN i = 3 THEN 'sad'::mood END, CASE WHEN i = 4 THEN ARRAY['sad']::mood[] END FROM generate_series(1, 40) AS i;
  CREATE TABLE posts (a int, b text, author int, PRIMARY KEY (a, b));
  INSERT INTO posts VALUES (1, 'x', 1), (2, 'y, z', 99), (3, 'w', NULL);
  CREATE TABLE "no key" (v text); INSERT INTO "no key" VALUES ('x'), ('1')`

async function explain(connection: Connection, op: Operation): Promise<readonly string[]> {
  await connection.begin()
  try {
    await runOperations(connection, [op])
  } catch (error) {
    await connection.rollback()
    if (isLimbeckError(error)) return await postgres.explainRows(error, op, connection)
    throw error
  }
  throw new Error('It did not fail')
}

const create = (constraint: Constraint): Operation => ({ kind: 'createConstraint', constraint })
const alter = (
  table: string,
  column: string,
  changes: Extract<Operation, { kind: 'alterColumn' }>['changes'],
): Operation => ({
  kind: 'alterColumn',
  namespace: null,
  table,
  column,
  changes,
  using: null,
})
const named = (table: string, name: string) => ({ namespace: null, table, name, nameSource: 'given' }) as const

test('rows that are in the way are counted and named by their keys', async () => {
  await using scratch = await scratchConnection('rows')
  const { connection } = scratch
  await connection.executeScript(setup)
  const sentences = async (op: Operation) => await explain(connection, op)
  expect(await sentences(alter('users', 'email', { nullable: false }))).toEqual([
    `4 rows of table 'users' have NULL in 'email': id 10, 20, 30, 40.`,
  ])
  const unique = { kind: 'unique', columns: ['email'], deferrable: 'no', nullsNotDistinct: false, include: [] } as const
  expect(await sentences(create({ ...named('users', 'uq'), ...unique }))).toEqual([
    `5 rows of table 'users' repeat a value of 'email': id 7, 14, 21, 28, 35.`,
  ])
  const check = { kind: 'check', expression: writtenExpression("n < 30 AND email ~ '^u\\d?'") } as const
  expect(
    await sentences({
      kind: 'alterTable',
      namespace: null,
      table: 'users',
      rebuild: 'auto',
      changes: [{ kind: 'createConstraint', constraint: { ...named('users', 'ck'), ...check } }],
    }),
  ).toEqual([`15 rows of table 'users' break 'ck': id 7, 14, 21, 28, 30, ….`])
  const references = { namespace: null, table: 'users', columns: ['id'] }
  const actions = { onDelete: 'no action', onUpdate: 'no action', deferrable: 'no', match: 'simple' } as const
  expect(
    await sentences(
      create({ ...named('posts', 'fk'), kind: 'foreignKey', columns: ['author'], references, ...actions }),
    ),
  ).toEqual([`1 row of table 'posts' points with 'author' at no row of 'users': (a, b) (2, y, z).`])
  expect(await sentences(alter('no key', 'v', { type: { kind: 'integer' } }))).toEqual([
    `1 row of table 'no key' has a value in 'v' that is no integer: ctid (0,1).`,
  ])
  expect(await sentences(alter('users', 'email', { type: { kind: 'string', length: 3 } }))).toEqual([
    `5 rows of table 'users' have more than 3 characters in 'email': id 7, 14, 21, 28, 35.`,
  ])
  expect(
    await sentences({ kind: 'dropEnumValue', namespace: null, name: 'mood', value: 'sad', replacement: null }),
  ).toEqual([
    `1 row of table 'users' holds 'sad' in 'mood': id 3.`,
    `1 row of table 'users' holds 'sad' in 'moods': id 4.`,
  ])
  const column = { kind: 'column', ...named('users', 'age'), type: { kind: 'integer' }, nullable: false } as const
  const rest = { default: null, identity: null, generated: null, collation: null, comment: null }
  expect(await sentences({ kind: 'addColumn', column: { ...column, ...rest }, ifNotExists: false })).toEqual([
    `40 rows of table 'users' would have nothing in 'age', which may not be NULL and has no default: id 1, 2, 3, 4, 5, ….`,
  ])
  expect(connection.inTransaction).toBe(false)
})
