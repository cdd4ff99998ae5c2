import { expect, test } from 'vitest'
import { changesFor, databaseWith, planFor, upAndDown } from '../../../test/support/object-changes.ts'
import { planChanges } from '../../plan/index.ts'
import { sequenceNameOf } from '../../schema/index.ts'
import { postgres } from './index.ts'

const renamed = 'CREATE TABLE old (id serial); ALTER TABLE old RENAME TO users;'

test('the sequence of a renamed table has the name that the wanted schema gives it', async () => {
  const other = 'CREATE TABLE old (id bigint GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME numbers));'
  expect(await upAndDown('CREATE TABLE users (id serial);', `${renamed}${other}`)).toEqual([
    'Create table old',
    'Change identity of column id of users',
  ])
  const again = 'CREATE TABLE old (id serial); ALTER TABLE old RENAME id TO number; CREATE TABLE t (a smallserial);'
  expect(await upAndDown('', `${renamed}${again}`)).toHaveLength(3)
})

test('models do not mind the name of a sequence', async () => {
  await using found = await databaseWith(renamed)
  await using wanted = await databaseWith('CREATE TABLE users (id serial);')
  const request = { found: await found.catalog(), wanted: await wanted.catalog(), dialect: postgres }
  expect(planChanges(request).plan.upgrade).toEqual([])
  expect(changesFor(request.found, request.wanted).plan.upgrade).toHaveLength(1)
})

test('a serial column becomes one with a default over a sequence of the same name, and numbers go on', async () => {
  const serial = 'CREATE TABLE a (id serial PRIMARY KEY);'
  const plain = (table: string) =>
    `CREATE SEQUENCE ${table}_id_seq; CREATE TABLE ${table} (id integer DEFAULT nextval('${table}_id_seq') PRIMARY KEY);`
  const rows = 'INSERT INTO a DEFAULT VALUES; INSERT INTO a DEFAULT VALUES; INSERT INTO b SELECT FROM a;'
  const wanted = `${plain('a')}${serial.replace('a (', 'b (')}`
  await upAndDown(`${serial}${plain('b')}${rows}`, wanted)
  await using database = await databaseWith(`${serial}${plain('b')}${rows}`)
  await using other = await databaseWith(wanted)
  const plan = planFor(await database.catalog(), await other.catalog())
  for (const operations of [plan.upgrade, plan.downgrade]) {
    await database.run(operations)
    // A number that a row has would be refused by the primary key.
    await database.execute('INSERT INTO a DEFAULT VALUES; INSERT INTO b DEFAULT VALUES')
  }
  const numbers = [1, 2, 3, 4].map((id) => ({ id }))
  expect(await database.query('SELECT id FROM a ORDER BY id')).toEqual(numbers)
  expect(await database.query('SELECT id FROM b ORDER BY id')).toEqual(numbers)
})

test('sequences that take the names of each other', async () => {
  const tables = 'CREATE TABLE a (id serial); CREATE TABLE b (id bigint GENERATED ALWAYS AS IDENTITY);'
  const rename = (from: string, to: string) => `ALTER SEQUENCE ${from} RENAME TO ${to};`
  const swap = `${rename('a_id_seq', 'x')}${rename('b_id_seq', 'a_id_seq')}${rename('x', 'b_id_seq')}`
  await upAndDown(`${tables}${swap}`, tables)
})

test('the sequence of a column that has grown is of the type that it was', async () => {
  const sequence = (type: string) => `CREATE SEQUENCE s AS ${type}; CREATE TABLE t (id bigint DEFAULT nextval('s'));`
  const owned = 'ALTER SEQUENCE s OWNED BY t.id;'
  await upAndDown('CREATE TABLE t (id serial);', `${sequence('integer')}${owned}`)
  await upAndDown(`${sequence('integer')}${owned}`, `${sequence('bigint')}${owned}`)
})

test('a default over the sequence of another table comes behind that table', async () => {
  const b = "CREATE TABLE a (id integer DEFAULT nextval('z_id_seq'));"
  expect(await upAndDown('', `CREATE TABLE z (id serial);${b}`)).toEqual(['Create table z', 'Create table a'])
})

test('a default of NULL is what the server shows, and nothing to models', async () => {
  const from = 'CREATE TABLE t (a varchar(9) DEFAULT NULL, b char(3), c int DEFAULT NULL);'
  const to = 'CREATE TABLE t (a varchar(9), b char(3) DEFAULT NULL, c int, d varchar(5) DEFAULT NULL);'
  expect(await upAndDown(from, to)).toHaveLength(1)
  await using found = await databaseWith(from)
  await using wanted = await databaseWith('CREATE TABLE t (a varchar(9), b char(3), c int);')
  const request = { found: await found.catalog(), wanted: await wanted.catalog(), dialect: postgres }
  expect(planChanges(request).plan.upgrade).toEqual([])
})

test('a name is cut as the server cuts it', async () => {
  const [table, column] = [`${'long_'.repeat(11)}é`, `${'wide_'.repeat(7)}üb`]
  await using database = await databaseWith(`CREATE TABLE "${table}" ("${column}" serial)`)
  const rows = await database.query(`SELECT relname FROM pg_class WHERE relkind = 'S'`)
  expect(rows).toEqual([{ relname: sequenceNameOf(table, column) }])
})
