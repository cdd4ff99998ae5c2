import { once } from 'node:events'
import { type AddressInfo, type Socket, connect, createServer } from 'node:net'
import { types } from 'pg'
import { expect, test } from 'vitest'
import { createScratchDatabase, postgresServer } from '../../../../test/support/postgres-database.ts'
import { isLimbeckError } from '../../../errors/index.ts'
import { parseDatabaseUrl } from '../../index.ts'
import { connectWithPg } from './pg.ts'

const options = { connectTimeoutMs: 10_000, create: false, applicationName: 'limbeck test' }

async function scratchConnection(label: string, suffix = '') {
  const database = await createScratchDatabase(label)
  const connection = await connectWithPg(parseDatabaseUrl(database.url + suffix, '/'), options)
  return {
    connection,
    url: database.url,
    [Symbol.asyncDispose]: async () => {
      await connection.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

async function refusal(url: string) {
  const error: unknown = await connectWithPg(parseDatabaseUrl(url, '/'), options).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!isLimbeckError(error)) throw new Error(`Expected a refusal, got ${String(error)}`)
  expect(JSON.stringify([error.message, error.hints, error.details])).not.toContain('s3cret')
  return error
}

test('values come back without loss', async () => {
  await using scratch = await scratchConnection('values')
  const [row] = await scratch.connection.query(`
    SELECT 1::int AS small, 2::int8 AS safe, 9007199254740993 AS big, 1.10::numeric AS exact,
      '2026-01-02 03:04:05.678901+00'::timestamptz AS at, '2026-01-02'::date AS day, '1 day'::interval AS span,
      '{"a": [1]}'::jsonb AS json, '\\x0102'::bytea AS bytes, ARRAY[1, 9007199254740993]::int8[] AS numbers,
      ARRAY[['a,b', NULL], ['"', 'NULL']]::text[] AS texts, ARRAY['1.50'::numeric] AS exacts, true AS yes`)
  expect(row).toEqual({
    small: 1,
    safe: 2,
    big: 9007199254740993n,
    exact: '1.10',
    at: '2026-01-02 03:04:05.678901+00',
    day: '2026-01-02',
    span: '1 day',
    json: { a: [1] },
    bytes: Buffer.from([1, 2]),
    numbers: [1, 9007199254740993n],
    texts: [
      ['a,b', null],
      ['"', 'NULL'],
    ],
    exacts: ['1.50'],
    yes: true,
  })
})

test('several queries come back in one round trip, every value as the server writes it', async () => {
  await using scratch = await scratchConnection('query_all')
  const odd = 'tab\there, line\nthere, back\\slash, \\N, \\t, ünïcödé 🦀, \b\f\r\v'
  await scratch.connection.execute('CREATE TABLE odd (place integer, value text, yes boolean)')
  await scratch.connection.execute('INSERT INTO odd VALUES (1, ?, true), (2, NULL, false), (3, ?, NULL)', [odd, ''])
  const results = await scratch.connection.queryAll([
    'SELECT place, value, yes FROM odd ORDER BY place',
    'SELECT place FROM odd WHERE false',
    'SELECT count(*) FROM odd',
  ])
  expect(results).toEqual([
    [
      ['1', odd, 't'],
      ['2', '', 'f'],
      ['3', '', ''],
    ],
    [],
    [['3']],
  ])
  await expect(scratch.connection.queryAll(['SELECT 1', 'SELECT nothing'])).rejects.toThrow('column "nothing"')
  expect(await scratch.connection.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('placeholders are bound, and ?? is a question mark', async () => {
  await using scratch = await scratchConnection('placeholders')
  const { connection } = scratch
  const rows = await connection.query(
    `SELECT ?::text AS a, '?' AS b, ?::timestamptz AS c, ?::jsonb ?? 'k' AS d, ?::bytea AS e, ?::int8[] AS f`,
    ["it's", new Date('2026-01-02T03:04:05.678Z'), { k: 1 }, new Uint8Array([255]), [1n, null]],
  )
  expect(rows).toEqual([
    { a: "it's", b: '?', c: '2026-01-02 03:04:05.678+00', d: true, e: Buffer.from([255]), f: [1, null] },
  ])
  expect(await connection.query(`SELECT '{"k":1}'::jsonb ? 'k' AS has`)).toEqual([{ has: true }])
})

test('execute counts changed rows, scripts run whole', async () => {
  await using scratch = await scratchConnection('execute')
  const { connection } = scratch
  await connection.executeScript('CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2), (3);')
  expect(await connection.execute('UPDATE t SET a = a + ? WHERE a > ?', [10, 1])).toBe(2)
  expect(await connection.execute('ALTER TABLE t ADD b int')).toBe(0)
})

test('transactions: seen from the server, and a commit that cannot be is an error', async () => {
  await using scratch = await scratchConnection('transactions')
  const { connection } = scratch
  expect(connection.inTransaction).toBe(false)
  await connection.begin()
  expect(connection.inTransaction).toBe(true)
  await connection.execute('CREATE TABLE t (a int)')
  await connection.rollback()
  expect(connection.inTransaction).toBe(false)
  await connection.begin()
  await expect(connection.execute('SELECT nothing')).rejects.toThrow('does not exist')
  await expect(connection.commit()).rejects.toMatchObject({ code: 'LB6120' })
  expect(connection.inTransaction).toBe(false)
})

test('BEGIN goes along with the first statement, whatever that is and however it ends', async () => {
  await using scratch = await scratchConnection('begin')
  const { connection } = scratch
  await connection.begin()
  expect(connection.inTransaction).toBe(true)
  await connection.commit()
  expect(connection.inTransaction).toBe(false)

  await connection.begin()
  expect(await connection.execute('CREATE TABLE t (a int, b text, c bytea, d int[])')).toBe(0)
  const values = [1, "it's ?", Buffer.from([1, 2]), [3, null]]
  expect(await connection.execute('INSERT INTO t VALUES (?, ?, ?, ?)', values)).toBe(1)
  await connection.rollback()
  expect(await connection.query(`SELECT to_regclass('t') AS t`)).toEqual([{ t: null }])

  await connection.begin()
  await connection.execute('CREATE TABLE t (a int, b text, c bytea, d int[]); CREATE TABLE u (a int)')
  await connection.commit()
  await connection.begin()
  expect(await connection.execute('INSERT INTO t VALUES (?, ?, ?, ?)', values)).toBe(1)
  expect(await connection.query('SELECT * FROM t')).toEqual([
    { a: 1, b: "it's ?", c: Buffer.from([1, 2]), d: [3, null] },
  ])
  await connection.commit()

  await connection.begin()
  expect(await connection.execute('SELECT * FROM t')).toBe(0)
  await connection.commit()
  await connection.begin()
  await expect(connection.execute('COPY u FROM STDIN')).rejects.toMatchObject({ code: '57014' })
  await connection.rollback()
  await connection.begin()
  expect(await connection.execute('COPY t TO STDOUT')).toBe(1)
  await connection.rollback()

  await connection.begin()
  await expect(connection.execute('INSERT INTO nowhere VALUES (1)')).rejects.toMatchObject({ code: '42P01' })
  expect(connection.inTransaction).toBe(true)
  await expect(connection.execute('INSERT INTO u VALUES (1)')).rejects.toMatchObject({ code: '25P02' })
  await connection.rollback()
  expect(connection.inTransaction).toBe(false)
  expect(await connection.execute('INSERT INTO u VALUES (1)')).toBe(1)
})

test('statements that are run all at once: what each changed, and the line behind one that fails', async () => {
  await using scratch = await scratchConnection('all')
  const { connection } = scratch
  await connection.execute('CREATE TABLE t (a int PRIMARY KEY)')
  const insert = (a: number | string) => ({ sql: 'INSERT INTO t VALUES (?)', parameters: [a] })
  const all = { sql: 'SELECT a FROM t', parameters: [] }
  const none = { sql: 'DELETE FROM t WHERE a > ?', parameters: [9] }
  await connection.begin()
  expect(await connection.executeAll([insert(1), insert(2), all, none])).toEqual([1, 1, 2, 0])
  await connection.commit()
  expect(await connection.executeAll([insert(3), all])).toEqual([1, 3])
  await connection.begin()
  await expect(connection.executeAll([insert(4), insert(1), all])).rejects.toMatchObject({ code: '23505' })
  await connection.rollback()
  await expect(connection.executeAll([none, { sql: 'SELECT nothing', parameters: [] }])).rejects.toMatchObject({
    code: '42703',
  })
  expect(await connection.executeAll([insert(5), none, all])).toEqual([1, 0, 4])
})

test('bulkInsert writes every kind of value, inside the transaction and into identity columns', async () => {
  await using scratch = await scratchConnection('bulk')
  const { connection } = scratch
  await connection.executeScript(`CREATE SCHEMA "o'dd"; CREATE TABLE "o'dd"."t ""x""" (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "tex t" text, flag boolean, big int8, at timestamptz,
    bytes bytea, tags text[], doc jsonb, list json)`)
  const columns = ['id', 'tex t', 'flag', 'big', 'at', 'bytes', 'tags', 'doc', 'list']
  const awkward = 'tab\t line\n cr\r back\\slash \\N "quote" \u{1F600}'
  await connection.begin()
  const count = await connection.bulkInsert({ namespace: "o'dd", name: 't "x"' }, columns, [
    [
      7,
      awkward,
      true,
      9007199254740993n,
      new Date('2026-01-02T03:04:05Z'),
      new Uint8Array([0, 92]),
      ['a,"\\', null],
      { a: awkward },
      [1, '2'],
    ],
    [8, null, undefined, null, null, null, [], null, 'plain'],
  ])
  expect(count).toBe(2)
  expect(await connection.query(`SELECT * FROM "o'dd"."t ""x""" ORDER BY id`)).toEqual([
    {
      id: 7,
      'tex t': awkward,
      flag: true,
      big: 9007199254740993n,
      at: '2026-01-02 03:04:05+00',
      bytes: Buffer.from([0, 92]),
      tags: ['a,"\\', null],
      doc: { a: awkward },
      list: [1, '2'],
    },
    { id: 8, 'tex t': null, flag: null, big: null, at: null, bytes: null, tags: [], doc: null, list: 'plain' },
  ])
  await connection.rollback()
  expect(await connection.query(`SELECT count(*) AS n FROM "o'dd"."t ""x"""`)).toEqual([{ n: 0 }])
})

test('bulkInsert of many rows waits for the socket, and leaves the line usable after an error', async () => {
  await using scratch = await scratchConnection('bulk_many')
  const { connection } = scratch
  await connection.executeScript('CREATE TABLE t (a int CHECK (a <> 5000), b text)')
  function* rows(until: number) {
    for (let a = 10_000; a < until; a += 1) yield [a, 'x'.repeat(500)]
  }
  expect(await connection.bulkInsert({ namespace: null, name: 't' }, ['a', 'b'], rows(60_000))).toBe(50_000)
  const failing = connection.bulkInsert(
    { namespace: null, name: 't' },
    ['a', 'b'],
    [
      [1, 'a'],
      [5000, 'b'],
    ],
  )
  await expect(failing).rejects.toMatchObject({ code: '23514' })
  function* broken() {
    yield [1, 'a']
    throw new Error('no more rows')
  }
  await expect(connection.bulkInsert({ namespace: null, name: 't' }, ['a', 'b'], broken())).rejects.toThrow(
    'no more rows',
  )
  expect(await connection.query('SELECT count(*) AS n FROM t')).toEqual([{ n: 50_000 }])
})

test('bulkInsert goes through views and row level security with INSERT', async () => {
  await using scratch = await scratchConnection('bulk_view')
  const { connection } = scratch
  await connection.executeScript('CREATE TABLE t (a int, doc json); CREATE VIEW v AS SELECT * FROM t')
  const rows = Array.from({ length: 2500 }, (_, a) => [a, [a]])
  expect(await connection.bulkInsert({ namespace: null, name: 'v' }, ['a', 'doc'], rows)).toBe(2500)
  expect(await connection.query('SELECT doc FROM t WHERE a = 2499')).toEqual([{ doc: [2499] }])
  expect(await connection.bulkInsert({ namespace: null, name: 't' }, [], [[], []])).toBe(2)
})

test('the schema of the URL is the search path', async () => {
  await using scratch = await scratchConnection('schema')
  await scratch.connection.executeScript('CREATE SCHEMA "Billing"')
  const url = `${scratch.url}?schema=Billing&application_name=tester&connect_timeout=5`
  const connection = await connectWithPg(parseDatabaseUrl(url, '/'), options)
  expect(await connection.query(`SELECT current_schema() AS s, current_setting('application_name') AS a`)).toEqual([
    { s: 'Billing', a: 'tester' },
  ])
  await connection.close()
  expect(await refusal(`${scratch.url}?schema=missing`)).toMatchObject({
    code: 'LB4105',
    hints: [expect.stringContaining('CREATE SCHEMA "missing"')],
  })
})

test('a Unix socket is a host that starts with a slash', async () => {
  const server = await postgresServer()
  if (server.socketDirectory === null) return
  const url = new URL(server.url)
  const port = url.port
  url.host = ''
  const text = `postgresql://${url.username}:${url.password}@/postgres?host=${server.socketDirectory}&port=${port}`
  const connection = await connectWithPg(parseDatabaseUrl(text, '/'), options)
  expect(await connection.query('SELECT inet_client_addr() AS address')).toEqual([{ address: null }])
  await connection.close()
})

/** A door to a server, which counts who comes, and turns away the first ones who come without encryption. */
async function door(to: URL, turnAway: number) {
  const first: string[] = []
  const server = createServer((inside: Socket) => {
    inside.on('error', () => undefined)
    inside.once('data', (data) => {
      const asksForTls = data.length === 8
      first.push(asksForTls ? 'encrypted' : 'plain')
      if (asksForTls) inside.end('N')
      else if (first.length <= turnAway) inside.end(errorResponse('28000', 'no pg_hba.conf entry, no encryption'))
      else {
        const outside = connect(Number(to.port), to.hostname)
        outside.on('error', () => inside.destroy())
        outside.write(data)
        inside.pipe(outside).pipe(inside)
      }
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  // A server that listens on a port has an address of this kind.
  const url = Object.assign(new URL(to), { port: String((server.address() as AddressInfo).port) }).href
  return { first, url, [Symbol.asyncDispose]: async () => void (await once(server.close(), 'close')) }
}

/** @see https://www.postgresql.org/docs/18/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-ERRORRESPONSE */
function errorResponse(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`)
  const head = Buffer.from('E\0\0\0\0')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}

test('on this machine one connection is enough where nobody asks for encryption', async () => {
  await using database = await createScratchDatabase('plain_first')
  await using to = await door(new URL(database.url), 0)
  const connection = await connectWithPg(parseDatabaseUrl(to.url, '/'), options)
  expect(await connection.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
  await connection.close()
  expect(to.first).toEqual(['plain'])
})

test('where only encrypted connections are let in, encryption is tried next', async () => {
  await using database = await createScratchDatabase('plain_refused')
  await using to = await door(new URL(database.url), 9)
  const error = await refusal(to.url)
  expect(error.code).toBe('LB4101')
  expect(error.message).toContain('no encryption')
  expect(to.first).toEqual(['plain', 'encrypted'])
})

test('refusals say what was tried and never the password', async () => {
  const server = new URL((await postgresServer()).url)
  const at = (change: (url: URL) => void) => {
    const url = new URL(server.href)
    change(url)
    return refusal(url.href)
  }
  const password = await at((url) => (url.password = 's3cret'))
  expect(password.code).toBe('LB4101')
  expect(password.message).toContain(`user "postgres" at 127.0.0.1:${server.port}`)
  const database = await at((url) => (url.pathname = '/no_such_db'))
  expect(database.code).toBe('LB4102')
  expect(database.message).toBe(`There is no database "no_such_db" at 127.0.0.1:${server.port}.`)
  const user = await at((url) => (url.username = 'nobody'))
  expect(user.code).toBe('LB4101')
  const none = await at((url) => (url.password = ''))
  expect(none.code).toBe('LB4101')
  const port = await at((url) => (url.port = '1'))
  expect(port.code).toBe('LB4001')
  expect(port.message).toBe(
    'Could not connect to PostgreSQL at 127.0.0.1:1 (database "postgres", user "postgres"): nothing listens there.',
  )
  expect((await refusal('postgresql://u:s3cret@no-such-host.invalid/db')).code).toBe('LB4001')
  expect((await refusal('postgresql://u:s3cret@/db?host=/no/such/folder')).message).toContain('no such socket')
  expect((await at((url) => (url.search = '?sslmode=require'))).code).toBe('LB4104')
  expect((await at((url) => (url.search = '?sslmode=sometimes'))).code).toBe('LB4107')
  expect((await at((url) => (url.search = '?connect_timeout=soon'))).code).toBe('LB4107')
})

test('a lost connection says so', async () => {
  await using scratch = await scratchConnection('lost')
  const other = await connectWithPg(parseDatabaseUrl(scratch.url, '/'), options)
  const [row] = await other.query('SELECT pg_backend_pid() AS pid')
  await scratch.connection.execute('SELECT pg_terminate_backend(?)', [row?.['pid']])
  await expect(other.query('SELECT 1')).rejects.toThrow(/terminat|ECONNRESET/)
  await expect(other.query('SELECT 1')).rejects.toThrow(/terminat|ECONNRESET/)
  await other.close()
})

test("the program's own parsers for pg stay as they are", async () => {
  const before = types.getTypeParser(types.builtins.INT8, 'text')
  await using scratch = await scratchConnection('parsers')
  expect(await scratch.connection.query('SELECT 1::int8 AS n')).toEqual([{ n: 1 }])
  expect(types.getTypeParser(types.builtins.INT8, 'text')).toBe(before)
})

test('statements that come again are prepared once, and a session that forgets them is no trouble', async () => {
  await using db = await scratchConnection('prepared')
  const { connection } = db
  const prepared = async () => (await connection.query('SELECT statement FROM pg_prepared_statements')).length
  const ask = async () => await connection.query('SELECT ?::int + 1 AS sum', [1], { repeated: true })
  expect([await ask(), await ask()]).toEqual([[{ sum: 2 }], [{ sum: 2 }]])
  expect(await prepared()).toBe(1)
  await connection.execute('DEALLOCATE ALL')
  expect(await ask()).toEqual([{ sum: 2 }])
  expect(await prepared()).toBe(0)
})

test('statements and the commit behind them: all or none, by the rows of each', async () => {
  await using scratch = await scratchConnection('commit_after')
  const { connection } = scratch
  await connection.execute('CREATE TABLE t (a int PRIMARY KEY, b int)')
  await connection.execute('CREATE TABLE child (a int REFERENCES t DEFERRABLE INITIALLY DEFERRED)')
  const insert = (a: number) => ({ sql: 'INSERT INTO t VALUES (?)', parameters: [a] })
  const move = (from: number, to: number) => ({ sql: 'UPDATE t SET a = ? WHERE a = ?', parameters: [to, from] })
  const question = { sql: 'SELECT 1 AS held WHERE 1 = ?::int4', parameters: [1] }
  const rows = async () => (await connection.query('SELECT a FROM t ORDER BY a')).map(({ a }) => a)

  await connection.begin()
  expect(await connection.commitAfter([insert(1), question])).toEqual([1, 1])
  expect(connection.inTransaction).toBe(false)
  await connection.begin()
  await connection.execute('INSERT INTO t VALUES (2)')
  expect(await connection.commitAfter([move(1, 3), insert(4)])).toEqual([1, 1])
  expect(await rows()).toEqual([2, 3, 4])

  await connection.begin()
  expect(await connection.commitAfter([insert(5), move(1, 6), insert(7)])).toEqual([1, 0])
  expect(connection.inTransaction).toBe(true)
  await connection.rollback()
  await connection.begin()
  const every = { sql: 'UPDATE t SET b = 1', parameters: [] }
  expect(await connection.commitAfter([every, { ...question, parameters: [2] }])).toEqual([3])
  await connection.rollback()
  await connection.begin()
  expect(await connection.commitAfter([insert(5), { ...question, parameters: [2] }])).toEqual([1, 0])
  await connection.rollback()

  await connection.begin()
  await expect(connection.commitAfter([insert(8), insert(2)])).rejects.toMatchObject({ code: '23505' })
  await connection.rollback()
  await connection.begin()
  await connection.execute('INSERT INTO child VALUES (99)')
  await expect(connection.commitAfter([insert(9)])).rejects.toMatchObject({ code: '23503' })
  await connection.rollback()
  expect(await rows()).toEqual([2, 3, 4])
})
