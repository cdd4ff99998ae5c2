import { describe, expect, it } from 'vitest'
import { defaultNamingConvention, keyOf } from '../schema/index.ts'
import { bigInteger, integer, raw, string, text, uuid } from './columns.ts'
import { enumType } from './enum-type.ts'
import { modelsToCatalog } from './models-to-catalog.ts'
import { sql } from './sql-expression.ts'
import { type AnyTable, table } from './table.ts'
import { foreignKey, index, unique, uniqueIndex } from './table-extras.ts'

type Exports = Record<string, unknown>

function read(exports: Exports, ...more: readonly (readonly [string, Exports])[]) {
  const files = [['models/a.ts', exports] as const, ...more].map(([file, one]) => ({ file, exports: one }))
  return modelsToCatalog(files, { namingConvention: defaultNamingConvention })
}

const tablesOf = (exports: Exports, ...more: readonly (readonly [string, Exports])[]) =>
  [...read(exports, ...more).catalog.tables()].map(({ name }) => name)

const users = table('users', { id: integer().primaryKey(), email: string(255).unique(), org: integer() })

describe('collecting', () => {
  const teams = table('teams', { id: integer() })

  it('finds tables as they are and one level deep, and leaves everything else', () => {
    class Repository {
      readonly hidden = table('hidden', { id: integer() })
    }
    const exports = { users, five: 5, nothing: null, run: () => 1, repository: new Repository(), list: [teams] }
    expect(tablesOf(exports)).toEqual(['users', 'teams'])
    expect(tablesOf({ default: { users, teams } })).toEqual(['users', 'teams'])
    expect(tablesOf({ deep: { deeper: { users } } })).toEqual([])
  })

  it('takes a table that is exported twice once, with the place where it was first found', () => {
    const { origins } = read({ users }, ['models/index.ts', { users, all: [users, teams] }])
    expect([...origins]).toEqual([
      ['table:.users', { file: 'models/a.ts', export: 'users' }],
      ['table:.teams', { file: 'models/index.ts', export: 'all.1' }],
    ])
  })

  it('takes enum types from exports and from columns', () => {
    const role = enumType('role', ['admin', 'member'], { comment: 'Who may what' })
    const hidden = enumType('hidden', ['a'])
    const { catalog, origins } = read({ role, people: table('people', { role: role(), hidden: hidden() }) })
    expect(catalog.get({ kind: 'enumType', namespace: null, name: 'role' })).toEqual({
      kind: 'enumType',
      namespace: null,
      name: 'role',
      values: ['admin', 'member'],
      comment: 'Who may what',
    })
    expect(origins.get(keyOf({ kind: 'enumType', namespace: null, name: 'hidden' }))).toEqual({
      file: 'models/a.ts',
      export: 'people',
    })
  })

  it('takes two enum types that say the same as one', () => {
    const one = () => enumType('role', ['admin'])
    expect(read({ a: one(), b: one() }).catalog.has({ kind: 'enumType', namespace: null, name: 'role' })).toBe(true)
  })

  it('lists renames of enum types and values', () => {
    const role = enumType('role', ['owner', 'member'], { renamedFrom: 'user_role', renamedValues: { owner: 'admin' } })
    expect(read({ role }).renames).toEqual([
      { kind: 'enumType', namespace: null, owner: null, from: 'user_role', to: 'role' },
      { kind: 'enumValue', namespace: null, owner: 'role', from: 'admin', to: 'owner' },
    ])
  })

  it('of nothing is an empty catalog', () => {
    expect([...read({}).catalog.objects()]).toEqual([])
  })
})

