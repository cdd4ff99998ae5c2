import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createSqliteDatabase, openSqlite, sqliteUrl } from '../../../test/support/sqlite-database.ts'
import { sqlite } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'limbeck-connection-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('opening', () => {
  test('reading a missing file makes none', async () => {
    const file = join(folder, 'missing.db')
    const connection = await openSqlite(file, { create: false })
    expect(connection.isMissing).toBe(true)
    expect(await connection.query('SELECT * FROM sqlite_schema')).toEqual([])
    expect(existsSync(file)).toBe(false)
    await expect(sqlite.session.prepare(connection)).rejects.toMatchObject({ code: 'LB4001' })
    await connection.close()
  })

  test('says what is wrong with the file', async () => {
    mkdirSync(join(folder, 'a folder'))
    writeFileSync(join(folder, 'text.db'), 'this is certainly not a database, however long one looks at it')
    const open = (name: string) => openSqlite(join(folder, name))
    await expect(open('a folder')).rejects.toMatchObject({
      code: 'LB4001',
      message: expect.stringContaining('is a folder') as string,
    })
    await expect(open('no folder/x.db')).rejects.toMatchObject({
      code: 'LB4001',
      message: expect.stringContaining('does not exist') as string,
    })
    await expect(open('text.db')).rejects.toMatchObject({ code: 'LB6164' })
  })

  test('loads the driver without its warning', async () => {
    const warnings: unknown[] = []
    const listen = (warning: unknown) => warnings.push(warning)
    process.on('warning', listen)
    const connection = await openSqlite(':memory:')
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', listen)
    expect(warnings).toEqual([])
    expect(connection.displayUrl).toBe(sqliteUrl(':memory:').display)
    await connection.close()
  })
})

describe('a change of rows that is run again and again', () => {
  const insert = 'INSERT INTO t (a) VALUES (?)'

  test('stays right through transactions and changes of the schema', async () => {
    await using db = await createSqliteDatabase('CREATE TABLE t (a)')
    const { connection } = db
    const inTransaction = async (...statements: readonly string[]) => {
      await connection.begin()
      for (const sql of statements) await connection.execute(sql, sql === insert ? [statements.length] : [])
      await connection.commit()
    }
    await inTransaction(insert)
    await inTransaction('ALTER TABLE t ADD COLUMN b DEFAULT 5', insert)
    await inTransaction('CREATE TABLE other (a)', 'CREATE INDEX i ON t (a)', insert)
    expect(await connection.query('SELECT * FROM t')).toEqual([
      { a: 1, b: 5 },
      { a: 2, b: 5 },
      { a: 3, b: 5 },
    ])
    await inTransaction('DROP TABLE t', 'CREATE TABLE t (z, a TEXT)', insert)
    expect(await connection.query('SELECT * FROM t')).toEqual([{ z: null, a: '3' }])
    await connection.begin()
    await connection.execute('DROP TABLE t')
    await expect(connection.execute(insert, [1])).rejects.toThrow('no such table: t')
    await connection.rollback()
    expect(await connection.execute(insert, [1])).toBe(1)
  })

  test('is given as many values as it has places', async () => {
    await using db = await createSqliteDatabase('CREATE TABLE t (a)', { memory: true })
    await db.connection.execute(insert, [1])
    await expect(db.connection.execute(insert, [1, 2])).rejects.toMatchObject({ code: 'LB6166' })
    expect(await db.rows('SELECT * FROM t')).toEqual([{ a: 1 }])
  })
})

describe('values', () => {
  test('arrive as SQLite keeps them and come back whole', async () => {
    await using db = await createSqliteDatabase('CREATE TABLE t (v)', { memory: true })
    const values = [
      true,
      7,
      7.5,
      9007199254740993n,
      'x',
      null,
      undefined,
      new Date('2024-01-02T03:04:05Z'),
      { a: 1 },
      [1],
      new Uint8Array([9]),
    ]
    for (const value of values) await db.connection.execute('INSERT INTO t VALUES (?)', [value])
    expect(await db.rows('SELECT typeof(v) AS t, v FROM t')).toEqual([
      { t: 'integer', v: 1 },
      { t: 'integer', v: 7 },
      { t: 'real', v: 7.5 },
      { t: 'integer', v: 9007199254740993n },
      { t: 'text', v: 'x' },
      { t: 'null', v: null },
      { t: 'null', v: null },
      { t: 'text', v: '2024-01-02 03:04:05' },
      { t: 'text', v: '{"a":1}' },
      { t: 'text', v: '[1]' },
      { t: 'blob', v: new Uint8Array([9]) },
    ])
  })

  test('are counted', async () => {
    await using db = await createSqliteDatabase('CREATE TABLE t (a, b)', { memory: true })
    await expect(db.connection.execute('INSERT INTO t VALUES (?, ?)', [1])).rejects.toMatchObject({ code: 'LB6166' })
    expect(await db.connection.execute(`INSERT INTO t VALUES (?, '?')`, [1])).toBe(1)
    expect(await db.connection.execute('UPDATE t SET b = 1')).toBe(1)
  })
})

