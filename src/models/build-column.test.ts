import { describe, expect, it } from 'vitest'
import { defaultNamingConvention } from '../schema/index.ts'
import { buildColumn } from './build-column.ts'
import {
  array,
  bigInteger,
  binary,
  boolean,
  char,
  date,
  datetime,
  decimal,
  double,
  float,
  integer,
  interval,
  json,
  jsonb,
  raw,
  smallInteger,
  string,
  text,
  time,
  timestamp,
  uuid,
} from './columns.ts'
import type { AnyColumn } from './column-state.ts'
import { enumType } from './enum-type.ts'
import { sql } from './sql-expression.ts'
import { table } from './table.ts'

const place = { namespace: null, table: 'users', name: 'c', namingConvention: defaultNamingConvention }
const build = (builder: AnyColumn) => buildColumn(builder, place)
const buildStrictly = (builder: AnyColumn) => buildColumn(builder, { ...place, strict: true, file: 'models/user.ts' })
const status = enumType('status', ['draft', 'active'], { schema: 'hr' })

describe('types', () => {
  it.each<[AnyColumn, unknown]>([
    [integer(), { kind: 'integer' }],
    [bigInteger(), { kind: 'bigInteger' }],
    [smallInteger(), { kind: 'smallInteger' }],
    [string(), { kind: 'string', length: null }],
    [string(255), { kind: 'string', length: 255 }],
    [char(2), { kind: 'char', length: 2 }],
    [text(), { kind: 'text' }],
    [boolean(), { kind: 'boolean' }],
    [float(), { kind: 'float' }],
    [double(), { kind: 'double' }],
    [decimal(), { kind: 'decimal', precision: null, scale: null }],
    [decimal(10, 2), { kind: 'decimal', precision: 10, scale: 2 }],
    [date(), { kind: 'date' }],
    [time({ precision: 3 }), { kind: 'time', precision: 3, withTimezone: false }],
    [timestamp({ withTimezone: true }), { kind: 'timestamp', precision: null, withTimezone: true }],
    [datetime(), { kind: 'timestamp', precision: null, withTimezone: false }],
    [interval({ precision: 0 }), { kind: 'interval', precision: 0 }],
    [json(), { kind: 'json' }],
    [jsonb(), { kind: 'jsonb' }],
    [uuid(), { kind: 'uuid' }],
    [binary(16), { kind: 'binary', length: 16 }],
    [array(array(string(2))), { kind: 'array', of: { kind: 'array', of: { kind: 'string', length: 2 } } }],
    [status(), { kind: 'enum', namespace: 'hr', name: 'status', values: ['draft', 'active'] }],
    [raw('tsvector'), { kind: 'raw', sql: 'tsvector' }],
  ])('%#', (builder, type) => {
    expect(build(builder).column.type).toEqual(type)
  })
})

describe('buildColumn', () => {
  it('gives a column as plain data, nullable and without anything else', () => {
    const built = build(integer())
    expect(built).toEqual({
      column: {
        kind: 'column',
        namespace: null,
        table: 'users',
        name: 'c',
        type: { kind: 'integer' },
        nullable: true,
        default: null,
        identity: null,
        generated: null,
        collation: null,
        comment: null,
      },
      constraints: [],
      indexes: [],
    })
    expect(JSON.parse(JSON.stringify(built))).toEqual(built)
  })

  it('never changes a builder', () => {
    const base = string(20)
    base.notNull().default('x').unique()
    expect(build(base).column).toMatchObject({ nullable: true, default: null })
    expect(build(base.notNull()).constraints).toEqual([])
  })

  it('takes the last word on NULL', () => {
    expect(build(integer().notNull().nullable()).column.nullable).toBe(true)
    expect(build(integer().nullable().notNull()).column.nullable).toBe(false)
    expect(build(integer().primaryKey()).column.nullable).toBe(false)
    expect(build(integer().autoincrement()).column.nullable).toBe(false)
  })

  it.each<[AnyColumn, unknown]>([
    [integer().default(0), { kind: 'literal', value: 0 }],
    [json().default({ a: 1 }), { kind: 'literal', value: { a: 1 } }],
    [timestamp().defaultNow(), { kind: 'now' }],
    [uuid().defaultUuid(), { kind: 'uuid' }],
    [integer().default(sql`1 + 1`), { kind: 'expression', expression: { sql: '1 + 1', canonical: null } }],
    [integer().default(1).default(null), null],
  ])('default %#', (builder, value) => {
    expect(build(builder).column.default).toEqual(value)
  })

  it('gives identities', () => {
    const plain = { start: null, increment: null, minimum: null, maximum: null, cache: null, cycle: false }
    expect(build(integer().autoincrement()).column.identity).toEqual({ ...plain, generation: 'auto' })
    expect(build(integer().identity()).column.identity).toEqual({ ...plain, generation: 'byDefault' })
    expect(build(bigInteger().identity({ always: true, start: 10, cycle: true })).column.identity).toEqual({
      ...plain,
      generation: 'always',
      start: 10,
      cycle: true,
    })
  })

  it('gives generated columns, collation and comment', () => {
    const { column } = build(
      text()
        .generatedAs(sql`a || b`)
        .collate('C')
        .comment('Both'),
    )
    expect(column).toMatchObject({
      generated: { expression: { sql: 'a || b', canonical: null }, stored: true },
      collation: 'C',
      comment: 'Both',
    })
    expect(build(text().generatedAs(sql`a`, { stored: false })).column.generated?.stored).toBe(false)
  })

  it('names constraints and indexes by convention unless they have a name', () => {
    const builder = integer()
      .primaryKey()
      .unique()
      .unique('uq_mine')
      .check(sql`c > 0`)
      .check('ck_mine', sql`c > 1`)
      .references('teams.id')
      .index()
      .index('ix_mine')
    const { constraints, indexes } = build(builder)
    expect([...constraints, ...indexes].map(({ kind, name, nameSource }) => [kind, name, nameSource])).toEqual([
      ['primaryKey', 'pk_users', 'convention'],
      ['unique', 'uq_users_c', 'convention'],
      ['unique', 'uq_mine', 'given'],
      ['check', expect.stringMatching(/^ck_users_[0-9a-f]{6}$/), 'convention'],
      ['check', 'ck_mine', 'given'],
      ['foreignKey', 'fk_users_c_teams', 'convention'],
      ['index', 'ix_users_c', 'convention'],
      ['index', 'ix_mine', 'given'],
    ])
  })

  it('resolves references by function and by name', () => {
    const teams = table('teams', { id: integer().primaryKey() }, { schema: 'hr' })
    const referencesOf = (builder: AnyColumn) =>
      build(builder).constraints.map((one) => 'references' in one && one.references)
    const expected = [{ namespace: 'hr', table: 'teams', columns: ['id'] }]
    expect(referencesOf(integer().references(() => teams.id))).toEqual(expected)
    expect(referencesOf(integer().references('hr.teams.id'))).toEqual(expected)
    expect(referencesOf(integer().references('teams.id'))).toEqual([
      { namespace: null, table: 'teams', columns: ['id'] },
    ])
  })

  it('keeps the options of a foreign key and fills in the others', () => {
    expect(build(integer().references('a.id')).constraints[0]).toMatchObject({
      onDelete: 'no action',
      onUpdate: 'no action',
      deferrable: 'no',
      match: 'simple',
    })
    const options = {
      name: 'fk',
      onDelete: 'cascade',
      onUpdate: 'set null',
      deferrable: 'deferred',
      match: 'full',
    } as const
    expect(build(integer().references('a.id', options)).constraints[0]).toMatchObject(options)
  })
})

