import { expect, test } from 'vitest'
import { makePostgresDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('triggers and views of its columns step aside for an enum type that is made anew', async () => {
  const schema = (values: string) => `CREATE TYPE e AS ENUM (${values}); CREATE TABLE t (id integer, c e);
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW WHEN (NEW.c IS NOT NULL) EXECUTE FUNCTION f();
    CREATE VIEW v AS SELECT c FROM t;`
  const way = { a: schema(`'a', 'b'`), b: schema(`'b', 'a'`), rowsIn: [null] }
  expect(await travel(way, makePostgresDatabase)).toEqual({ outcome: 'passed', reason: '' })
})

test('and for one that gets a value which a default uses at once', async () => {
  const schema = (values: string, value: string) => `CREATE TYPE e AS ENUM (${values});
    CREATE TABLE t (id integer, c e DEFAULT '${value}');
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    CREATE TRIGGER tr BEFORE INSERT OR UPDATE OF c ON t FOR EACH ROW EXECUTE FUNCTION f();`
  const way = { a: schema(`'a', 'b'`, 'a'), b: schema(`'a', 'new', 'b'`, 'new'), rowsIn: [null] }
  expect(await travel(way, makePostgresDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
