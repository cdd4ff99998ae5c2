import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  alterStatement,
  joinAlterStatements,
  replacePlaceholders,
  splitScript,
  splitStatements,
  statement,
  withoutPlaceholders,
} from './index.ts'

test('placeholders are numbered outside of strings, names and comments', () => {
  const sql = `SELECT ?, '?', "?" /* ? */ FROM t WHERE a = ? AND data ?? 'key' -- ?`
  expect(replacePlaceholders(sql, (position) => `$${position}`)).toBe(
    `SELECT $1, '?', "?" /* ? */ FROM t WHERE a = $2 AND data ? 'key' -- ?`,
  )
})

test('simple texts need no tokens, and come out the same', () => {
  const piece = fc.constantFrom('?', '??', "'", "''", '"', 'a', ' ', '(', '|', '-', '/', '*', '\n', ';', 'é', '#')
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const sql = pieces.join('')
      const numbered = (text: string) => replacePlaceholders(text, (position) => `$${position}`)
      // A comment in front makes it go the long way.
      expect(`/**/${numbered(sql)}`).toBe(numbered(`/**/${sql}`))
    }),
    { numRuns: 2000 },
  )
})

test('text without placeholders comes through the replacement as it is', () => {
  for (const sql of [`a ? b`, `a ?? b ??? c`, `'??' ?| "??" -- ??`, `$$ ?? $$ ??`]) {
    expect(replacePlaceholders(withoutPlaceholders(sql), () => '?')).toBe(sql)
  }
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
    'CREATE TRIGGER',
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

test('bodies are told from columns and tables of the same names, and statements know their places', () => {
  const script = `CREATE TABLE function (begin text, "end" text);
CREATE CONSTRAINT TRIGGER c AFTER UPDATE ON a FOR EACH ROW EXECUTE FUNCTION f();
create or replace function g() returns int language sql begin atomic select case when true then 1 end; select 2; end;
CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x = new.begin, y = new.end; END;
  SELECT 1`
  expect(splitScript(script).map(({ text }) => text.split(' ').slice(0, 3).join(' '))).toEqual([
    'CREATE TABLE function',
    'CREATE CONSTRAINT TRIGGER',
    'create or replace',
    'CREATE TEMP TRIGGER',
    'SELECT 1',
  ])
  expect(splitScript(script).every(({ text, start }) => script.startsWith(text, start))).toBe(true)
  expect(splitScript('CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b;').map(({ isOpen }) => isOpen)).toEqual([
    true,
  ])
})
