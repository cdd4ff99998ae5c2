import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameOfToken, renameInSql, significantTokens, tokenizeSql } from './sql-tokens.ts'

const kinds = (sql: string, brackets = false) =>
  significantTokens(tokenizeSql(sql, { brackets })).map((token) => `${token.kind}:${token.text}`)

test('words, names, strings, numbers and operators', () => {
  expect(kinds(`SELECT "a""b", 'it''s', 1.5e-3, x::text[] -- the end`)).toEqual([
    'word:SELECT',
    'identifier:"a""b"',
    'punctuation:,',
    "string:'it''s'",
    'punctuation:,',
    'number:1.5e-3',
    'punctuation:,',
    'word:x',
    'punctuation:::',
    'word:text',
    'punctuation:[',
    'punctuation:]',
  ])
})

test('SQLite’s brackets and backticks are names', () => {
  const tokens = significantTokens(tokenizeSql('[odd name] `b``c`', { brackets: true }))
  expect(tokens.map(nameOfToken)).toEqual(['odd name', 'b`c'])
})

test('dollar quotes, escape strings and nested comments', () => {
  expect(kinds(`$f$ a 'b' $f$ E'\\'' /* a /* b */ c */ $1`)).toEqual([
    `string:$f$ a 'b' $f$`,
    `string:E'\\''`,
    'punctuation:$',
    'number:1',
  ])
})

test('law: the texts of the tokens joined are the input, whatever it is', () => {
  const sqlish = fc.array(
    fc.constantFrom(
      `'`,
      `"`,
      '`',
      '[',
      ']',
      '--',
      '/*',
      '*/',
      '$$',
      '$a$',
      'E',
      'x',
      ' ',
      '\n',
      ';',
      '1.',
      '::',
      'ü',
      '\\',
    ),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        sqlish.map((parts) => parts.join('')),
      ),
      fc.boolean(),
      (text, brackets) => {
        const tokens = tokenizeSql(text, { brackets })
        expect(tokens.map((token) => token.text).join('')).toBe(text)
        expect(tokens.every((token) => token.text.length > 0)).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})

test('renaming in an expression leaves strings, functions and longer names alone', () => {
  expect(renameInSql(`length(name) > 0 and "name" <> 'name' and name(name) and names`, 'name', 'full title')).toBe(
    `length("full title") > 0 and "full title" <> 'name' and name("full title") and names`,
  )
})
