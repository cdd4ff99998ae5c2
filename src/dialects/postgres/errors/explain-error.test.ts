import { expect, test } from 'vitest'
import { openConnection, scratchConnection } from '../../../../test/support/postgres-connection.ts'
import { type Statement, statement } from '../../../sql/index.ts'
import type { Connection } from '../../index.ts'
import { postgres } from '../index.ts'

async function failure(connection: Connection, given: string | Statement) {
  const one = typeof given === 'string' ? statement(given) : given
  try {
    await connection.execute(one.sql, one.parameters ?? [])
  } catch (error) {
    return postgres.explainError(error, one)
  }
  throw new Error(`It did not fail: ${one.sql}`)
}

const setup = `
  CREATE TYPE mood AS ENUM ('happy');
  CREATE TABLE users (id int PRIMARY KEY, email text, n int CHECK (n > 0), mood mood);
  CREATE TABLE posts (id int PRIMARY KEY, author int);
  CREATE VIEW grown_up AS SELECT n FROM users WHERE n > 17;
  INSERT INTO users VALUES (1, 'a@x', 1), (2, 'a@x', 2), (3, NULL, 3);
  INSERT INTO posts VALUES (1, 1), (2, 99)`

const cases: readonly (readonly [sql: string, code: string, first: string])[] = [
  [
    'ALTER TABLE users ADD CONSTRAINT uq UNIQUE (email)',
    'LB6101',
    `Rows of table 'users' are not unique, as 'uq' asks: Key (email)=(a@x) is duplicated.`,
  ],
  [
    "INSERT INTO users VALUES (1, 'b')",
    'LB6101',
    `Rows of table 'users' are not unique, as 'users_pkey' asks: Key (id)=(1) already exists.`,
  ],
  [
    'ALTER TABLE posts ADD CONSTRAINT fk FOREIGN KEY (author) REFERENCES users (id)',
    'LB6102',
    `Rows of table 'posts' break foreign key 'fk': Key (author)=(99) is not present in table "users".`,
  ],
  [
    'ALTER TABLE users ALTER email SET NOT NULL',
    'LB6103',
    `Column 'email' of table 'users' may not be NULL, and rows have NULL there.`,
  ],
  ['ALTER TABLE users ADD CONSTRAINT ck CHECK (n > 1)', 'LB6104', `Rows of table 'users' break check 'ck'.`],
  ['ALTER TABLE userz ADD x int', 'LB6105', 'PostgreSQL does not find it: relation "userz" does not exist.'],
  ['SELECT nope FROM users', 'LB6105', 'PostgreSQL does not find it: column "nope" does not exist.'],
  ['CREATE TABLE s.t (a int)', 'LB6105', 'A schema does not exist: schema "s" does not exist.'],
  ['CREATE TABLE users (a int)', 'LB6106', 'It exists already: relation "users" already exists.'],
  ['ALTER TABLE users ADD n int', 'LB6106', 'It exists already: column "n" of relation "users" already exists.'],
  ['DROP TYPE mood', 'LB6107', 'Other objects depend on it: cannot drop type mood because other objects depend on it.'],
  [
    'ALTER TABLE users ALTER n TYPE bigint',
    'LB6107',
    'Other objects depend on it: cannot alter type of a column used by a view or rule.',
  ],
  [
    'ALTER TABLE users ALTER email TYPE int',
    'LB6108',
    `Column 'email' cannot be converted to the new type without being told how.`,
  ],
  [
    'ALTER TABLE users ALTER email TYPE int USING email::int',
    'LB6109',
    'A value does not fit its type: invalid input syntax for type integer: "a@x".',
  ],
  [
    "UPDATE users SET mood = 'sad'",
    'LB6121',
    'A value is none of the enum type: invalid input value for enum mood: "sad".',
  ],
  ['SELEC 1', 'LB6118', 'PostgreSQL cannot read the SQL: syntax error at or near "SELEC".'],
  ['SELECT 1/0', 'LB6100', 'PostgreSQL refused the statement: division by zero.'],
]

