import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Cursor, parseIndex, parseItem, parseTable, plainConstraint } from './index.ts'
import { plainIndex } from './plain-index.ts'

const slice = (text: string, span: { readonly start: number; readonly end: number } | null) =>
  span === null ? null : text.slice(span.start, span.end)

test('columns with names in every kind of quotes, comments anywhere, and every constraint', () => {
  const text = `CREATE TABLE -- here
"a ""table""" ( /* , ) */ 'single' INT, [in brackets] VARCHAR /* length */ ( 20 ), \`tick\`\`s\`, action TEXT,
  pk INTEGER CONSTRAINT [the pk] PRIMARY KEY DESC ON CONFLICT ROLLBACK AUTOINCREMENT,
  d DEFAULT -1.5 DEFAULT (1 + (2)) DEFAULT x'00' DEFAULT CURRENT_TIMESTAMP,
  r REFERENCES p ON DELETE SET DEFAULT ON UPDATE NO ACTION MATCH FULL NOT DEFERRABLE NOT NULL,
  g TEXT COLLATE "RTRIM" GENERATED ALWAYS AS (a || ')') STORED UNIQUE ON CONFLICT IGNORE CHECK (g <> '(') NULL)`
  const { name, columns, constraints } = parseTable(text)
  expect(name).toBe('a "table"')
  expect(columns.map((column) => [column.name, column.type])).toEqual([
    ['single', 'INT'],
    ['in brackets', 'VARCHAR(20)'],
    ['tick`s', ''],
    ['action', 'TEXT'],
    ['pk', 'INTEGER'],
    ['d', ''],
    ['r', ''],
    ['g', 'TEXT'],
  ])
  expect(columns[4]?.constraints).toMatchObject([
    { kind: 'primaryKey', name: 'the pk', descending: true, autoincrement: true },
  ])
  expect(columns[5]?.constraints.map((clause) => clause.kind === 'default' && slice(text, clause.value))).toEqual([
    '-1.5',
    '(1 + (2))',
    "x'00'",
    'CURRENT_TIMESTAMP',
  ])
  expect(columns[6]?.constraints).toMatchObject([
    {
      kind: 'references',
      reference: { table: 'p', columns: null, onDelete: 'set default', onUpdate: 'no action', deferrable: 'no' },
    },
    { kind: 'notNull' },
  ])
  expect(columns[7]?.constraints.map(({ kind }) => kind)).toEqual(['collate', 'generated', 'unique', 'check', 'null'])
  expect(constraints).toEqual([])
})

test('table constraints with and without names and commas, and options', () => {
  const text = `CREATE TABLE t (a, b, PRIMARY KEY (a DESC, b COLLATE NOCASE) ON CONFLICT FAIL CONSTRAINT "u" UNIQUE (b)
    CHECK (a > (b)), FOREIGN KEY (a, b) REFERENCES o (x, y) DEFERRABLE INITIALLY DEFERRED) without rowid, STRICT`
  const { constraints, strict, withoutRowid } = parseTable(text)
  expect({ strict, withoutRowid }).toEqual({ strict: true, withoutRowid: true })
  expect(constraints).toMatchObject([
    {
      kind: 'primaryKey',
      name: null,
      parts: [
        { column: 'a', order: 'desc' },
        { column: 'b', collation: 'NOCASE' },
      ],
    },
    { kind: 'unique', name: 'u', parts: [{ column: 'b' }] },
    { kind: 'check', name: null },
    { kind: 'foreignKey', columns: ['a', 'b'], reference: { table: 'o', columns: ['x', 'y'], deferrable: 'deferred' } },
  ])
})

test('what CREATE TABLE AS leaves behind', () => {
  const { columns } = parseTable('CREATE TABLE t(a INT,"b c" TEXT,d,"e""f" NUM)')
  expect(columns.map((column) => [column.name, column.type])).toEqual([
    ['a', 'INT'],
    ['b c', 'TEXT'],
    ['d', ''],
    ['e"f', 'NUM'],
  ])
})

