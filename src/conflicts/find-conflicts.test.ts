import { expect, test } from 'vitest'
import { operationsOf } from '../../test/support/operations-of.ts'
import { type Operation, type Operations, applyOperations } from '../operations/index.ts'
import { integer, string, text, sql } from '../public/index.ts'
import { type Catalog, createCatalog, keyOf } from '../schema/index.ts'
import { type ConflictReport, type Side, conflictParagraphs, findConflicts, unknownLines } from './index.ts'

async function baseCatalog(): Promise<Catalog> {
  const operations = await operationsOf(async (op) => {
    await op.createEnum('mood', ['calm', 'wild'])
    await op.createTable('users', (t) => {
      t.column('id', integer().notNull())
      t.column('name', string(100))
      t.column('age', integer())
      t.primaryKey('pk_users', ['id'])
      t.index('ix_users_name', ['name'])
    })
    await op.createTable('posts', (t) => {
      t.column('id', integer().notNull())
      t.column('user_id', integer())
      t.primaryKey('pk_posts', ['id'])
      t.foreignKey('fk_posts_user_id', ['user_id'], 'users', ['id'])
    })
  })
  return applyOperations(createCatalog([]), operations)
}

function side(head: string, operations: readonly Operation[], more: Partial<Side['revisions'][number]> = {}): Side {
  return {
    head,
    revisions: [{ id: head, file: `/p/migrations/${head}.ts`, operations, opaque: false, failure: null, ...more }],
  }
}

type Body = (op: Operations) => unknown

async function between(one: Body, other: Body): Promise<ConflictReport> {
  return findConflicts(
    await baseCatalog(),
    side('one', await operationsOf(one)),
    side('other', await operationsOf(other)),
  )
}

const told = ({ conflicts }: ConflictReport) =>
  conflicts.map(({ kind, object }) => `${kind} ${object === null ? '' : keyOf(object)}`)

const addEmail: Body = (op) => op.addColumn('users', 'email', string(200))

test.each<readonly [string, Body, Body]>([
  ['two added columns', addEmail, (op) => op.addColumn('users', 'phone', string(20))],
  ['two indexes', (op) => op.createIndex('ix_a', 'users', ['age']), (op) => op.createIndex('ix_b', 'users', ['age'])],
  [
    'two unique constraints over one column',
    (op) => op.createUniqueConstraint('uq_a', 'users', ['age']),
    (op) => op.createUniqueConstraint('uq_b', 'users', ['age', 'name']),
  ],
  ['an index and a column', (op) => op.createIndex('ix_a', 'users', ['age']), addEmail],
  ['two tables', (op) => op.createTable('a', (t) => t.column('x', text())), (op) => op.dropTable('posts')],
  [
    'changes of two columns',
    (op) => op.dropColumn('users', 'age'),
    (op) => op.alterColumn('users', 'name', { type: text() }),
  ],
  [
    'an attribute and the comment of a column',
    (op) => op.alterColumn('users', 'age', { nullable: false }),
    (op) => op.alterColumn('users', 'age', { comment: 'Years' }),
  ],
  [
    'the same change of a column',
    (op) => op.alterColumn('users', 'age', { nullable: false }),
    (op) => op.alterColumn('users', 'age', { nullable: false }),
  ],
  [
    'what is gone again',
    async (op) => {
      await op.createTable('tmp', (t) => t.column('x', text()))
      await op.dropTable('tmp')
    },
    async (op) => {
      await op.createTable('tmp', (t) => t.column('x', text()))
      await op.dropTable('tmp')
    },
  ],
  ['a column and the rename of another', addEmail, (op) => op.renameColumn('users', 'name', 'full_name')],
  [
    'two foreign keys to one table',
    (op) =>
      op.createTable('a', (t) => {
        t.column('u', integer())
        t.foreignKey('fk_a', ['u'], 'users', ['id'])
      }),
    (op) =>
      op.createTable('b', (t) => {
        t.column('u', integer())
        t.foreignKey('fk_b', ['u'], 'users', ['id'])
      }),
  ],
])('no conflict: %s', async (_name, one, other) => {
  expect(await between(one, other)).toEqual({ conflicts: [], unknowns: [] })
})

