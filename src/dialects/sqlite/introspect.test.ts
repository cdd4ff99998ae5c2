import { expect, test } from 'vitest'
import { createSqliteDatabase } from '../../../test/support/sqlite-database.ts'
import { type ColumnType, defaultNamingConvention } from '../../schema/index.ts'
import { sqlite } from './index.ts'

test('views, triggers and virtual tables are seen and kept; shadow tables are not', async () => {
  await using db = await createSqliteDatabase(
    `CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END;
     CREATE TRIGGER vtr INSTEAD OF INSERT ON v BEGIN SELECT 1; END; CREATE VIRTUAL TABLE f USING fts5(body); ANALYZE;`,
    { memory: true },
  )
  const objects = [...(await db.introspect()).objects()]
  expect(objects.filter(({ kind }) => kind === 'table').map(({ name }) => name)).toEqual(['t'])
  const defined = objects.filter((object) => object.kind === 'defined')
  expect(defined.map(({ objectType, on, name, attributes }) => ({ objectType, on, name, attributes }))).toEqual(
    expect.arrayContaining([
      {
        objectType: 'trigger',
        on: 'v',
        name: 'vtr',
        attributes: { definition: 'CREATE TRIGGER vtr INSTEAD OF INSERT ON v BEGIN SELECT 1; END' },
      },
      {
        objectType: 'trigger',
        on: 't',
        name: 'tr',
        attributes: { definition: 'CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END' },
      },
      { objectType: 'view', on: null, name: 'v', attributes: { definition: 'SELECT a FROM t' } },
      { objectType: 'virtual table', on: null, name: 'f', attributes: { module: 'fts5', definition: 'body' } },
    ]),
  )
  expect(defined).toHaveLength(4)
})

test('only the wanted tables, and none of the left-out ones', async () => {
  await using db = await createSqliteDatabase(
    'CREATE TABLE a (id); CREATE TABLE b (id); CREATE TABLE "C" (id REFERENCES a)',
    { memory: true },
  )
  const scope = { namespaces: [], namingConvention: defaultNamingConvention }
  const ref = (name: string) => ({ namespace: null, name })
  const some = await sqlite.introspect(db.connection, { ...scope, tables: [ref('c'), ref('b')], exclude: [ref('b')] })
  expect([...some.tables()].map(({ name }) => name)).toEqual(['C'])
})

test('a few tables are read as they stand among all', async () => {
  await using db = await createSqliteDatabase(
    `CREATE TABLE Parent (Code TEXT PRIMARY KEY); CREATE TABLE child (a TEXT REFERENCES PARENT, b TEXT, FOREIGN KEY (b) REFERENCES parent (CODE));
     CREATE INDEX ix ON child (b); CREATE TABLE other (a); CREATE VIRTUAL TABLE f USING fts5(body);
     CREATE TRIGGER tr AFTER INSERT ON child BEGIN SELECT 1; END`,
    { memory: true },
  )
  const scope = { namespaces: [], namingConvention: defaultNamingConvention, exclude: [] }
  const ref = (name: string) => ({ namespace: null, name })
  const all = [...(await sqlite.introspect(db.connection, { ...scope, tables: null })).objects()]
  const some = await sqlite.introspect(db.connection, { ...scope, tables: [ref('CHILD'), ref('f_data')] })
  const ofChild = all.filter(
    (one) => one.name === 'child' || ('table' in one ? one.table : 'on' in one && one.on) === 'child',
  )
  expect([...some.objects()].map(({ kind, name }) => [kind, name])).toEqual(
    ofChild.map(({ kind, name }) => [kind, name]),
  )
  expect([...some.objects()]).toEqual(ofChild)
})

test('names have no case, and a reference without columns means the primary key', async () => {
  await using db = await createSqliteDatabase(
    `CREATE TABLE Parent (Code TEXT PRIMARY KEY); CREATE TABLE child (a TEXT REFERENCES PARENT, B TEXT REFERENCES parent (CODE), UNIQUE (A, b))`,
    { memory: true },
  )
  const child = (await db.introspect()).definitionOf({ namespace: null, name: 'child' })
  expect(child?.foreignKeys.map(({ references }) => references)).toEqual([
    { namespace: null, table: 'Parent', columns: ['Code'] },
    { namespace: null, table: 'Parent', columns: ['Code'] },
  ])
  expect(child?.uniques[0]?.columns).toEqual(['a', 'B'])
})

test('a type is what it is printed as', () => {
  const types: readonly ColumnType[] = [
    { kind: 'integer' },
    { kind: 'bigInteger' },
    { kind: 'smallInteger' },
    { kind: 'text' },
    { kind: 'boolean' },
    { kind: 'float' },
    { kind: 'double' },
    { kind: 'date' },
    { kind: 'json' },
    { kind: 'jsonb' },
    { kind: 'uuid' },
    { kind: 'string', length: 7 },
    { kind: 'string', length: null },
    { kind: 'char', length: 3 },
    { kind: 'binary', length: null },
    { kind: 'decimal', precision: 10, scale: 2 },
    { kind: 'decimal', precision: null, scale: null },
    { kind: 'time', precision: null, withTimezone: true },
    { kind: 'timestamp', precision: 3, withTimezone: true },
    { kind: 'timestamp', precision: null, withTimezone: false },
    { kind: 'raw', sql: 'INT UNSIGNED' },
  ]
  for (const type of types) expect(sqlite.types.parse(sqlite.types.print(type))).toEqual(type)
  const others = [
    'int',
    'DECIMAL( 5 , 1 )',
    'datetime',
    'timestamp with time zone',
    'character varying(9)',
    'Bool',
    'double  precision',
    '',
  ]
  expect(others.map((text) => sqlite.types.print(sqlite.types.parse(text)))).toEqual([
    'INTEGER',
    'NUMERIC(5, 1)',
    'TIMESTAMP',
    'TIMESTAMPTZ',
    'VARCHAR(9)',
    'BOOLEAN',
    'DOUBLE PRECISION',
    '',
  ])
})
