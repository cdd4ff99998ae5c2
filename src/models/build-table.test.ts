import { describe, expect, it } from 'vitest'
import { defaultNamingConvention } from '../schema/index.ts'
import { buildTable } from './build-table.ts'
import { integer, text, timestamp } from './columns.ts'
import { enumType } from './enum-type.ts'
import { sql } from './sql-expression.ts'
import { type AnyTable, type TableExtras, table } from './table.ts'
import { check, foreignKey, index, primaryKey, unique, uniqueIndex } from './table-extras.ts'

const build = (one: AnyTable, name = 'crews') =>
  buildTable(one, {
    namespace: null,
    table: name,
    namingConvention: defaultNamingConvention,
    strict: true,
    file: 'crew.ts',
  })

const columns = { id: integer(), name: text().notNull(), at: timestamp() }
const membersOf = (extras: TableExtras<typeof columns>) =>
  build(table('crews', columns, extras)).objects.filter(({ kind }) => kind !== 'table' && kind !== 'column')

const users = table('users', { id: integer().primaryKey(), team: integer() })

describe('indexes', () => {
  it('hold columns, orders and expressions', () => {
    expect(membersOf((t) => [index('ix').on(t.id, t.at.desc().nullsLast(), sql`lower(${t.name})`)])).toEqual([
      {
        kind: 'index',
        namespace: null,
        table: 'crews',
        name: 'ix',
        nameSource: 'given',
        unique: false,
        parts: [
          { column: 'id', expression: null, order: 'asc', nulls: null, operatorClass: null, collation: null },
          { column: 'at', expression: null, order: 'desc', nulls: 'last', operatorClass: null, collation: null },
          {
            column: null,
            expression: { sql: 'lower(name)', canonical: null },
            order: 'asc',
            nulls: null,
            operatorClass: null,
            collation: null,
          },
        ],
        where: null,
        method: null,
        include: [],
        nullsNotDistinct: false,
      },
    ])
  })

  it('keep their settings', () => {
    const made = membersOf((t) => [
      uniqueIndex()
        .on(t.name.operatorClass('text_pattern_ops').collate('C').asc().nullsFirst(), 'id')
        .where(sql`${t.at} is null`)
        .using('gin')
        .include(t.at)
        .nullsNotDistinct(),
    ])
    expect(made).toMatchObject([
      {
        name: 'ix_crews_name_id',
        nameSource: 'convention',
        unique: true,
        parts: [
          { column: 'name', operatorClass: 'text_pattern_ops', collation: 'C', order: 'asc', nulls: 'first' },
          { column: 'id' },
        ],
        where: { sql: 'at is null', canonical: null },
        method: 'gin',
        include: ['at'],
        nullsNotDistinct: true,
      },
    ])
  })

  it('on expressions alone get a name from their words', () => {
    expect(membersOf((t) => [index().on(sql`lower(${t.name})`.desc()), index().on(sql`1`)])).toMatchObject([
      { name: 'ix_crews_lower_name', parts: [{ order: 'desc', expression: { sql: 'lower(name)' } }] },
      { name: 'ix_crews_expression' },
    ])
  })

  it('are plain data', () => {
    const members = membersOf((t) => [index().on(sql`lower(${t.name})`.desc(), t.id)])
    expect(JSON.parse(JSON.stringify(members))).toEqual(members)
  })
})

describe('constraints', () => {
  it('are built in a fixed order, whatever the order of the list', () => {
    const members = membersOf((t) => [
      index().on(t.id),
      foreignKey({ columns: [t.id], references: () => users.id }),
      check(sql`${t.id} > 0`),
      unique().on(t.name),
      primaryKey({ columns: [t.id] }),
    ])
    expect(members.map(({ kind }) => kind)).toEqual(['primaryKey', 'unique', 'check', 'foreignKey', 'index'])
  })

  it('of several columns', () => {
    const members = membersOf((t) => [
      primaryKey({ columns: [t.name, t.id], name: 'pk' }),
      unique('uq').on(t.name, t.at).deferrable().nullsNotDistinct().include(t.id),
      unique().on(t.at).deferrable('deferred'),
      foreignKey({
        columns: [t.id, t.at],
        references: () => [users.id, users.team],
        onDelete: 'cascade',
        match: 'full',
      }),
    ])
    expect(members).toMatchObject([
      { kind: 'primaryKey', name: 'pk', columns: ['name', 'id'] },
      { name: 'uq', columns: ['name', 'at'], deferrable: 'immediate', nullsNotDistinct: true, include: ['id'] },
      { name: 'uq_crews_at', columns: ['at'], deferrable: 'deferred' },
      {
        name: 'fk_crews_id_at_users',
        columns: ['id', 'at'],
        references: { namespace: null, table: 'users', columns: ['id', 'team'] },
        onDelete: 'cascade',
        match: 'full',
      },
    ])
  })

  it('take references as columns or texts too', () => {
    const references = [users.id, [users.id], 'users.id', ['users.id'], () => 'users.id', () => [users.id]] as const
    for (const one of references) {
      expect(membersOf((t) => [foreignKey({ columns: [t.id], references: one })])).toMatchObject([
        { references: { table: 'users', columns: ['id'] } },
      ])
    }
  })

  it('make the columns of a primary key refuse NULL', () => {
    const built = build(table('crews', columns, (t) => [primaryKey({ columns: [t.id, t.at] })]))
    expect(
      built.objects.map((object) => 'nullable' in object && [object.name, object.nullable]).filter(Boolean),
    ).toEqual([
      ['id', false],
      ['name', false],
      ['at', false],
    ])
  })

  it('say what they were called', () => {
    const one = table(
      'crews',
      { id: integer().renamedFrom('crew_id'), status: enumType('s', ['a'])() },
      (t) => [
        index('ix').on(t.id).renamedFrom('i'),
        unique('uq').on(t.id).renamedFrom('u'),
        check('ck', sql`id > 0`).renamedFrom('c'),
        primaryKey({ columns: [t.id], name: 'pk' }).renamedFrom('p'),
        foreignKey({ columns: [t.id], references: users.id, name: 'fk' }).renamedFrom('f'),
      ],
      { renamedFrom: 'teams' },
    )
    const built = build(one)
    expect(built.renames.map(({ kind, owner, from, to }) => [kind, owner, from, to])).toEqual([
      ['table', null, 'teams', 'crews'],
      ['column', 'crews', 'crew_id', 'id'],
      ['index', 'crews', 'i', 'ix'],
      ['constraint', 'crews', 'u', 'uq'],
      ['constraint', 'crews', 'c', 'ck'],
      ['constraint', 'crews', 'p', 'pk'],
      ['constraint', 'crews', 'f', 'fk'],
    ])
    expect(built.enumTypes.map(({ name }) => name)).toEqual(['s'])
  })
})

