import { expect, test } from 'vitest'
import { destructiveSql, tableMadeBy } from './destructive-sql.ts'

test.each([
  ['DROP TABLE IF EXISTS app."Users"', 'Dropping table Users destroys all its rows'],
  ['truncate only users', 'Truncating table users destroys all its rows'],
  ['DELETE FROM users -- WHERE', 'Deleting from users without WHERE destroys all its rows'],
  ['ALTER TABLE ONLY users ADD x int, DROP COLUMN IF EXISTS "a b"', 'Dropping column a b of users destroys its values'],
  ['ALTER TABLE app.users DROP name', 'Dropping column name of users destroys its values'],
])('%s', (sql, message) => {
  expect(destructiveSql(sql).map((one) => one.message)).toEqual([message])
})

test('each of several tables or columns counts', () => {
  const places = (sql: string) => destructiveSql(sql).map(({ namespace, table, column }) => [namespace, table, column])
  expect(places('TRUNCATE TABLE users *, ONLY app.crews RESTART IDENTITY')).toEqual([
    [null, 'users', null],
    ['app', 'crews', null],
  ])
  expect(places('DROP TABLE IF EXISTS a, x.b, "c, d" CASCADE')).toEqual([
    [null, 'a', null],
    ['x', 'b', null],
    [null, 'c, d', null],
  ])
  expect(places('ALTER TABLE a DROP x, ALTER COLUMN y DROP NOT NULL, DROP COLUMN z')).toEqual([
    [null, 'a', 'x'],
    [null, 'a', 'z'],
  ])
})

test.each([
  'DELETE FROM users WHERE id = 1',
  "UPDATE users SET name = 'DROP TABLE users'",
  'ALTER TABLE users ALTER COLUMN name DROP NOT NULL',
  'ALTER TABLE users ALTER name DROP DEFAULT, DROP CONSTRAINT c',
  'DROP INDEX i',
])('%s destroys nothing', (sql) => {
  expect(destructiveSql(sql)).toEqual([])
})

test('what a statement makes is known by its name', () => {
  expect(tableMadeBy('CREATE TEMP TABLE IF NOT EXISTS a.b AS SELECT 1')).toBe('b')
  expect(tableMadeBy('ALTER TABLE _new RENAME TO users')).toBe('users')
  expect(tableMadeBy('ALTER TABLE users RENAME COLUMN a TO b')).toBeNull()
  expect(tableMadeBy('SELECT 1')).toBeNull()
})
