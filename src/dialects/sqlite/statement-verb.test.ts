import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readVerb, verbOf } from './statement-verb.ts'

const name = fc.constantFrom(
  'users',
  '"a b"',
  '[from]',
  '`x`',
  'main.users',
  'main . "t"',
  "'quoted'",
  'or',
  'SELECTS',
  'naïve',
  `"${'long'.repeat(40)}"`,
)
const space = fc.constantFrom(' ', '\n', '  ', ' /* SELECT */ ', ' -- CREATE\n', `/* ${'wide '.repeat(30)} */`)
const words =
  'SELECT values EXPLAIN CREATE TABLE INDEX INSERT or REPLACE INTO Update DELETE FROM WITH AS DROP IF EXISTS ALTER RENAME TO COLUMN PRAGMA SAVEPOINT SET'
const word = fc.constantFrom(...words.split(' '))
const filler = fc.constantFrom('(', ')', ',', '=', "'text'", "'it''s long '", '1', '?', ';', '*', 'x')
const text = fc
  .array(fc.tuple(fc.oneof({ weight: 3, arbitrary: word }, name, filler), space), { minLength: 1, maxLength: 40 })
  .map((parts) => parts.flat().join(''))

test('says the same of a text as reading all of its head', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.tuple(space, text).map(([first, rest]) => first + rest),
      ),
      (sql) => {
        expect(verbOf(sql)).toEqual(readVerb(sql))
      },
    ),
    { numRuns: 3000 },
  )
})

test('reads the names of long statements', () => {
  const columns = Array.from({ length: 90 }, (_, number) => `column_${number}`).join(', ')
  expect(verbOf(`INSERT OR IGNORE INTO main."a table" (${columns}) VALUES (1)`)).toEqual({
    kind: 'changesRows',
    table: 'a table',
  })
  expect(verbOf(`UPDATE users SET ${columns.replaceAll(',', ' = 1,')} = 1`)).toEqual({
    kind: 'changesRows',
    table: 'users',
  })
})
