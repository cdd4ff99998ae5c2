import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ColumnType } from '../../../schema/index.ts'
import { comparableType } from './comparable-type.ts'
import { parseType } from './parse-type.ts'
import { printType } from './print-type.ts'

const length = fc.option(fc.integer({ min: 1, max: 100 }))
const precision = fc.option(fc.integer({ min: 0, max: 6 }))
const scalar: fc.Arbitrary<ColumnType> = fc.oneof(
  fc
    .constantFrom('integer', 'bigInteger', 'smallInteger', 'text', 'boolean', 'float', 'double')
    .map((kind): ColumnType => ({ kind })),
  fc.constantFrom('date', 'json', 'jsonb', 'uuid').map((kind): ColumnType => ({ kind })),
  fc.record({ kind: fc.constant('string'), length }) as fc.Arbitrary<ColumnType>,
  fc.record({ kind: fc.constant('char'), length: fc.integer({ min: 1, max: 9 }) }) as fc.Arbitrary<ColumnType>,
  fc.constant<ColumnType>({ kind: 'binary', length: null }),
  fc
    .record({ precision: fc.integer({ min: 1, max: 30 }), scale: fc.integer({ min: 0, max: 9 }) })
    .map((one): ColumnType => ({ kind: 'decimal', ...one })),
  fc.record({
    kind: fc.constantFrom('time', 'timestamp'),
    precision,
    withTimezone: fc.boolean(),
  }) as fc.Arbitrary<ColumnType>,
  fc.record({ kind: fc.constant('interval'), precision }) as fc.Arbitrary<ColumnType>,
)

test('parse is the way back of print', () => {
  fc.assert(
    fc.property(scalar, fc.boolean(), (type, isArray) => {
      const one: ColumnType = isArray ? { kind: 'array', of: type } : type
      expect(parseType(printType(one))).toEqual(one)
    }),
  )
})

test.each([
  ['INT', 'integer'],
  ['int4', 'integer'],
  ['character varying(20)', 'varchar(20)'],
  ['VARCHAR ( 20 )', 'varchar(20)'],
  ['character(3)', 'char(3)'],
  ['timestamptz(3)', 'timestamp(3) with time zone'],
  ['timestamp without time zone', 'timestamp'],
  ['timestamp(6)', 'timestamp'],
  ['decimal(5)', 'numeric(5, 0)'],
  ['float(24)', 'real'],
  ['float', 'double precision'],
  ['int[3][]', 'integer[]'],
  ['integer ARRAY', 'integer[]'],
  ['Citext', 'citext'],
  ['"public"."citext"', 'public.citext'],
  ['"Camel"', '"Camel"'],
  ['geometry( Point , 4326 )', 'geometry(point,4326)'],
])('%s is compared as %s', (written, spelled) => {
  expect(comparableType({ kind: 'raw', sql: written })).toBe(spelled)
})
