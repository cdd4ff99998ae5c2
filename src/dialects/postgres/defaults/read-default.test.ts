import { expect, test } from 'vitest'
import type { ColumnType } from '../../../schema/index.ts'
import { parseType } from '../types/parse-type.ts'
import { printDefault } from './print-default.ts'
import { readDefault } from './read-default.ts'

test.each([
  ['timestamp without time zone', 'now()'],
  ['timestamp without time zone', 'CURRENT_TIMESTAMP'],
  ['bigint', "'0'::bigint"],
  ['integer', "'-1'::integer"],
  ['double precision', '0.0'],
  ['numeric(10,2)', "'-1.50'::numeric"],
  ['character varying(40)', "'x'::character varying"],
  ['character varying(40)', "'x'::text"],
  ['text[]', 'ARRAY[]::text[]'],
  ['bytea', String.raw`'\x00'::bytea`],
])('%s DEFAULT %s is printed so that the server shows it again', (typeText, shown) => {
  const type: ColumnType = parseType(typeText)
  const value = readDefault(shown, type, typeText)
  const printed = value === null ? '' : printDefault(value, type, { randomUuid: true })
  // Without a cast the server adds the one that it shows.
  expect([shown, shown.replace(/::[a-z ]+$/, ''), shown.replace(/^'(.*)'::[a-z ]+$/, '$1')]).toContain(printed)
})

test('what limbeck would write the same way needs no words of its own', () => {
  expect(readDefault("'x'::character varying", parseType('character varying(9)'), 'character varying(9)')).toEqual({
    kind: 'literal',
    value: 'x',
  })
  expect(readDefault('now()', parseType('timestamp without time zone'), 'timestamp without time zone')).toEqual({
    kind: 'now',
    declared: 'now()',
  })
})
