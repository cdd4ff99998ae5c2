import { describe, expect, test } from 'vitest'
import { plainDialect } from '../../test/support/plain-dialect.ts'
import {
  aCheck,
  aColumn,
  aForeignKey,
  aPrimaryKey,
  aTable,
  aUnique,
  anEnum,
  anIndex,
  catalogOf,
  ofEnum,
} from '../../test/support/small-catalogs.ts'
import { type Operation, describeOperation } from '../operations/index.ts'
import type { Catalog, CatalogObject, Column } from '../schema/index.ts'
import { type DifferenceRequest, diffCatalogs } from './index.ts'

function differenceOf(found: Catalog, wanted: Catalog, more: Partial<DifferenceRequest> = {}) {
  return diffCatalogs({ found, wanted, dialect: plainDialect, ...more })
}

function described(found: Catalog, wanted: Catalog, more: Partial<DifferenceRequest> = {}): readonly string[] {
  return differenceOf(found, wanted, more).operations.map(describeOperation)
}

function alterationOf(before: Partial<Column>, after: Partial<Column>): Operation | undefined {
  const found = catalogOf(aTable('users', aColumn('a', 'integer', before)))
  const wanted = catalogOf(aTable('users', aColumn('a', 'integer', after)))
  return differenceOf(found, wanted).operations[0]
}

describe('columns', () => {
  test.each<[string, Partial<Column>, Partial<Column>]>([
    ['type', {}, { type: { kind: 'bigInteger' } }],
    ['nullability', {}, { nullable: false }],
    ['default', {}, { default: { kind: 'literal', value: 1 } }],
    ['no default', { default: { kind: 'literal', value: 1 } }, { default: null }],
    ['comment', {}, { comment: 'The first letter' }],
    ['collation', {}, { collation: 'C' }],
  ])('a change of %s carries only what changed', (_, before, after) => {
    expect(alterationOf(before, after)).toEqual({
      kind: 'alterColumn',
      namespace: null,
      table: 'users',
      column: 'a',
      changes: after,
      using: null,
    })
  })

  test('several changes of one column are one operation', () => {
    expect(alterationOf({}, { nullable: false, comment: 'x' })).toMatchObject({
      changes: { nullable: false, comment: 'x' },
    })
  })

  test('the type stays as the models have it, not as the dialect compares it', () => {
    const json = { kind: 'json' } as const
    const asText: DifferenceRequest['dialect'] = {
      ...plainDialect,
      comparable: (object) =>
        object.kind === 'column' ? { type: object.type.kind === 'json' ? 'text' : 'other' } : {},
    }
    const found = catalogOf(aTable('t', aColumn('a', 'integer')))
    const wanted = catalogOf(aTable('t', aColumn('a', 'json')))
    const dialect = { ...asText, types: { ...plainDialect.types, castSafety: () => 'safe' as const } }
    expect(differenceOf(found, wanted, { dialect }).operations).toMatchObject([{ changes: { type: json } }])
  })

  test('what cannot be converted stops, and is never dropped and added', () => {
    expect(() => alterationOf({ type: { kind: 'json' } }, { type: { kind: 'integer' } })).toThrow(
      expect.objectContaining({
        code: 'LB5010',
        message: "Column 'users.a' cannot be converted from json to integer without being told how.",
      }),
    )
  })

  test('what may be cut is allowed and noted', () => {
    const found = catalogOf(aTable('users', aColumn('a', { kind: 'string', length: 255 })))
    const wanted = catalogOf(aTable('users', aColumn('a', { kind: 'string', length: 50 })))
    expect(differenceOf(found, wanted).notes.losses).toEqual([
      'What of users.a does not fit from string 255 into string 50',
    ])
  })

  test('a required column without a default is added, with a warning', () => {
    const found = catalogOf(aTable('users', aColumn('a')))
    const wanted = catalogOf(aTable('users', aColumn('a'), aColumn('b', 'text', { nullable: false })))
    const { operations, notes } = differenceOf(found, wanted)
    expect(operations.map(describeOperation)).toEqual(['Add column b to users'])
    expect(notes.warnings).toEqual([
      "Adding the required column 'users.b' without a default fails where its table has rows.",
    ])
  })

  test('an attribute that no operation changes is an error, not a silence', () => {
    const dialect: DifferenceRequest['dialect'] = {
      ...plainDialect,
      comparable: (object) => (object.kind === 'column' ? { storage: object.comment } : {}),
    }
    const found = catalogOf(aTable('t', aColumn('a')))
    const wanted = catalogOf(aTable('t', aColumn('a', 'integer', { comment: 'x' })))
    expect(() => differenceOf(found, wanted, { dialect })).toThrow(expect.objectContaining({ code: 'LB5001' }))
  })
})

