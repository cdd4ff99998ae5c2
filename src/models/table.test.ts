import { describe, expect, it, vi } from 'vitest'
import { defaultNamingConvention } from '../schema/index.ts'
import { tableBrand, tableColumnBrand } from './brands.ts'
import { integer, string, text } from './columns.ts'
import { enumType, isEnumType } from './enum-type.ts'
import { modelsToCatalog } from './models-to-catalog.ts'
import { schema } from './schema-model.ts'
import { isTable, table } from './table.ts'

describe('table', () => {
  it('has its columns, and only them, as properties', () => {
    const users = table('users', { id: integer(), name: text() }, { comment: 'People' })
    expect(Object.keys(users)).toEqual(['id', 'name'])
    expect(users.id[tableColumnBrand]).toEqual({ table: { namespace: null, name: 'users' }, name: 'id' })
    expect(users[tableBrand]).toMatchObject({ namespace: null, name: 'users', comment: 'People' })
  })

  it('may have columns of any name', () => {
    const names = ['name', 'columns', 'constructor', 'toString', 'then', 'length', 'on', 'desc', 'Unit Price', '']
    const odd = table('odd', Object.fromEntries(names.map((name) => [name, integer()])))
    expect(Object.keys(odd)).toEqual(names)
    expect(Reflect.get(odd, 'constructor')).toMatchObject({ [tableColumnBrand]: { name: 'constructor' } })
    expect(isTable(odd)).toBe(true)
  })

  it('takes options in place of the list of constraints or behind it', () => {
    const options = { schema: 'hr', strict: true, withoutRowid: true, unlogged: true, renamedFrom: 'people' } as const
    for (const one of [table('a', { id: integer() }, options), table('a', { id: integer() }, () => [], options)]) {
      expect(one[tableBrand]).toMatchObject({
        namespace: 'hr',
        renamedFrom: 'people',
        options: { strict: true, withoutRowid: true, unlogged: true },
      })
    }
  })

  it('does not call functions before the models are read', () => {
    const called: string[] = []
    table('a', { id: integer().references(() => called.push('references')) }, () => {
      called.push('constraints')
      return []
    })
    expect(called).toEqual([])
  })
})

describe('enumType', () => {
  it('holds its name and values', () => {
    const status = enumType('status', ['draft', 'active'])
    expect([status.name, status.values, isEnumType(status)]).toEqual(['status', ['draft', 'active'], true])
  })
})

describe('schema', () => {
  it('puts tables and enum types into it', () => {
    const billing = schema('billing')
    const plan = billing.enumType('plan', ['free'], { comment: 'What is paid' })
    const a = billing.table('a', { plan: plan() }, () => [], { comment: 'x' })
    const b = billing.table('b', { id: integer() }, { comment: 'y' })
    expect([a, b].map((one) => [one[tableBrand].namespace, one[tableBrand].comment])).toEqual([
      ['billing', 'x'],
      ['billing', 'y'],
    ])
    const { catalog } = modelsToCatalog([{ file: 'a.ts', exports: { a, b } }], {
      namingConvention: defaultNamingConvention,
    })
    expect(catalog.has({ kind: 'namespace', name: 'billing' })).toBe(true)
    expect(catalog.get({ kind: 'enumType', namespace: 'billing', name: 'plan' })?.comment).toBe('What is paid')
  })
})

describe('two copies of the package', () => {
  it('understand each other', async () => {
    vi.resetModules()
    const copy = await import('./index.ts')
    expect(copy.table).not.toBe(table)
    const other = copy.table(
      'teams',
      { id: copy.integer().primaryKey(), kind: copy.enumType('kind', ['a'])() },
      (t) => [copy.index().on(t.kind.desc()), copy.check('ck', copy.sql`${t.id} > 0`)],
    )
    const mine = table('users', { name: string(5), team_id: integer().references(() => other.id) })
    const { catalog } = modelsToCatalog([{ file: 'a.ts', exports: { other, mine } }], {
      namingConvention: defaultNamingConvention,
    })
    expect([...catalog.objects()].map(({ kind }) => kind)).toEqual([
      'enumType',
      'table',
      'column',
      'column',
      'primaryKey',
      'check',
      'index',
      'table',
      'column',
      'column',
      'foreignKey',
    ])
  })
})
