import { expect, test } from 'vitest'
import { statementEffect } from './statement-effect.ts'

test.each([
  ['SET lock_timeout = 1000', 'session'],
  ['/* first */ PRAGMA foreign_keys = off', 'session'],
  ["-- why\nupdate users set name = 'select'", 'rows'],
  ['WITH old AS (SELECT 1) DELETE FROM users', 'rows'],
  ['WITH old AS (SELECT 1) SELECT * FROM old', 'reads'],
  ['SELECT 1', 'reads'],
  ['CREATE INDEX CONCURRENTLY i ON t (a)', 'unknown'],
  ['VACUUM', 'unknown'],
  ['', 'unknown'],
])('%s: %s', (sql, effect) => {
  expect(statementEffect(sql)).toBe(effect)
})
