import { expect, test } from 'vitest'
import { upAndDown } from '../../../../test/support/object-changes.ts'

const add = (body: string) => `CREATE FUNCTION add(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE ${body};`

test('a body keeps its question marks', async () => {
  const ask = (
    text: string,
  ) => `CREATE FUNCTION ask(j jsonb) RETURNS boolean LANGUAGE sql AS $$ SELECT j ? '${text}' OR j ?| ARRAY['??'] -- ? ??
    $$; CREATE TABLE q (j jsonb); CREATE VIEW has AS SELECT j ? '${text}' AS has, j ?& ARRAY['a'] AS also FROM q;`
  expect(await upAndDown(ask('a'), ask('b'))).toEqual([
    'Alter function ask(jsonb) (definition)',
    'Alter view has (definition)',
  ])
})

test('an operator of two question marks keeps both', async () => {
  const from = `CREATE FUNCTION ask(text, text) RETURNS text LANGUAGE sql AS $$ SELECT $1 || '??' || $2 $$;
    CREATE OPERATOR ?? (FUNCTION = ask, LEFTARG = text, RIGHTARG = text);`
  expect(await upAndDown(from, `${from} CREATE VIEW asked AS SELECT 'a' ?? 'b' AS text;`)).toEqual([
    'Create view asked',
  ])
})

test('settings, security and volatility of a function change in place', async () => {
  const to = add("SECURITY DEFINER SET search_path = public, pg_temp PARALLEL SAFE COST 5 AS 'SELECT a + b'")
  expect(await upAndDown(add("AS 'SELECT a + b'"), to)).toEqual(['Alter function add(integer, integer) (definition)'])
})

test('set-returning, variadic, polymorphic functions and functions with OUT arguments', async () => {
  const to = `CREATE FUNCTION many(VARIADIC n int[]) RETURNS SETOF int LANGUAGE sql AS 'SELECT unnest(n)';
    CREATE FUNCTION any_of(a anyelement, b anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT a';
    CREATE FUNCTION two(OUT a int, OUT b text) LANGUAGE sql AS $$ SELECT 1, 'x' $$;
    CREATE FUNCTION rows() RETURNS TABLE (a int, b text) LANGUAGE sql AS $$ SELECT 1, 'x' $$;`
  expect(await upAndDown('', to)).toHaveLength(4)
})

test('functions come behind the tables, views and functions that their bodies name', async () => {
  const to = `CREATE TABLE users (id int, name text); CREATE VIEW a_view AS SELECT id FROM users;
    CREATE FUNCTION z() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM a_view';
    CREATE FUNCTION a() RETURNS bigint LANGUAGE sql AS 'SELECT z() + (SELECT count(*) FROM users)';
    CREATE FUNCTION p(x users) RETURNS users LANGUAGE plpgsql AS $$ DECLARE r users%ROWTYPE; BEGIN RETURN r; END $$;
    CREATE TABLE counts (n bigint DEFAULT a());`
  expect(await upAndDown('', to)).toEqual([
    'Create table users',
    'Create view a_view',
    'Create function z()',
    'Create function a()',
    'Create table counts',
    'Create function p(users)',
  ])
})

test('aggregates, with the functions under them', async () => {
  const step = "CREATE FUNCTION step(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';"
  const total = "CREATE AGGREGATE total(int) (SFUNC = step, STYPE = int, INITCOND = '0', PARALLEL = SAFE);"
  const every = "CREATE AGGREGATE every_one(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');"
  const middle = `CREATE AGGREGATE middle(float8 ORDER BY float8) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_cont_float8_final);`
  expect(await upAndDown('', step + total + every + middle)).toEqual([
    'Create function step(integer, integer)',
    'Create aggregate total(integer)',
    'Create aggregate every_one(*)',
    'Create aggregate middle(double precision ORDER BY double precision)',
  ])
  const other = total.replace("'0'", "'1'")
  expect(await upAndDown(step + total, `${step}${other} COMMENT ON AGGREGATE total(int) IS 'All'`)).toEqual([
    'Drop aggregate total(integer)',
    'Create aggregate total(integer)',
  ])
})

const one = "CREATE FUNCTION one(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x';"
/** Another name of the argument: PostgreSQL does not replace it in place. */
const renamed = one.replace('one(x', 'one(y').replace('SELECT x', 'SELECT y')

test('defaults, checks and indexes that call a function step aside when it is made anew', async () => {
  const table = `CREATE TABLE t (id int DEFAULT one(1), n int CONSTRAINT positive CHECK (one(n) > 0)); CREATE INDEX by_one ON t (one(n));`
  expect(await upAndDown(one + table, renamed + table)).toEqual([
    'Change default of column id of t',
    'Drop index by_one of t',
    'Drop check constraint positive of t',
    'Drop function one(integer)',
    'Create function one(integer)',
    'Change default of column id of t',
    'Add check constraint positive to t',
    'Create index by_one on t',
  ])
})

test('a default comes back with the type that its function now returns', async () => {
  const id =
    "CREATE FUNCTION id() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'; CREATE TABLE t (n int DEFAULT id());"
  expect(await upAndDown(id, id.replaceAll(/(RETURNS|n) int/g, '$1 bigint'))).toEqual([
    'Change default of column n of t',
    'Drop function id()',
    'Create function id()',
    'Change type and default of column n of t',
  ])
})

test('policies and triggers step aside when their function is made anew', async () => {
  const table =
    'CREATE TABLE t (n int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (one(n) > 0);'
  expect(await upAndDown(one + table, renamed + table)).toEqual([
    'Drop policy t.p',
    'Drop function one(integer)',
    'Create function one(integer)',
    'Create policy t.p',
  ])
})

test('a generated column that calls a function which is made anew is refused, with both names', async () => {
  const table = 'CREATE TABLE t (n int, m int GENERATED ALWAYS AS (one(n)) STORED);'
  await expect(upAndDown(one + table, renamed + table)).rejects.toThrow(/one\(integer\).*t\.m/s)
})