describe('the catalog', () => {
  it('holds namespaces first, then enum types, then tables with their members', () => {
    const kind = enumType('kind', ['a'], { schema: 'b' })
    const one = table('one', { id: integer().primaryKey(), kind: kind() }, { schema: 'a' })
    const objects = [...read({ one }).catalog.objects()].map((object) => [object.kind, object.name])
    expect(objects).toEqual([
      ['namespace', 'b'],
      ['namespace', 'a'],
      ['enumType', 'kind'],
      ['table', 'one'],
      ['column', 'id'],
      ['column', 'kind'],
      ['primaryKey', 'pk_one'],
    ])
  })

  it('takes the naming convention of the configuration, cut to 63 bytes', () => {
    const one = table('one', { id: integer().primaryKey(), [`c${'x'.repeat(60)}`]: integer().index() })
    const namingConvention = { ...defaultNamingConvention, pk: '%(table_name)s_pkey' }
    const { catalog } = modelsToCatalog([{ file: 'a.ts', exports: { one } }], { namingConvention })
    const definition = catalog.definitionOf({ namespace: null, name: 'one' })
    expect(definition?.primaryKey?.name).toBe('one_pkey')
    expect(definition?.indexes[0]?.name).toMatch(/^ix_one_cx+_[0-9a-f]{8}$/)
    expect(definition?.indexes[0]?.name).toHaveLength(63)
  })

  it('may hold tables that point at each other and at themselves', () => {
    const nodes: AnyTable = table('nodes', {
      id: integer().primaryKey(),
      parent: integer().references('nodes.id'),
      tree: integer().references(() => trees.id),
    })
    const trees = table('trees', { id: integer().primaryKey(), root: integer().references('nodes.id') })
    const { catalog } = read({ nodes, trees })
    expect(catalog.referencesTo({ namespace: null, name: 'nodes' })).toHaveLength(2)
    expect(catalog.referencesTo({ namespace: null, name: 'trees' })).toHaveLength(1)
  })
})

describe('two of one name', () => {
  it.each<[string, readonly string[], Exports, Exports?]>([
    [
      'tables',
      ['"users"', '`users` in models/a.ts', '`people` in models/b.ts'],
      { users },
      { people: table('users', { id: integer() }) },
    ],
    [
      'enum types',
      ['"e"', '`e` in models/a.ts', '`f` in models/b.ts'],
      { e: enumType('e', ['a']) },
      { f: enumType('e', ['b']) },
    ],
    ['a table and an enum type', ['The enum type "users"'], { users, e: enumType('users', ['a']) }],
    ['a table and an index', ['an index of table "one"'], { one: table('one', { id: integer().index('one') }) }],
    [
      'indexes of two tables',
      ['"ix"', 'table "one"', 'table "two"'],
      { one: table('one', { id: integer().index('ix') }), two: table('two', { id: integer().index('ix') }) },
    ],
    ['an index and a unique constraint', ['"x"'], { one: table('one', { id: integer().index('x').unique('x') }) }],
    [
      'constraints of one table',
      ['"x"'],
      {
        one: table('one', {
          id: integer()
            .check('x', sql`id > 0`)
            .unique('x'),
        }),
      },
    ],
    [
      'unnamed constraints',
      ['"uq_one_id"'],
      { one: table('one', { id: integer().unique() }, (t) => [unique().on(t.id)]) },
    ],
  ])('%s', (_what, said, exports, other = {}) => {
    for (const text of said) {
      expect(() => read(exports, ['models/b.ts', other])).toThrow(
        expect.objectContaining({ code: 'LB3001', message: expect.stringContaining(text) }),
      )
    }
  })

  it('is allowed where databases allow it', () => {
    const exports = {
      one: table('one', {
        id: integer()
          .check('ck', sql`id > 0`)
          .index('ix'),
      }),
      two: table('two', { id: integer().check('ck', sql`id > 0`) }),
      three: table('one', { id: integer().index('ix') }, { schema: 'other' }),
    }
    expect(tablesOf(exports)).toEqual(['one', 'two', 'one'])
  })
})

