import { expect, test } from 'vitest'
import { upAndDown } from '../../../../test/support/object-changes.ts'

const users = 'CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, $$Ann$$), (2, $$Bo$$);'

/** One object of every type that has a name of its own, and whatever may stand on it. */
const everything = `${users}
  CREATE COLLATION k1 (provider = icu, locale = 'de');
  CREATE SEQUENCE s1 START 5;
  CREATE SEQUENCE o1;
  CREATE DOMAIN d1 AS text CHECK (VALUE <> '');
  CREATE TYPE c1 AS (a int);
  CREATE TYPE r1 AS RANGE (subtype = int);
  CREATE TYPE n1 AS ENUM ('a', 'b');
  CREATE FUNCTION f1(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
  CREATE FUNCTION g(n1 n1, d d1) RETURNS n1 LANGUAGE sql AS 'SELECT $1';
  CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE FUNCTION ef() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
  CREATE PROCEDURE p1() LANGUAGE sql AS 'SELECT 1';
  CREATE AGGREGATE a1(int) (SFUNC = int4pl, STYPE = int);
  CREATE TABLE t (s int DEFAULT nextval('s1') * 2, o bigint DEFAULT nextval('o1') + 1, d d1 DEFAULT 'x'::d1, l d1[], c c1, r r1,
    n n1 DEFAULT 'a', k text COLLATE k1, a int DEFAULT f1(3), b int GENERATED ALWAYS AS (f1(2)) STORED,
    CONSTRAINT ck CHECK (f1(a) > 0 AND n <> 'b'::n1), CONSTRAINT x1 EXCLUDE USING gist (r WITH &&));
  ALTER SEQUENCE o1 OWNED BY t.o;
  CREATE INDEX i ON t (f1(a)) WHERE f1(a) > 1;
  INSERT INTO t (c, r) VALUES (ROW(1), '[1,3)'), (NULL, NULL);
  CREATE VIEW v1 AS SELECT id FROM users;
  CREATE VIEW w AS SELECT v1.id, f1(v1.id) AS n, nextval('s1'::regclass) AS next, ROW(1)::c1 AS c, 'a'::n1 AS e FROM v1;
  CREATE MATERIALIZED VIEW m1 AS SELECT id, a1(id) AS n FROM users GROUP BY id;
  CREATE INDEX im ON m1 (id);
  CREATE VIEW y AS SELECT * FROM m1;
  CREATE TRIGGER t1 BEFORE UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION tf();
  COMMENT ON TRIGGER t1 ON users IS 'T';
  CREATE POLICY y1 ON users USING (f1(id) > 0);
  CREATE RULE u1 AS ON DELETE TO users DO INSTEAD NOTHING;
  CREATE STATISTICS st1 ON id, name FROM users;
  CREATE EVENT TRIGGER e1 ON ddl_command_start WHEN TAG IN ('CREATE SCHEMA') EXECUTE FUNCTION ef();
  CREATE PUBLICATION b1 FOR TABLE users;`

test('objects of one definition under another name are asked about, and keep what stands on them', async () => {
  const next = everything
    .replace(/\b(k|s|o|d|c|r|n|f|p|a|x|v|m|t|y|u|st|e|b)1\b/g, '$12')
    // Arguments keep the names of old.
    .replace('g(n2 n2', 'g(n1 n2')
  const done = await upAndDown(everything, next, 'yes')
  expect(done.filter((one) => !one.startsWith('Rename'))).toEqual(['Alter domain d2 (constraints)'])
  expect(done).toHaveLength(20)
})