describe('tables', () => {
  test('foreign keys to other tables are apart, one to the table itself is not', () => {
    const wanted = catalogOf(
      aTable('users', aColumn('id'), aPrimaryKey('id')),
      aTable(
        'posts',
        aColumn('id'),
        aColumn('parent'),
        aColumn('author'),
        aPrimaryKey('id'),
        aForeignKey('fk_parent', 'parent', 'posts.id'),
        aForeignKey('fk_author', 'author', 'users.id'),
      ),
    )
    const { operations } = differenceOf(catalogOf(), wanted)
    expect(operations.map(describeOperation)).toEqual([
      'Create table users',
      'Create table posts',
      'Add foreign key fk_author referencing users to posts',
    ])
    expect(operations[1]).toMatchObject({ definition: { foreignKeys: [{ name: 'fk_parent' }] } })
  })

  test('a comment is set; an option cannot be changed', () => {
    const [table, ...members] = aTable('t', aColumn('a'))
    const changed = (more: object) => catalogOf([{ ...table, ...more } as CatalogObject, ...members])
    expect(described(changed({}), changed({ comment: 'x' }))).toEqual(['Set the comment of table t'])
    const strict = { options: { strict: true, withoutRowid: false, unlogged: false } }
    expect(() => described(changed({}), changed(strict))).toThrow(
      expect.objectContaining({
        code: 'LB5001',
        message: "The change of 'strict' of table 't' cannot be expressed.",
      }),
    )
  })

  test('tables that are excluded are left alone on both sides', () => {
    const found = catalogOf(aTable('old_log', aColumn('a')), aTable('kept', aColumn('a')))
    const wanted = catalogOf(aTable('new_log', aColumn('a')), aTable('kept', aColumn('a')))
    expect(described(found, wanted, { exclude: ['*_log'] })).toEqual([])
    expect(described(found, wanted, { exclude: ['new_log'] })).toEqual(['Drop table old_log'])
  })

  test('namespaces that nobody names are left alone; those that are wanted are created', () => {
    const elsewhere = aTable('t', aColumn('a')).map((object) => ({ ...object, namespace: 'legacy' })) as CatalogObject[]
    const found = catalogOf({ kind: 'namespace', name: 'legacy' }, elsewhere)
    expect(described(found, catalogOf())).toEqual([])
    expect(described(found, catalogOf(), { namespaces: ['legacy'] })).toEqual(['Drop table legacy.t'])
    expect(described(catalogOf(), catalogOf({ kind: 'namespace', name: 'billing' }))).toEqual(['Create schema billing'])
  })

  test('a schema that is not read is named with its number of tables', () => {
    const schema: CatalogObject = {
      kind: 'other',
      objectType: 'schema',
      namespace: null,
      table: null,
      name: 'billing',
      definition: null,
      tables: 3,
    }
    const difference = differenceOf(catalogOf(schema), catalogOf())
    expect(difference.unmodelled).toEqual([
      "Schema 'billing' with 3 tables is not compared, because no model is in it.",
    ])
    expect(described(catalogOf(schema), catalogOf())).toEqual([])
  })

  test('what is not modelled is named and left', () => {
    const trigger: CatalogObject = {
      kind: 'other',
      objectType: 'trigger',
      namespace: null,
      table: 't',
      name: 'touch',
      definition: null,
    }
    const found = catalogOf(aTable('t', aColumn('a')), trigger)
    expect(differenceOf(found, catalogOf(aTable('t', aColumn('a')))).unmodelled).toEqual([
      "Trigger 't.touch' is not compared: limbeck leaves it as it is.",
    ])
    expect(differenceOf(found, catalogOf()).notes.warnings).toEqual([
      "Dropping table 't' drops its trigger 'touch' with it, which the downgrade does not bring back.",
    ])
  })
})