describe('statements', () => {
  test('several in one text all run, or are refused where they cannot', async () => {
    await using db = await createSqliteDatabase('', { memory: true })
    await db.connection.execute(`CREATE TABLE t (a); INSERT INTO t VALUES ('x;y'); -- the end;`)
    expect(await db.rows('SELECT * FROM t')).toEqual([{ a: 'x;y' }])
    await expect(db.connection.query('SELECT 1; SELECT 2')).rejects.toMatchObject({ code: 'LB6166' })
  })

  test('a failed bulk insert leaves nothing', async () => {
    await using db = await createSqliteDatabase('CREATE TABLE t (a UNIQUE)', { memory: true })
    await expect(db.connection.bulkInsert({ namespace: null, name: 't' }, ['a'], [[1], [2], [1]])).rejects.toThrow(
      'UNIQUE',
    )
    expect(await db.rows('SELECT * FROM t')).toEqual([])
    expect(await db.connection.bulkInsert({ namespace: null, name: 't' }, ['a'], [[1], [2]])).toBe(2)
  })

  test('a rebuild that fails outside of a transaction is undone', async () => {
    await using db = await createSqliteDatabase('CREATE TABLE t (a)')
    await db.connection.execute('SAVEPOINT "limbeck rebuild t"')
    await db.connection.execute('DROP TABLE t')
    await expect(db.connection.execute('CREATE TABLE nonsense')).rejects.toThrow('incomplete')
    expect(db.connection.inTransaction).toBe(false)
    expect(await db.rows('SELECT * FROM t')).toEqual([])
  })

  test('another writer is waited for and then reported', async () => {
    await using db = await createSqliteDatabase('CREATE TABLE t (a)')
    const other = await openSqlite(db.file)
    await other.execute('PRAGMA busy_timeout = 0')
    await db.connection.begin()
    const error: unknown = await other.begin().catch((thrown: unknown) => thrown)
    expect(sqlite.explainError(error, null)).toMatchObject({ code: 'LB6161' })
    await db.connection.rollback()
    await other.close()
  })
})

test('a rollback journal stays from one transaction of a run to the next, and goes with the lock', async () => {
  await using db = await createSqliteDatabase('CREATE TABLE t (a)')
  const journal = `${db.file}-journal`
  const mode = async () => (await db.connection.query('PRAGMA journal_mode'))[0]?.['journal_mode']
  const insert = async () => {
    await db.connection.begin()
    await db.connection.execute('INSERT INTO t VALUES (1)')
    await db.connection.commit()
  }
  const lock = await sqlite.session.tryLock(db.connection, { namespace: null, name: 'v' })
  await insert()
  expect([await mode(), existsSync(journal)]).toEqual(['persist', true])
  // What a killed run leaves: no hot journal, and whoever writes next takes it away.
  copyFileSync(db.file, `${db.file}.killed`)
  copyFileSync(journal, `${db.file}.killed-journal`)
  const other = await openSqlite(`${db.file}.killed`)
  expect(await other.query('SELECT a FROM t')).toEqual([{ a: 1 }])
  await other.execute('INSERT INTO t VALUES (2)')
  expect(existsSync(`${db.file}.killed-journal`)).toBe(false)
  await other.close()
  await lock?.release()
  expect([await mode(), existsSync(journal)]).toEqual(['delete', false])
})

test('a write-ahead log is left alone', async () => {
  await using db = await createSqliteDatabase('PRAGMA journal_mode = WAL')
  const lock = await sqlite.session.tryLock(db.connection, { namespace: null, name: 'v' })
  expect(await db.connection.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
  await lock?.release()
  expect(await db.connection.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
})
