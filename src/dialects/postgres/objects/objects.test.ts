import { expect, test } from 'vitest'
import { databaseWith, upAndDown } from '../../../../test/support/object-changes.ts'
import { planChanges } from '../../../plan/index.ts'
import { postgres } from '../index.ts'

const users = 'CREATE TABLE users (id int PRIMARY KEY, name text, age int);'
const names = 'CREATE VIEW names AS SELECT id, name FROM users;'
const shout = 'CREATE VIEW shout AS SELECT upper(name) AS name FROM names;'
const touch = (age: number) =>
  `CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.age := ${age}; RETURN NEW; END $$;`
const trigger = 'CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();'

test('a column changes its type under a chain of views: they step aside and come back', async () => {
  const to = users.replace('name text', 'name varchar(100)') + names + shout
  expect(await upAndDown(users + names + shout, to)).toEqual([
    'Drop view shout',
    'Drop view names',
    'Change type of column name of users',
    'Create view names',
    'Create view shout',
  ])
})

test('a function is replaced in place under its trigger; the trigger, whose definition changed, is made anew', async () => {
  expect(await upAndDown(users + touch(1) + trigger, users + touch(2) + trigger)).toEqual([
    'Alter function touch() (definition)',
  ])
  expect(await upAndDown(users + touch(1) + trigger, users + touch(1) + trigger.replace('UPDATE', 'INSERT'))).toEqual([
    'Drop trigger users.touch',
    'Create trigger users.touch',
  ])
})

test('a function that returns something else is dropped and created again, with what calls it', async () => {
  const one = "CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';"
  const ones = 'CREATE VIEW ones AS SELECT one() AS one;'
  expect(await upAndDown(one + ones, one.replace('RETURNS int', 'RETURNS bigint') + ones)).toEqual([
    'Drop view ones',
    'Drop function one()',
    'Create function one()',
    'Create view ones',
  ])
})

test('defaults come behind the functions and sequences that they call', async () => {
  const one = "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';"
  const to = `${one} CREATE SEQUENCE numbers MAXVALUE 100 CYCLE;
    CREATE TABLE users (id int PRIMARY KEY, name text, age int DEFAULT one(), n int DEFAULT nextval('numbers'));`
  expect(await upAndDown(users, to)).toEqual([
    'Create sequence numbers',
    'Create function one()',
    'Alter table users: add column n to users, change default of column age of users',
  ])
})

test('a table goes with its trigger, and comes back with it', async () => {
  expect(await upAndDown(users + touch(1) + trigger, touch(1))).toEqual(['Drop table users'])
})

test('sequences, comments and states change in place', async () => {
  const from = `${users} ${names} ${touch(1)} ${trigger} CREATE SEQUENCE numbers; COMMENT ON VIEW names IS 'Who'`
  const to = `${users} ${names} ${touch(1)} ${trigger} CREATE SEQUENCE numbers INCREMENT 5 CYCLE;
    COMMENT ON VIEW names IS 'All'; COMMENT ON TRIGGER touch ON users IS 'Off'; ALTER TABLE users DISABLE TRIGGER touch`
  expect(await upAndDown(from, to)).toEqual([
    'Alter sequence numbers (increment, cycle)',
    'Alter view names (comment)',
    'Alter trigger users.touch (enabled, comment)',
  ])
})

test('procedures and overloaded functions are told apart by their arguments', async () => {
  const from = `CREATE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b';
    CREATE FUNCTION add(a text, b text) RETURNS text LANGUAGE sql AS 'SELECT a || b';`
  const to = `CREATE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b';
    CREATE PROCEDURE nothing() LANGUAGE sql AS 'SELECT 1';`
  expect(await upAndDown(from, to)).toEqual(['Drop function add(text, text)', 'Create procedure nothing()'])
})

test('views that nobody wrote into the models are left alone', async () => {
  await using one = await databaseWith(users + names)
  await using other = await databaseWith(users)
  const { plan, unmodelled } = planChanges({
    found: await one.catalog(),
    wanted: await other.catalog(),
    dialect: postgres,
  })
  expect(plan.upgrade).toEqual([])
  expect(unmodelled).toEqual(["View 'names' is not compared: limbeck leaves it as it is."])
})