test('tables, columns, views, types and values together, with what names them in a body', async () => {
  const script = `${users.replace('name text', "name text, age int, note text, state status DEFAULT 'on'::status")}
    CREATE INDEX ix_name ON users (name); COMMENT ON INDEX ix_name IS 'I'; ALTER TABLE users ADD CONSTRAINT ck CHECK (state <> 'off'::status);
    CREATE VIEW names AS SELECT id, state FROM users; CREATE VIEW more AS SELECT names.id FROM names WHERE state = 'on'::status;
    CREATE FUNCTION total(status) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM users WHERE state = $1';
    CREATE FUNCTION down(int) RETURNS int LANGUAGE sql AS 'SELECT CASE WHEN $1 > 0 THEN down($1 - 1) ELSE 0 END';
    CREATE FUNCTION whole() RETURNS SETOF users LANGUAGE sql AS 'SELECT * FROM users';
    CREATE TABLE t (n bigint DEFAULT total('on'));`
  const from = `CREATE TYPE status AS ENUM ('on', 'off', 'odd'); ${script}`
  const names = {
    users: 'people',
    name: 'title',
    names: 'labels',
    status: 'state',
    down: 'deeper',
    off: 'gone',
    ix_name: 'ix_title',
    ck: 'ck_gone',
    whole: 'all_of',
  }
  const to = `CREATE TYPE status AS ENUM ('on', 'off', 'odd'); ${script}`.replace(
    /\w+/g,
    (word) => Object.entries(names).find(([old]) => old === word)?.[1] ?? word,
  )
  expect(await upAndDown(from, to, 'yes')).toMatchInlineSnapshot(`
    [
      "Drop function whole()",
      "Rename enum type status to state",
      "Rename value off of enum type state to gone",
      "Rename view names to labels",
      "Rename function down(integer) to deeper(integer)",
      "Rename table users to people",
      "Alter table people: rename column name of people to title, rename constraint ck of people to ck_gone, rename constraint users_pkey of people to people_pkey, rename index ix_name to ix_title",
      "Alter function total(state) (definition)",
      "Alter function deeper(integer) (definition)",
      "Create function all_of()",
    ]
  `)
})

test('swapped names: tables, columns, views and functions', async () => {
  const from = `CREATE TABLE a (id int, x text, y text); CREATE TABLE b (id int, z int, n int); INSERT INTO a VALUES (1, 'x', 'y'); INSERT INTO b VALUES (2, 3, 4);
    CREATE VIEW v AS SELECT a.x FROM a; CREATE VIEW w AS SELECT b.z FROM b; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 2'`
  const to = `CREATE TABLE b (id int, y text, x text); CREATE TABLE a (id int, z int, n int);
    CREATE VIEW w AS SELECT b.y AS x FROM b; CREATE VIEW v AS SELECT a.z FROM a; CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'`
  const decisions = {
    'rename-table:a': 'b',
    'rename-table:b': 'a',
    'rename-column:b.x': 'y',
    'rename-column:b.y': 'x',
    'rename-view:v': 'w',
    'rename-view:w': 'v',
    'rename-function:f()': 'g()',
    'rename-function:g()': 'f()',
  }
  expect(await upAndDown(from, to, { decisions })).toMatchInlineSnapshot(`
    [
      "Drop view v",
      "Rename view w to limbeck_swap",
      "Rename view limbeck_swap to v",
      "Rename function g() to limbeck_swap()",
      "Rename function f() to g()",
      "Rename function limbeck_swap() to f()",
      "Rename table b to limbeck_swap",
      "Rename table a to b",
      "Rename table limbeck_swap to a",
      "Alter table b: rename column y of b to limbeck_swap, rename column x of b to y, rename column limbeck_swap of b to x",
      "Create view w",
    ]
  `)
})

test('a schema with everything in it and whatever names that', async () => {
  const script = `CREATE SCHEMA old; COMMENT ON SCHEMA old IS 'S'; CREATE TYPE old.mood AS ENUM ('a'); CREATE DOMAIN old.word AS text; CREATE SEQUENCE old.s;
    CREATE TABLE old.t (id serial PRIMARY KEY, m old.mood DEFAULT 'a'::old.mood, w old.word, n bigint DEFAULT nextval('old.s') + 1, CHECK (m = 'a'::old.mood));
    INSERT INTO old.t (w) VALUES ('x'), ('y'); CREATE TABLE r (id int REFERENCES old.t, old int); CREATE VIEW v AS SELECT t.id, t.m, 1 AS old FROM old.t;
    CREATE FUNCTION old.f(old.mood) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM old.t WHERE m = $1'; CREATE VIEW old.w AS SELECT old.f('a'::old.mood) AS n;
    CREATE FUNCTION old.tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tr BEFORE UPDATE ON old.t FOR EACH ROW EXECUTE FUNCTION old.tf();
    CREATE POLICY p ON old.t USING (m = 'a'::old.mood);`
  const to = script
    .replace('CREATE SCHEMA old; COMMENT ON SCHEMA old', 'CREATE SCHEMA new; COMMENT ON SCHEMA new')
    .replaceAll('old.', 'new.')
  expect(await upAndDown(script, to, 'yes')).toMatchInlineSnapshot(`
    [
      "Rename schema old to new",
      "Alter function new.f(new.mood) (definition)",
    ]
  `)
})
