import { expect, test } from 'vitest'
import { alterStatement, joinAlterStatements, replacePlaceholders, splitStatements, statement } from './index.ts'

test('placeholders are numbered outside of strings, names and comments', () => {
  const sql = `SELECT ?, '?', "?" /* ? */ FROM t WHERE a = ? AND data ?? 'key' -- ?`
  expect(replacePlaceholders(sql, (position) => `$${position}`)).toBe(
    `SELECT $1, '?', "?" /* ? */ FROM t WHERE a = $2 AND data ? 'key' -- ?`,
  )
})

test('scripts are split at the semicolons that end a statement', () => {
  const script = `
    CREATE TABLE a (b text DEFAULT ';'); -- one; comment
    CREATE TRIGGER t AFTER INSERT ON a BEGIN
      UPDATE a SET b = CASE WHEN b = 'x;' THEN 1 ELSE 2 END;
      DELETE FROM a;
    END;
    CREATE FUNCTION f() RETURNS int AS $$ BEGIN; RETURN 1; END $$ LANGUAGE plpgsql;;
    BEGIN; COMMIT;
    -- nothing but a comment
  `
  expect(splitStatements(script).map((text) => text.split(/\s+/).slice(0, 2).join(' '))).toEqual([
    'CREATE TABLE',
    '-- one;',
    'CREATE FUNCTION',
    'BEGIN',
    'COMMIT',
  ])
})

test('neighbouring clauses of one table become one ALTER TABLE', () => {
  const joined = joinAlterStatements([
    alterStatement('"a"', 'ADD x int'),
    alterStatement('"a"', 'ADD y int'),
    statement('COMMENT'),
    alterStatement('"a"', 'DROP z'),
    alterStatement('"b"', 'DROP z'),
  ])
  expect(joined.map((one) => one.sql)).toEqual([
    'ALTER TABLE "a"\n  ADD x int,\n  ADD y int',
    'COMMENT',
    'ALTER TABLE "a" DROP z',
    'ALTER TABLE "b" DROP z',
  ])
})
