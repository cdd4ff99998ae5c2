import { expect, test } from 'vitest'
import { scratchConnection } from '../../../../test/support/postgres-connection.ts'
import type { Connection } from '../../index.ts'
import type { CatalogObject } from '../../../schema/index.ts'
import { postgres } from '../index.ts'

function others(objects: Iterable<CatalogObject>): readonly string[] {
  return [...objects]
    .filter((object) => object.kind === 'other')
    .map((object) => {
      const place = [object.namespace, object.table].filter((part) => part !== null).join('.')
      return `${object.objectType} ${object.name}${place === '' ? '' : ` @ ${place}`}`
    })
    .sort()
}

test('what limbeck does not model is seen and named, and nothing else is', async () => {
  await using scratch = await scratchConnection('others')
  await scratch.connection.executeScript(`
    CREATE SCHEMA s;
    CREATE TABLE plain (id serial PRIMARY KEY, a int, b int) WITH (fillfactor = 50);
    CREATE TABLE s.other (id int GENERATED ALWAYS AS IDENTITY);
    CREATE INDEX ix_filled ON plain (a) WITH (fillfactor = 60);
    CREATE VIEW v AS SELECT id FROM plain;
    CREATE MATERIALIZED VIEW s.mv AS SELECT 1 AS one;
    CREATE SEQUENCE own;
    CREATE FUNCTION f(a int, b text) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1';
    CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int);
    CREATE TRIGGER tr BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION f();
    CREATE DOMAIN positive AS int CHECK (VALUE > 0);
    CREATE TYPE pair AS (a int, b int);
    CREATE TYPE int_range AS RANGE (SUBTYPE = int);
    CREATE TABLE parted (id int, at date) PARTITION BY RANGE (at);
    CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE TABLE child () INHERITS (plain);
    CREATE TABLE rooms (during tsrange, EXCLUDE USING gist (during WITH &&));
    ALTER TABLE rooms ENABLE ROW LEVEL SECURITY;
    CREATE POLICY only_mine ON rooms USING (true);
    CREATE RULE quiet AS ON DELETE TO rooms DO INSTEAD NOTHING;
    CREATE STATISTICS stats ON a, b FROM plain;
    CREATE PUBLICATION pub FOR TABLE plain;
    ALTER TABLE plain ADD CONSTRAINT ck_later CHECK (a > 0) NOT VALID;
    CREATE TABLE keyed (a int, b int, CONSTRAINT pk_keyed PRIMARY KEY (a) INCLUDE (b));
    CREATE COLLATION german FROM "C";
    CREATE TABLE typed OF pair;
    CREATE FUNCTION paired(int) RETURNS pair LANGUAGE sql AS 'SELECT $1, $1';
    CREATE CAST (int AS pair) WITH FUNCTION paired(int)`)
  expect(others((await scratch.introspect()).objects())).toEqual(['cast integer as pair', 'typed table typed'])
  const tables = [...(await scratch.introspect()).tables()].map(({ namespace, name }) => `${namespace ?? ''}.${name}`)
  expect(tables.sort()).toEqual(['.child', '.keyed', '.parted', '.parted_1', '.plain', '.rooms', 's.other'])
})

test('the scope keeps to tables and namespaces, and still knows what foreign keys point at', async () => {
  await using scratch = await scratchConnection('scope')
  await scratch.connection.executeScript(`
    CREATE SCHEMA s;
    CREATE TABLE s.parent (id int PRIMARY KEY);
    CREATE TABLE a (id int PRIMARY KEY, up int REFERENCES s.parent (id));
    CREATE TABLE b (id int, up int REFERENCES a (id));
    CREATE TABLE limbeck_version (version_num text);
    CREATE VIEW v AS SELECT 1`)
  const namesOf = async (scope: Parameters<typeof scratch.introspect>[0]) => {
    const catalog = await scratch.introspect(scope)
    return [...catalog.objects()]
      .filter((object) => object.kind !== 'column' && object.kind !== 'primaryKey')
      .map((object) =>
        object.kind === 'foreignKey'
          ? `${object.table} → ${object.references.namespace}.${object.references.table}.${object.references.columns[0]}`
          : `${object.kind} ${object.name}`,
      )
  }
  const exclude = [{ namespace: null, name: 'limbeck_version' }]
  expect(await namesOf({ namespaces: [], exclude })).toEqual([
    'other s',
    'defined v',
    'table a',
    'a → s.parent.id',
    'table b',
    'b → null.a.id',
  ])
  expect(await namesOf({ tables: [{ namespace: null, name: 'b' }] })).toEqual([
    'namespace s',
    'table b',
    'b → null.a.id',
  ])
  expect(await namesOf({ tables: [], namespaces: [] })).toEqual([])
  expect(await namesOf({ namespaces: ['s'], exclude })).toContain('table parent')
  await scratch.connection.executeScript('SET search_path = s')
  expect(await namesOf({ namespaces: [] })).toEqual(['other public', 'table parent'])
})

test('a schema outside the scope is counted, but not what is empty, an extension’s, or the version table’s', async () => {
  await using scratch = await scratchConnection('outside')
  await scratch.connection.executeScript(`
    CREATE SCHEMA billing;
    CREATE TABLE billing.a (id int PRIMARY KEY);
    CREATE TABLE billing.b (at date) PARTITION BY RANGE (at);
    CREATE TABLE billing.b_1 PARTITION OF billing.b FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE SCHEMA empty;
    CREATE VIEW empty.v AS SELECT 1;
    CREATE SCHEMA state;
    CREATE TABLE state.limbeck_version (version_num text)`)
  const outside = async (scope: Parameters<typeof scratch.introspect>[0]) =>
    [...(await scratch.introspect({ exclude: [{ namespace: 'state', name: 'limbeck_version' }], ...scope })).objects()]
      .filter((object) => object.kind === 'other' && object.objectType === 'schema')
      .map((object) => ({ name: object.name, tables: 'tables' in object ? object.tables : null }))
  expect(await outside({ namespaces: [] })).toEqual([{ name: 'billing', tables: 2 }])
  expect(await outside({ namespaces: ['billing'] })).toEqual([])
  expect(await outside({ namespaces: 'all' })).toEqual([])
  expect(await outside({ tables: [{ namespace: null, name: 'x' }], namespaces: [] })).toEqual([])
  await scratch.connection.executeScript(`SET search_path = ''`)
  expect(await outside({ namespaces: [] })).toEqual([{ name: 'billing', tables: 2 }])
})

test('the number of round trips does not grow with the number of tables', async () => {
  await using scratch = await scratchConnection('queries')
  const { connection } = scratch
  let asked = 0
  const counting = new Proxy(connection, {
    get: (target, key) => {
      // Methods of a connection are called on the connection itself.
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      return (...args: readonly unknown[]) => {
        asked += 1
        return Reflect.apply(value, target, args) as unknown
      }
    },
  })
  const read = async (one: Connection) =>
    await postgres.introspect(one, {
      tables: null,
      namespaces: [],
      exclude: [],
      namingConvention: { ix: '', uq: '', ck: '', fk: '', pk: '' },
    })
  await read(counting)
  await connection.executeScript(
    Array.from({ length: 50 }, (_, i) => `CREATE TABLE t${i} (id serial PRIMARY KEY, a text DEFAULT 'x')`).join(';'),
  )
  expect([...(await read(counting)).tables()].length).toBe(50)
  expect(asked).toBe(2)
})
