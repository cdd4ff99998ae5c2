import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyTable } from '../../../test/support/sqlite-arbitrary.ts'
import { defaultNamingConvention } from '../../schema/index.ts'
import { parseTable } from './create-text/index.ts'
import { createTableText } from './grammar.ts'
import { type KnownColumns, quickParts } from './quick-parts.ts'
import { type TableParts, outlineOf, readTable } from './read-table.ts'

/** All that introspection asks about a table. */
function everything(parts: TableParts) {
  const { table, columns, constraints, enums } = readTable(parts, {
    namingConvention: defaultNamingConvention,
    lookUp: (name) => ({ name, columns: ['id'], primaryKey: ['id'], keys: [['id']] }),
  })
  return {
    name: parts.name,
    table,
    columns,
    constraints: constraints.map(({ constraint }) => constraint),
    enums: enums.map(({ type, values, column }) => ({ type, values, column })),
    outline: outlineOf(parts, []),
  }
}

function slowly(text: string): ReturnType<typeof everything> | null {
  try {
    return everything(parseTable(text))
  } catch {
    return null
  }
}

/** What was found before must not count, so one memory serves all the runs of a test. */
function expectSame(text: string, known: KnownColumns): boolean {
  const parts = quickParts(text, known)
  if (parts !== null) expect(everything(parts)).toEqual(slowly(text))
  return parts !== null
}

test('limbeck’s own texts are read as if they were parsed as a whole', () => {
  const known: KnownColumns = new Map()
  let quick = 0
  fc.assert(
    fc.property(anyTable, (definition) => {
      if (expectSame(createTableText(definition, { ifNotExists: false }), known)) quick += 1
    }),
    { numRuns: 300 },
  )
  expect(quick).toBeGreaterThan(100)
})

const names = [
  'a',
  '"b"',
  'id',
  '"id"',
  'a',
  '"b"',
  'id',
  '"id"',
  '"two words"',
  '"x""y"',
  '[c]',
  '`d`',
  "'e'",
  'ümlaut',
  'a$b',
  'primary',
  '"check"',
  '',
]
const types = [
  '',
  'INTEGER',
  'INT',
  'varchar (20)',
  'NUMERIC( 10 ,2 )',
  'DOUBLE  PRECISION',
  'TIMESTAMP',
  '"text"',
  'UNSIGNED BIG INT',
  'ANY',
]
const sayings = [
  'NOT NULL',
  'NULL',
  'not null on conflict replace',
  'DEFAULT 0',
  "DEFAULT 'a, (b'",
  "DEFAULT 'it''s'",
  'DEFAULT (1 + (2))',
  'DEFAULT -5',
  'DEFAULT "b"',
  'DEFAULT now',
  "DEFAULT E'\\''",
  "DEFAULT x'0A'",
  'DEFAULT CURRENT_TIMESTAMP',
  'COLLATE nocase',
  'COLLATE "RTRIM"',
  'PRIMARY KEY',
  'PRIMARY KEY DESC',
  'CONSTRAINT "key" PRIMARY KEY AUTOINCREMENT',
  'UNIQUE',
  'CONSTRAINT n NOT NULL',
  'CONSTRAINT alone',
  'CHECK (b > 0)',
  'CHECK ("b" <> "never")',
  `CONSTRAINT "enum size" CHECK ("a" IN ('s', 'm'))`,
  'REFERENCES p (ID) ON DELETE CASCADE',
  'REFERENCES p DEFERRABLE INITIALLY DEFERRED',
  'GENERATED ALWAYS AS (a + 1) STORED',
  'AS (b)',
  '-- comment, (\n',
  '/* , ) */',
  '$tag$',
  'DEFAULT',
  '(',
  ')',
  "'",
]
const constraints = [
  'PRIMARY KEY (id)',
  'CONSTRAINT "pk" PRIMARY KEY ("a" DESC, b)',
  'UNIQUE (a) ON CONFLICT IGNORE',
  'UNIQUE (a), UNIQUE (a)',
  'CHECK (a > 0) CHECK (b > 0)',
  'CONSTRAINT "c" CHECK ("a" = "b" || \'x\')',
  `CONSTRAINT "enum size" CHECK (b IN ('s'))`,
  'FOREIGN KEY (A) REFERENCES p (id)',
  'CONSTRAINT f FOREIGN KEY ("b") REFERENCES "p" ON UPDATE SET NULL',
  'CONSTRAINT x',
  'WHAT (a)',
]
const anyColumn = fc
  .tuple(fc.constantFrom(...names), fc.constantFrom(...types), fc.array(fc.constantFrom(...sayings), { maxLength: 3 }))
  .map(([name, type, said]) => [name, type, ...said].join(' '))
const anyItem = fc.oneof({ weight: 4, arbitrary: anyColumn }, fc.constantFrom(...constraints))

test('whatever other programs write is read the same, or left to the parser', () => {
  const known: KnownColumns = new Map()
  let quick = 0
  const between = fc.constantFrom(',', ', ', ',\n  ', ' ,\t')
  const heads = fc.constantFrom(
    't',
    '"t"',
    't',
    '"t"',
    't ',
    '"a table" ',
    '"q""t"',
    '[t]',
    'IF NOT EXISTS t',
    'main.t',
    "'t'",
  )
  const tails = fc.constantFrom(
    '',
    '',
    '',
    ' STRICT',
    ' WITHOUT ROWID',
    ' STRICT, WITHOUT ROWID',
    ' strict',
    '\n;',
    ' WHAT',
  )
  fc.assert(
    fc.property(
      heads,
      fc.array(anyItem, { minLength: 1, maxLength: 4 }),
      between,
      tails,
      (head, items, comma, tail) => {
        if (expectSame(`CREATE TABLE ${head}(${items.join(comma)})${tail}`, known)) quick += 1
      },
    ),
    { numRuns: 3000 },
  )
  expect(quick).toBeGreaterThan(200)
})