describe('what a column cannot mean', () => {
  it.each<[string, string, AnyColumn]>([
    ['LB3002', 'a reference that is no name', integer().references('id')],
    ['LB3002', 'a reference with an empty part', integer().references('.id')],
    ['LB3002', 'a function that gives nothing', integer().references(() => undefined)],
    [
      'LB3002',
      'a function that fails',
      integer().references(() => {
        throw new TypeError('no')
      }),
    ],
    ['LB3013', 'an action that is none', integer().references('a.id', { onDelete: 'casacde' as 'cascade' })],
    ['LB3015', 'a check that is not SQL', integer().check('ck', 'c > 0' as never)],
    ['LB3015', 'an empty check', integer().check(sql` `)],
  ])('always %s: %s', (code, _what, builder) => {
    expect(() => build(builder)).toThrow(expect.objectContaining({ code }))
  })

  it.each<[string, string, AnyColumn]>([
    ['LB3006', 'an enum without values', enumType('e', [])()],
    ['LB3009', 'autoincrement on text', text().autoincrement()],
    ['LB3009', 'autoincrement and a default', integer().default(1).autoincrement()],
    ['LB3009', 'a nullable identity', integer().identity().nullable()],
    ['LB3009', 'an increment of 0', integer().identity({ increment: 0 })],
    [
      'LB3009',
      'a generated column with a default',
      integer()
        .default(1)
        .generatedAs(sql`1`),
    ],
    ['LB3009', 'a nullable primary key', integer().primaryKey().nullable()],
    ['LB3009', 'a collation on a number', integer().collate('C')],
    ['LB3010', 'a literal that does not fit', boolean().default(5 as never)],
    ['LB3010', 'a value that the enum does not have', status().default('deleted' as never)],
    ['LB3010', 'the current time in a number', integer().defaultNow()],
    ['LB3010', 'a UUID in a short string', string(20).defaultUuid()],
    ['LB3010', 'undefined', integer().default(undefined as never)],
    ['LB3011', 'an empty name', integer().unique('')],
    ['LB3011', 'a name over 63 bytes', integer().index('ü'.repeat(32))],
    ['LB3012', 'a length of 0', string(0)],
    ['LB3012', 'a scale over the precision', decimal(2, 3)],
    ['LB3012', 'a precision over 6', array(timestamp({ precision: 7 }))],
    ['LB3012', 'an empty type', raw(' ')],
  ])('in models %s: %s', (code, _what, builder) => {
    expect(() => buildStrictly(builder)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(/^models\/user\.ts: .*\.$/) }),
    )
  })

  it('lets revision files say what a database held', () => {
    expect(build(string(2).default('abc')).column.default).toEqual({ kind: 'literal', value: 'abc' })
    expect(build(integer().collate('NOCASE')).column.collation).toBe('NOCASE')
    expect(build(integer().index('i'.repeat(80))).indexes[0]?.name).toHaveLength(80)
    expect(() => build(json().default((() => 1) as never))).toThrow(expect.objectContaining({ code: 'LB3010' }))
  })

  it('names the column, the value and the way out', () => {
    expect(() => buildStrictly(status().default('deleted' as never))).toThrow(
      expect.objectContaining({
        message: `models/user.ts: The default 'deleted' of "users.c" does not fit its type enum status.`,
        hints: ["Its values are 'draft', 'active'."],
        details: { namespace: null, table: 'users', column: 'c', file: 'models/user.ts' },
      }),
    )
  })
})