describe('foreign keys', () => {
  const pointing = (column: unknown) => table('one', { ref: column as never })

  it.each<[string, string, unknown, readonly string[], Exports]>([
    [
      'a table that no file exports',
      'LB3002',
      'models/a.ts: "one.ref" references the table "users", which no model file exports.',
      ['Export the table "users" from a file that `models` in the configuration covers.'],
      { one: pointing(integer().references(() => users.id)) },
    ],
    [
      'a misspelt table',
      'LB3002',
      'models/a.ts: "one.ref" references the table "user", which no model file exports.',
      ['Did you mean "users"?', 'Export the table "user" from a file that `models` in the configuration covers.'],
      { users, one: pointing(integer().references('user.id')) },
    ],
    [
      'a table of another schema',
      'LB3002',
      'models/a.ts: "one.ref" references the table "logs", which no model file exports.',
      ['Did you mean "audit.logs"?', 'Export the table "logs" from a file that `models` in the configuration covers.'],
      {
        logs: table('logs', { id: integer().primaryKey() }, { schema: 'audit' }),
        one: pointing(integer().references('logs.id')),
      },
    ],
    [
      'a misspelt column in text',
      'LB3002',
      'models/a.ts: "one.ref" references the column "users.emial", which does not exist.',
      ['Did you mean "users.email"?'],
      { users, one: pointing(string(255).references('users.emial')) },
    ],
    [
      'a misspelt column in a function',
      'LB3002',
      expect.stringMatching(/^models\/a\.ts: "one\.ref" references nothing: `.*emial` gives no column\.$/),
      [
        'Did you mean "users.email"?',
        "Give a column of a table, `() => users.id`, or its name, `'users.id'` or `'schema.users.id'`.",
      ],
      // @ts-expect-error the mistake under test
      { users, one: pointing(string(255).references(() => users.emial)) },
    ],
    [
      'another type',
      'LB3004',
      'models/a.ts: "one.ref" of type uuid references "users.id" of type integer.',
      ['Give both the same type, integer.'],
      { users, one: pointing(uuid().references(() => users.id)) },
    ],
    [
      'a column that is not unique',
      'LB3005',
      'models/a.ts: "one.ref" references "users.org", which is neither the primary key nor unique.',
      ['Add `.unique()` to "users.org", or reference the primary key.'],
      { users, one: pointing(integer().references(() => users.org)) },
    ],
    [
      'columns that are not unique together',
      'LB3005',
      'models/a.ts: "one.a", "b" references "users.id", "users.org", which together are neither the primary key nor unique.',
      ['Add `unique().on(t.id, t.org)` to the table "users".'],
      {
        users,
        one: table('one', { a: integer(), b: integer() }, (t) => [
          foreignKey({ columns: [t.a, t.b], references: () => [users.id, users.org] }),
        ]),
      },
    ],
  ])('to %s', (_what, code, message, hints, exports) => {
    expect(() => read(exports)).toThrow(expect.objectContaining({ code, message, hints }))
  })

  it('may have a type that compares with the referenced one', () => {
    const keys = table('keys', { a: bigInteger().unique(), b: text().unique(), c: raw('citext').unique() })
    const one = table('one', {
      a: integer().references(() => keys.a),
      b: string(20).references(() => keys.b),
      c: text().references(() => keys.c),
    })
    expect(tablesOf({ keys, one })).toEqual(['keys', 'one'])
  })

  it('may point at a unique constraint in any order, and at a unique index, but not at a partial one', () => {
    const keys = table('keys', { a: integer(), b: integer(), c: integer(), d: integer() }, (t) => [
      unique().on(t.b, t.a),
      uniqueIndex().on(t.c),
      uniqueIndex()
        .on(t.d)
        .where(sql`d > 0`),
      index('ix_keys_d_desc').on(t.d.desc()),
    ])
    const one = table('one', { a: integer(), b: integer(), c: integer().references(() => keys.c) }, (t) => [
      foreignKey({ columns: [t.a, t.b], references: () => [keys.a, keys.b] }),
    ])
    expect(tablesOf({ keys, one })).toEqual(['keys', 'one'])
    expect(() => read({ keys, two: pointing(integer().references(() => keys.d)) })).toThrow(
      expect.objectContaining({ code: 'LB3005' }),
    )
  })
})

describe('enum types', () => {
  it.each<[string, string, () => unknown]>([
    ['LB3006', 'has no values', () => enumType('e', [])],
    ['LB3006', "has the value 'a' twice", () => enumType('e', ['a', 'b', 'a'])],
    ['LB3006', "renames 'x' to 'c'", () => enumType<string>('e', ['a'], { renamedValues: { c: 'x' } })],
    ['LB3006', 'still has both', () => enumType('e', ['a', 'b'], { renamedValues: { a: 'b' } })],
    ['LB3011', 'is empty', () => enumType('', ['a'])],
    ['LB3011', 'a value of the enum type "e" is empty', () => enumType('e', [''])],
    ['LB3011', '64 bytes', () => enumType('e', ['a'.repeat(64)])],
  ])('%s: %s', (code, said, make) => {
    const message = expect.stringMatching(new RegExp(`^models/a\\.ts: .*${said}`))
    expect(() => read({ e: make() })).toThrow(expect.objectContaining({ code, message }))
  })
})
