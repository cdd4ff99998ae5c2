import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { integer, string } from './columns.ts'
import { isSqlExpression, spellName, sql, toExpression } from './sql-expression.ts'
import { table } from './table.ts'

describe('sql', () => {
  const orders = table('orders', { id: integer(), 'Unit Price': integer(), order: string() }, { schema: 'shop' })

  it('spells columns and tables as names, quoted only where they must be', () => {
    expect(sql`${orders.id} > 0 and ${orders['Unit Price']} > 0 and ${orders.order} <> ''`.sql).toBe(
      `id > 0 and "Unit Price" > 0 and "order" <> ''`,
    )
    expect(sql`select * from ${orders}`.sql).toBe('select * from shop.orders')
  })

  it('spells values as literals and arrays as lists', () => {
    expect(sql`a = ${"it's"} and b in (${[1, 2n, -0.5]}) and c is ${true} or d is ${null}`.sql).toBe(
      `a = 'it''s' and b in (1, 2, -0.5) and c is true or d is NULL`,
    )
    expect(sql`a > ${new Date(0)}`.sql).toBe(`a > '1970-01-01T00:00:00.000Z'`)
  })

  it('puts nested and raw SQL in as it is', () => {
    expect(sql`${sql`a > ${1}`} or ${sql.raw("b = 'x'")}`.sql).toBe(`a > 1 or b = 'x'`)
  })

  it('is an expression of the catalog, trimmed', () => {
    const value = sql`  a > 0
    `
    expect(isSqlExpression(value)).toBe(true)
    expect(toExpression(value)).toEqual({ sql: 'a > 0', canonical: null })
    expect(JSON.parse(JSON.stringify(value))).toEqual({ sql: value.sql, canonical: null })
  })

  it.each([
    ['undefined', undefined, 'undefined'],
    ['an object', { a: 1 }, '{ a: 1 }'],
    ['an empty list', [], '[]'],
    ['an invalid date', new Date(Number.NaN), 'Invalid Date'],
    ['NaN', Number.NaN, 'NaN'],
    ['a NUL character', 'a\0b', 'NUL'],
  ])('refuses %s', (_what, value, said) => {
    expect(() => sql`a = ${value as string}`).toThrow(
      expect.objectContaining({ code: 'LB3015', message: expect.stringContaining(said) }),
    )
  })

  it('refuses a backslash that JavaScript would take away', () => {
    // oxlint-disable-next-line no-useless-escape -- the mistake under test
    expect(() => sql`a ~ '^\d+$'`).toThrow(
      expect.objectContaining({ code: 'LB3015', message: expect.stringContaining('\\d') }),
    )
    expect(sql`a ~ '^\\d+$'`.sql).toBe(String.raw`a ~ '^\d+$'`)
    expect(sql`\`a\` like 'x\n'`.sql).toBe("`a` like 'x\n'")
  })

  it('spells any string so that a database reads it back', () => {
    const database = new DatabaseSync(':memory:')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\0'))
        expect(database.prepare(sql`select ${text} as value`.sql).get()?.['value']).toBe(text)
      }),
    )
    database.close()
  })
})

describe('spellName', () => {
  it('quotes what is not a plain lower-case word', () => {
    expect(['users', 'a_1', 'Users', '1a', 'a b', 'a"b', '', 'größe', 'user'].map(spellName)).toEqual([
      'users',
      'a_1',
      '"Users"',
      '"1a"',
      '"a b"',
      '"a""b"',
      '""',
      '"größe"',
      '"user"',
    ])
  })

  /** All keywords of SQLite, reserved or not. */
  const keywords =
    `abort action add after all alter always analyze and as asc attach autoincrement before begin between by
    cascade case cast check collate column commit conflict constraint create cross current current_date current_time
    current_timestamp database default deferrable deferred delete desc detach distinct do drop each else end escape except
    exclude exclusive exists explain fail filter first following for foreign from full generated glob group groups having
    if ignore immediate in index indexed initially inner insert instead intersect into is isnull join key last left like
    limit match materialized natural no not nothing notnull null nulls of offset on or order others outer over partition
    plan pragma preceding primary query raise range recursive references regexp reindex release rename replace restrict
    returning right rollback row rows savepoint select set table temp temporary then ties to transaction trigger unbounded
    union unique update using vacuum values view virtual when where window with without`.split(/\s+/)

  it.each(keywords)('spells a column called %s so that SQLite takes it in an expression', (keyword) => {
    const database = new DatabaseSync(':memory:')
    const name = spellName(keyword)
    database.exec(`create table t ("${keyword}" integer check (${name} > 0 and -${name} < 0))`)
    database.exec(`insert into t values (1)`)
    expect(() => database.exec(`insert into t values (-1)`)).toThrow('CHECK')
    database.close()
  })
})