describe('names of constraints and indexes', () => {
  const table = (index: Parameters<typeof anIndex>) =>
    catalogOf(aTable('t', aColumn('a'), aColumn('b'), anIndex(...index)))

  test('the same definition under two given names is a rename', () => {
    expect(described(table(['ix_old', 'a']), table(['ix_new', 'a']))).toEqual(['Rename index ix_old to ix_new'])
  })

  test.each(['found', 'wanted'] as const)('a name by convention in %s is no difference', (side) => {
    const convention = { nameSource: 'convention' } as const
    const found = table(['ix_old', 'a', side === 'found' ? convention : {}])
    const wanted = table(['ix_new', 'a', side === 'wanted' ? convention : {}])
    expect(described(found, wanted)).toEqual([])
  })

  test('an adopted database with other names all over is no difference', () => {
    const convention = { nameSource: 'convention' } as const
    const users = (names: readonly string[], more: object) =>
      catalogOf(
        aTable(
          'users',
          aColumn('id'),
          aColumn('email', 'text'),
          aColumn('boss'),
          aPrimaryKey('id', { name: names[0] ?? '', ...more }),
          aUnique(names[1] ?? '', 'email', more),
          aForeignKey(names[2] ?? '', 'boss', 'users.id', more),
          aCheck(names[3] ?? '', 'length(email) > 0', more),
          anIndex(names[4] ?? '', 'boss', more),
        ),
      )
    const found = users(['users_pkey', 'users_email_key', 'users_boss_fkey', 'users_email_check', 'users_boss_idx'], {})
    const wanted = users(
      ['pk_users', 'uq_users_email', 'fk_users_boss_users', 'ck_users_1f', 'ix_users_boss'],
      convention,
    )
    expect(described(found, wanted)).toEqual([])
  })

  test('a primary key is the primary key whatever it is called', () => {
    const found = catalogOf(aTable('t', aColumn('a'), aColumn('b'), aPrimaryKey('a', { name: 't_pkey' })))
    const wanted = catalogOf(
      aTable('t', aColumn('a'), aColumn('b'), aPrimaryKey(['a', 'b'], { nameSource: 'convention' })),
    )
    expect(described(found, wanted)).toEqual(['Drop primary key t_pkey of t', 'Add primary key pk_t to t'])
  })

  test('another definition under the same name is dropped and created', () => {
    expect(described(table(['ix', 'a']), table(['ix', 'b']))).toEqual(['Drop index ix of t', 'Create index ix on t'])
  })

  test('of two indexes with one definition one is dropped', () => {
    const found = catalogOf(aTable('t', aColumn('a'), anIndex('x', 'a'), anIndex('y', 'a')))
    expect(described(found, catalogOf(aTable('t', aColumn('a'), anIndex('x', 'a'))))).toEqual(['Drop index y of t'])
  })
})

describe('foreign keys that have to step aside', () => {
  const schema = (type: 'integer' | 'bigInteger' | 'text', key: 'primaryKey' | 'unique' = 'primaryKey') =>
    catalogOf(
      aTable('users', aColumn('id', type), key === 'primaryKey' ? aPrimaryKey('id') : aUnique('uq_id', 'id')),
      aTable('posts', aColumn('author', type), aForeignKey('fk', 'author', 'users.id')),
    )

  test('for another family of types, not within one', () => {
    expect(described(schema('integer'), schema('bigInteger'))).toHaveLength(2)
    expect(described(schema('integer'), schema('text'))).toEqual([
      'Change type of column id of users',
      'Change type of column author of posts',
      'Drop foreign key fk of posts',
      'Add foreign key fk referencing users to posts',
    ])
  })

  test('for another key to stand on', () => {
    expect(described(schema('integer'), schema('integer', 'unique'))).toEqual([
      'Add unique constraint uq_id to users',
      'Drop primary key pk_users of users',
      'Drop foreign key fk of posts',
      'Add foreign key fk referencing users to posts',
    ])
  })
})

describe('enum types', () => {
  const table = (...values: string[]) => {
    const status = anEnum('status', ...values)
    return catalogOf(status, aTable('t', aColumn('s', ofEnum(status))))
  }
  const valuesOf = (found: Catalog, wanted: Catalog) =>
    differenceOf(found, wanted, { decisions: { 'rename-enum-value:status.x': null } }).operations

  test.each([
    [['a', 'b', 'x'], [{ value: 'x', after: null, before: null }]],
    [['x', 'a', 'b'], [{ value: 'x', after: null, before: 'a' }]],
    [['a', 'x', 'b'], [{ value: 'x', after: 'a', before: null }]],
    [
      ['a', 'x', 'y', 'b'],
      [
        { value: 'x', after: 'a', before: null },
        { value: 'y', after: 'x', before: null },
      ],
    ],
  ])('a, b becomes %j', (values, expected) => {
    const operations = valuesOf(table('a', 'b'), table(...values))
    expect(operations).toMatchObject(expected)
    expect(operations).toHaveLength(expected.length)
  })

  test('values are dropped, and put into order only where they are not', () => {
    expect(valuesOf(table('a', 'b', 'c'), table('a', 'c')).map(describeOperation)).toEqual([
      'Drop value b of enum type status',
    ])
    expect(valuesOf(table('a', 'b'), table('b', 'a')).map(describeOperation)).toEqual([
      'Reorder the values of enum type status',
    ])
  })

  test('a type is made anew where the same plan uses an added value', () => {
    const before = anEnum('status', 'a')
    const after = anEnum('status', 'a', 'x')
    const found = catalogOf(before, aTable('t', aColumn('s', ofEnum(before))))
    const withDefault = { default: { kind: 'literal', value: 'x' } } as const
    const wanted = catalogOf(after, aTable('t', aColumn('s', ofEnum(after), withDefault)))
    expect(valuesOf(found, wanted).map(describeOperation)).toEqual([
      'Add value x to enum type status',
      'Change default of column s of t',
      'Reorder the values of enum type status',
    ])
    const checked = catalogOf(after, aTable('t', aColumn('s', ofEnum(after)), aCheck('ck', "s <> 'x'")))
    expect(valuesOf(found, checked).map(describeOperation)).toContain('Reorder the values of enum type status')
  })
})