test('errors are told in the names of the user', async () => {
  await using scratch = await scratchConnection('errors')
  await scratch.connection.executeScript(setup)
  for (const [sql, code, first] of cases) {
    const error = await failure(scratch.connection, sql)
    expect([error.code, error.message.split('\n')[0]]).toEqual([code, first])
    expect(error.details['sqlState']).toMatch(/^[0-9A-Z]{5}$/)
    expect(error.details['statement']).toBe(sql)
  }
})

test('what a transaction refuses comes with the way out', async () => {
  await using scratch = await scratchConnection('errors_transaction')
  const { connection } = scratch
  await connection.executeScript(setup)
  const inside = async (...sqls: readonly string[]) => {
    await connection.begin()
    for (const sql of sqls.slice(0, -1)) await connection.execute(sql)
    const error = await failure(connection, sqls.at(-1) ?? '')
    await connection.rollback()
    return error
  }
  expect(await inside('CREATE INDEX CONCURRENTLY ix ON users (n)')).toMatchObject({
    code: 'LB6112',
    hints: [
      expect.stringContaining("export const transaction = 'none'"),
      expect.stringContaining('op.outsideTransaction'),
    ],
  })
  expect(
    await inside("ALTER TYPE mood ADD VALUE 'sad'", "ALTER TABLE users ALTER mood SET DEFAULT 'sad'"),
  ).toMatchObject({
    code: 'LB6113',
  })
  expect(await inside('SET LOCAL transaction_read_only = on', 'DROP TABLE users')).toMatchObject({ code: 'LB6115' })
  expect(await inside("SET LOCAL statement_timeout = '1ms'", 'SELECT pg_sleep(10)')).toMatchObject({ code: 'LB6119' })
  await connection.begin()
  await failure(connection, 'SELECT nope')
  expect(await failure(connection, 'SELECT 1')).toMatchObject({ code: 'LB6120' })
  await connection.rollback()
})

test('the place is told in the statement as it was written', async () => {
  await using scratch = await scratchConnection('errors_place')
  const sql = `SELECT '\u{1F600}?', ?::int, ?::text,\n  ?::int + nope ?? 1`
  const error = await failure(scratch.connection, statement(sql, { parameters: [1, 'x', 2] }))
  expect(error.details).toMatchObject({
    position: sql.indexOf('nope') + 1,
    line: 2,
    caret: '  ?::int + nope ?? 1\n           ^',
  })
})

test('a lock that another session holds, and a connection that is gone', async () => {
  await using scratch = await scratchConnection('errors_lock')
  await scratch.connection.executeScript(`${setup}; SET lock_timeout = '10ms'`)
  const holder = await openConnection(scratch.url)
  await holder.begin()
  await holder.execute('LOCK TABLE users')
  expect((await failure(scratch.connection, 'ALTER TABLE users ADD x int')).code).toBe('LB6110')
  await holder.rollback()
  const [row] = await holder.query('SELECT pg_backend_pid() AS pid')
  await scratch.connection.query('SELECT pg_terminate_backend(?)', [row?.['pid']])
  expect((await failure(holder, 'SELECT pg_sleep(10)')).code).toBe('LB6117')
  await holder.close()
})

test('a function of SQLite is named as such, with what PostgreSQL has', async () => {
  await using scratch = await scratchConnection('errors_function')
  const error = await failure(scratch.connection, "SELECT instr('ab', 'b')")
  expect(error).toMatchObject({ code: 'LB6105' })
  expect(error.hints[0]).toBe('`instr` is a function of SQLite. On PostgreSQL it is `strpos(text, part)`.')
})

test('no room for locks: the setting that gives more', async () => {
  await using scratch = await scratchConnection('locks')
  const raised = `DO $$ BEGIN RAISE EXCEPTION 'out of shared memory' USING ERRCODE = 'out_of_memory'; END $$`
  const { code, hints } = await failure(scratch.connection, raised)
  expect(code).toBe('LB6116')
  expect(hints[0]).toContain('`max_locks_per_transaction`')
})