describe('what a table cannot mean', () => {
  it.each<[string, string, () => AnyTable]>([
    ['LB3003', '"nmae"', () => table('crews', columns, (t) => [index().on((t as typeof t & { nmae: never }).nmae)])],
    ['LB3003', '"nmae"', () => table('crews', columns, () => [unique().on('nmae')])],
    ['LB3003', '"nmae"', () => table('crews', columns, () => [primaryKey({ columns: ['nmae'] })])],
    ['LB3003', '"nmae"', () => table('crews', columns, (t) => [index('ix').on(t.id).include('nmae')])],
    [
      'LB3003',
      '"nmae"',
      () => table('crews', columns, () => [foreignKey({ columns: ['nmae'], references: users.id })]),
    ],
    [
      'LB3003',
      '"nmae"',
      () => table('crews', columns, (t) => [check(sql`${(t as typeof t & { nmae: never }).nmae} > 0`)]),
    ],
    ['LB3003', '"users.id" of another table', () => table('crews', columns, () => [index().on(users.id)])],
    ['LB3003', '"users.id"', () => table('crews', columns, () => [index().on(users.id.desc())])],
    ['LB3003', 'has no columns', () => table('crews', columns, () => [index().on()])],
    ['LB3003', 'has no columns', () => table('crews', columns, () => [unique('uq').on()])],
    ['LB3003', '"id" twice', () => table('crews', columns, (t) => [unique().on(t.id, t.id)])],
    [
      'LB3003',
      'has 2 columns and references 1',
      () => table('crews', columns, (t) => [foreignKey({ columns: [t.id, t.at], references: users.id })]),
    ],
    ['LB3007', '"crews" has no columns', () => table('crews', {})],
    ['LB3008', 'on "id" and on "at"', () => table('crews', { id: integer().primaryKey(), at: integer().primaryKey() })],
    [
      'LB3008',
      'on "id" and on "id", "at"',
      () =>
        table('crews', { id: integer().primaryKey(), at: integer() }, (t) => [primaryKey({ columns: [t.id, t.at] })]),
    ],
    ['LB3011', 'The name of a table is empty', () => table('', columns)],
    ['LB3011', '64 bytes', () => table('t'.repeat(64), columns)],
    ['LB3011', 'a column of "crews" is empty', () => table('crews', { '': integer() })],
    ['LB3011', 'the schema of table "crews"', () => table('crews', columns, { schema: '' })],
    ['LB3013', '"crews.id" is not a column', () => table('crews', { id: integer as never })],
    ['LB3013', '"crews.id" is not a column', () => table('crews', { id: 'integer' as never })],
    ['LB3013', 'does not return a list', () => table('crews', columns, (() => index().on('id')) as never)],
    ['LB3013', 'Item 2', () => table('crews', columns, (t) => [index().on(t.id), unique() as never])],
    [
      'LB3015',
      'sql',
      () =>
        table('crews', columns, (t) => [
          index()
            .on(t.id)
            .where('id > 0' as never),
        ]),
    ],
    [
      'LB3002',
      'two tables',
      () => table('crews', columns, (t) => [foreignKey({ columns: [t.id, t.at], references: [users.id, 'teams.id'] })]),
    ],
  ])('%s: %s', (code, said, make) => {
    const message = expect.stringContaining(said)
    expect(() => build(make())).toThrow(expect.objectContaining({ code, message }))
    expect(() => build(make())).toThrow(/^crew\.ts: /)
  })

  it('shows near misses', () => {
    expect(() => build(table('crews', columns, () => [unique().on('nmae')]))).toThrow(
      expect.objectContaining({ hints: ['Did you mean "name"?'] }),
    )
    expect(() => build(table('crews', columns, () => [unique().on('zzz')]))).toThrow(
      expect.objectContaining({ hints: ['Its columns are "id", "name", "at".'] }),
    )
    expect(() => build(table('crews', { status: enumType('status', ['a']) as never }))).toThrow(
      expect.objectContaining({ hints: ['Call the enum type: put `()` behind its name.'] }),
    )
  })

  it('keeps the cause when the list of constraints fails', () => {
    const cause = new TypeError('Cannot read properties of undefined')
    const broken = table('crews', columns, () => {
      throw cause
    })
    expect(() => build(broken)).toThrow(expect.objectContaining({ code: 'LB3014', cause }))
  })
})
