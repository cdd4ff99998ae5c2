import { expect, test } from 'vitest'
import { upAndDown } from '../../../../test/support/object-changes.ts'

test('a domain changes in place: default, NOT NULL and checks', async () => {
  const from =
    "CREATE DOMAIN email AS text DEFAULT 'a@b' CONSTRAINT has_at CHECK (VALUE LIKE '%@%'); CREATE TABLE t (e email);"
  const to =
    "CREATE DOMAIN email AS text NOT NULL CONSTRAINT short CHECK (length(VALUE) < 100); CREATE TABLE t (e email); COMMENT ON DOMAIN email IS 'Mail'"
  expect(await upAndDown(from, to)).toEqual(['Alter domain email (default, constraints, notNull, comment)'])
})

test('domains and the tables that use them are made in order', async () => {
  const to = `CREATE DOMAIN small AS int CHECK (VALUE < 10); CREATE DOMAIN smaller AS small CHECK (VALUE < 5);
    CREATE FUNCTION half(small) RETURNS int LANGUAGE sql AS 'SELECT $1 / 2'; CREATE TABLE t (a smaller DEFAULT 1, b small[]);`
  expect(await upAndDown('', to)).toEqual([
    'Create domain small',
    'Create domain smaller',
    'Create table t',
    'Create function half(small)',
  ])
})

test('a domain of another base type is made anew where no column has it', async () => {
  expect(await upAndDown('CREATE DOMAIN d AS int;', 'CREATE DOMAIN d AS bigint;')).toEqual([
    'Drop domain d',
    'Create domain d',
  ])
})

test('a composite type gets and loses attributes at its end, under a table that uses it', async () => {
  const from = "CREATE TYPE pair AS (a int, b text); CREATE TABLE t (p pair); COMMENT ON COLUMN pair.a IS 'First'"
  const to = "CREATE TYPE pair AS (a int, b text, c date); CREATE TABLE t (p pair); COMMENT ON COLUMN pair.a IS 'One'"
  expect(await upAndDown(from, to)).toEqual(['Alter composite type pair (attributes, columnComments)'])
})

test('an attribute changes its type in place where no table uses the composite type, else the type is made anew', async () => {
  expect(await upAndDown('CREATE TYPE pair AS (a int)', 'CREATE TYPE pair AS (a bigint)')).toEqual([
    'Alter composite type pair (attributes)',
  ])
  expect(await upAndDown('CREATE TYPE pair AS (a int, b int)', 'CREATE TYPE pair AS (b int, a int)')).toEqual([
    'Drop composite type pair',
    'Create composite type pair',
  ])
})

test('range types come with their functions and go with them', async () => {
  const to = `CREATE FUNCTION apart(float8, float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT $1 - $2';
    CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = apart); CREATE TABLE t (s span);`
  expect(await upAndDown('', to)).toEqual([
    'Create function apart(double precision, double precision)',
    'Create range type span',
    'Create table t',
  ])
  expect(
    await upAndDown('CREATE TYPE span AS RANGE (SUBTYPE = int4)', 'CREATE TYPE span AS RANGE (SUBTYPE = int8)'),
  ).toEqual(['Drop range type span', 'Create range type span'])
})

test('collations', async () => {
  const to = `CREATE COLLATION plain (provider = libc, locale = 'C'); CREATE TABLE t (a text COLLATE plain);`
  expect(await upAndDown('CREATE TABLE t (a text);', to)).toEqual([
    'Create collation plain',
    'Change collation of column a of t',
  ])
})