test.each<readonly [string, Body, Body, readonly string[]]>([
  [
    'a column created twice',
    addEmail,
    (op) => op.addColumn('users', 'email', text()),
    ['createdTwice column:.users.email'],
  ],
  [
    'a table created twice is told once',
    (op) =>
      op.createTable('a', (t) => {
        t.column('x', text())
        t.index('ix_a', ['x'])
      }),
    (op) =>
      op.createTable('a', (t) => {
        t.column('x', text())
        t.index('ix_a', ['x'])
      }),
    ['createdTwice table:.a'],
  ],
  [
    'one index name on two tables',
    (op) => op.createIndex('ix_new', 'users', ['age']),
    (op) => op.createIndex('ix_new', 'posts', ['user_id']),
    ['createdTwice index:.users.ix_new'],
  ],
  [
    'one constraint name for two kinds',
    (op) => op.createUniqueConstraint('c', 'users', ['age']),
    (op) => op.createCheckConstraint('c', 'users', sql`age > 0`),
    ['createdTwice unique:.users.c'],
  ],
  [
    'a table in two shapes',
    (op) => op.createTable('a', (t) => t.column('x', text())),
    (op) => op.createTable('a', (t) => t.column('x', integer())),
    ['createdTwice table:.a'],
  ],
  [
    'a column changed twice',
    (op) => op.alterColumn('users', 'name', { type: text() }),
    (op) => op.alterColumn('users', 'name', { nullable: false }),
    ['changedTwice column:.users.name'],
  ],
  [
    'a column renamed twice',
    (op) => op.renameColumn('users', 'name', 'a'),
    (op) => op.renameColumn('users', 'name', 'b'),
    ['changedTwice column:.users.name'],
  ],
  [
    'a table dropped twice',
    (op) => op.dropTable('posts'),
    (op) => op.dropTable('posts'),
    ['droppedTwice table:.posts'],
  ],
  [
    'a dropped table with a new column',
    (op) => op.dropTable('posts'),
    (op) => op.addColumn('posts', 'title', text()),
    ['droppedAndUsed table:.posts'],
  ],
  [
    'a renamed table with a new column',
    (op) => op.renameTable('users', 'people'),
    addEmail,
    ['droppedAndUsed table:.users'],
  ],
  [
    'a dropped column with a new index',
    (op) => op.dropColumn('users', 'age'),
    (op) => op.createIndex('ix_a', 'users', ['age']),
    ['droppedAndUsed column:.users.age'],
  ],
  [
    'a renamed column in a new check',
    (op) => op.renameColumn('users', 'age', 'years'),
    (op) => op.createCheckConstraint('ck', 'users', sql`age > 0`),
    ['droppedAndUsed column:.users.age'],
  ],
  [
    'a renamed table under a new foreign key',
    (op) => op.renameTable('users', 'people'),
    (op) =>
      op.createTable('a', (t) => {
        t.column('u', integer())
        t.foreignKey('fk_a', ['u'], 'users', ['id'])
      }),
    ['droppedAndUsed table:.users'],
  ],
  [
    'rows into a dropped column',
    (op) => op.dropColumn('users', 'age'),
    (op) => op.bulkInsert('users', [{ id: 1, age: 3 }]),
    ['droppedAndUsed column:.users.age'],
  ],
  [
    'another type under a new foreign key',
    (op) => op.alterColumn('users', 'id', { type: text() }),
    (op) =>
      op.createTable('a', (t) => {
        t.column('u', integer())
        t.foreignKey('fk_a', ['u'], 'users', ['id'])
      }),
    ['orderMatters column:.users.id'],
  ],
  [
    'two values at the end of an enum',
    (op) => op.addEnumValue('mood', 'x'),
    (op) => op.addEnumValue('mood', 'y'),
    ['changedTwice enumType:.mood'],
  ],
  [
    'a name that is given up and taken',
    (op) => op.dropIndex('ix_users_name', 'users'),
    (op) => op.createIndex('ix_users_name', 'posts', ['user_id']),
    ['orderMatters index:.users.ix_users_name'],
  ],
  [
    'something made for a while in the way of something that stays',
    async (op) => {
      await op.createTable('tmp', (t) => t.column('x', text()))
      await op.dropTable('tmp')
    },
    (op) => op.createTable('tmp', (t) => t.column('y', text())),
    ['orderMatters table:.tmp'],
  ],
])('conflict: %s', async (_name, one, other, expected) => {
  expect(told(await between(one, other))).toEqual(expected)
  expect((await between(other, one)).conflicts).toHaveLength(expected.length)
})

test('a conflict says in words what both sides do, with their files', async () => {
  const { conflicts } = await between(addEmail, (op) => op.addColumn('users', 'email', text()))
  expect(conflictParagraphs(conflicts, '/p')).toEqual([
    [
      "CONFLICT (created twice): Both sides create column 'users.email' with different definitions.",
      '  one migrations/one.ts',
      "    Add column email to users: op.addColumn('users', 'email', string(200))",
      '  other migrations/other.ts',
      "    Add column email to users: op.addColumn('users', 'email', text())",
    ].join('\n'),
  ])
  expect((await between(addEmail, addEmail)).conflicts[0]?.message).toContain('with the same definition')
})

test('what nobody can know is named, and is no conflict', async () => {
  const report = findConflicts(
    await baseCatalog(),
    side(
      'one',
      await operationsOf(async (op) => {
        await op.execute('UPDATE "users" SET name = upper(name)')
        await op.bulkInsert('posts', [{ id: 1 }])
        await op.addColumn('made_by_hand', 'x', text())
      }),
      { opaque: true, failure: 'It broke' },
    ),
    side('other', await operationsOf(addEmail)),
  )
  expect(report.conflicts).toEqual([])
  expect(report.unknowns.map(({ reason, mentions }) => [reason, ...mentions])).toEqual([
    ['sql', 'users'],
    ['schema'],
    ['query'],
    ['failure'],
  ])
  expect(unknownLines(report.unknowns, '/p')[0]).toBe(
    'Unknown (hand-written SQL): one migrations/one.ts: Execute UPDATE "users" SET name = upper(name); the other side has to do with users, too',
  )
})

test('rows for a table that the other side changes are unknown', async () => {
  const { conflicts, unknowns } = await between((op) => op.bulkInsert('users', [{ id: 1 }]), addEmail)
  expect(conflicts).toEqual([])
  expect(unknowns).toMatchObject([{ reason: 'rows', mentions: ['users'] }])
})
