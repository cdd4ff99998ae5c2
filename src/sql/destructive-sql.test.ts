import { expect, test } from 'vitest'
import { destructiveSql, tableMadeBy } from './destructive-sql.ts'

test.each([
  ['DROP TABLE IF EXISTS app."Users"', 'Dropping table Users destroys all its rows'],
  ['truncate only users', 'Truncating table users destroys all its rows'],
  ['TRUNCATE TABLE users, crews', 'Truncating table users destroys all its rows'],
  ['DELETE FROM users -- WHERE', 'Deleting from users without WHERE destroys all its rows'],
  ['ALTER TABLE ONLY users ADD x int, DROP COLUMN IF EXISTS "a b"', 'Dropping column a b of users destroys its values'],
  ['ALTER TABLE app.users DROP name', 'Dropping column name of users destroys its values'],
])('%s', (sql, message) => {
  expect(destructiveSql(sql)?.message).toBe(message)
})

test.each([
  'DELETE FROM users WHERE id = 1',
  "UPDATE users SET name = 'DROP TABLE users'",
  'ALTER TABLE users ALTER COLUMN name DROP NOT NULL',
  'ALTER TABLE users ALTER name DROP DEFAULT, DROP CONSTRAINT c',
  'DROP INDEX i',
])('%s destroys nothing', (sql) => {
  expect(destructiveSql(sql)).toBeNull()
})

test('what a statement makes is known by its name', () => {
  expect(tableMadeBy('CREATE TEMP TABLE IF NOT EXISTS a.b AS SELECT 1')).toBe('b')
  expect(tableMadeBy('ALTER TABLE _new RENAME TO users')).toBe('users')
  expect(tableMadeBy('ALTER TABLE users RENAME COLUMN a TO b')).toBeNull()
  expect(tableMadeBy('SELECT 1')).toBeNull()
})