test('indexes: expressions, collations inside and outside of them, order, condition', () => {
  const text = `CREATE UNIQUE INDEX IF NOT EXISTS "i" ON [t] (a COLLATE NOCASE DESC, lower(b COLLATE RTRIM), 'c' ASC, d || ',' || e) WHERE a > (1) -- only
    AND b IS NOT NULL`
  const index = parseIndex(text)
  expect(index).toMatchObject({ name: 'i', table: 't', unique: true })
  expect(index.parts.map((part) => [part.column, slice(text, part.expression), part.collation, part.order])).toEqual([
    ['a', 'a', 'NOCASE', 'desc'],
    [null, 'lower(b COLLATE RTRIM)', null, 'asc'],
    ['c', "'c'", null, 'asc'],
    [null, "d || ',' || e", null, 'asc'],
  ])
  expect(slice(text, index.where)).toBe('a > (1) -- only\n    AND b IS NOT NULL')
})

test('what cannot be read is said', () => {
  expect(() => parseTable('CREATE TABLE t (a INTEGER PRIMARY KEY WHAT)')).toThrow(
    expect.objectContaining({
      code: 'LB6165',
      details: { statement: 'CREATE TABLE t (a INTEGER PRIMARY KEY WHAT)', character: 38 },
    }),
  )
})

const word = (...words: string[]) => fc.constantFrom(...words)
const list = fc
  .array(word('"a"', '"a b"', '"ü"', '"the key" DESC', '""', '"x""y"', 'b', '"b" COLLATE "NOCASE"', '"a)"'), {
    minLength: 1,
    maxLength: 3,
  })
  .chain((names) => word(', ', ', ', ',').map((comma) => `(${names.join(comma)})`))

test('keys in limbeck’s own spelling are read as from their tokens', () => {
  const part = fc.oneof(
    { weight: 2, arbitrary: list },
    word(' PRIMARY KEY ', ' UNIQUE ', ' FOREIGN KEY ', ' REFERENCES "p" ', ' REFERENCES "p" ("id")', ' NO ACTION', ' '),
    word(
      ' ON DELETE CASCADE',
      ' ON UPDATE SET NULL',
      ' ON DELETE ',
      ' MATCH FULL',
      ' ON CONFLICT IGNORE',
      'SET DEFAULT',
    ),
  )
  const usual = fc.oneof(
    fc.tuple(word(' PRIMARY KEY ', ' UNIQUE '), list),
    fc.tuple(
      word(' FOREIGN KEY '),
      list,
      word(' REFERENCES "p" '),
      list,
      word('', ' ON DELETE RESTRICT'),
      word('', ' ON UPDATE SET NULL'),
    ),
  )
  let plain = 0
  fc.assert(
    fc.property(
      word('"c"', '"c d"', '"c"', '"c""d"', 'c'),
      fc.oneof(usual, fc.array(part, { maxLength: 6 })),
      (name, parts) => {
        const text = `((( CONSTRAINT ${name}${parts.join('')}, "x"`
        const span = { start: 4, end: text.length - 5 }
        const found = plainConstraint(text, span)
        if (found === null) return
        plain += 1
        expect(found).toEqual(parseItem(new Cursor(text, span)))
      },
    ),
    { numRuns: 2000 },
  )
  expect(plain).toBeGreaterThan(20)
})

test('indexes in limbeck’s own spelling are read as from their tokens', () => {
  const name = word('"i"', '"i j"', '"k"', '"x""y"', 'i')
  const anyIndex = fc
    .tuple(
      word('', 'UNIQUE '),
      name,
      word(' ', ' ', ' ', '  '),
      name,
      word(' ', ' ', ' ', ''),
      list,
      word('', '', ' WHERE "a" > 0'),
    )
    .map(
      ([unique, own, blank, table, gap, parts, where]) =>
        `CREATE ${unique}INDEX ${own}${blank}ON ${table}${gap}${parts}${where}`,
    )
  let plain = 0
  fc.assert(
    fc.property(anyIndex, (text) => {
      if (plainIndex(text) !== null) plain += 1
      // With a blank behind it, it is no longer limbeck's own.
      expect({ ...parseIndex(text), text }).toEqual({ ...parseIndex(`${text} `), text })
    }),
    { numRuns: 1000 },
  )
  expect(plain).toBeGreaterThan(20)
})
