import { describe, expect, test } from 'vitest'
import * as m from '../../src/models/index.ts'
import { describeOperation } from '../../src/operations/index.ts'
import { defaultNamingConvention } from '../../src/schema/index.ts'
import { databaseKinds } from '../support/databases.ts'
import { RoundTrip } from './round-trip.ts'

/** One kind of change each, on real databases: what is written, that it leads to the models, and that it leads back. */
interface Change {
  readonly change: string
  readonly before: readonly unknown[]
  readonly after: readonly unknown[]
  /** What autogenerate writes, a line for each operation. */
  readonly upgrade: readonly string[]
  /** Left out: on both. */
  readonly only?: 'sqlite' | 'postgresql'
}

const { check, foreignKey, index, integer, primaryKey, sql, string, table, text, unique } = m
const id = () => integer().primaryKey()
const mood = (...values: readonly [string, ...string[]]) => m.enumType('mood', values)

/** A change of one column. `what` as autogenerate calls it. */
function ofColumn(
  change: string,
  before: m.ColumnMap[string],
  after: m.ColumnMap[string],
  what: string,
  only?: Change['only'],
): Change {
  const crews = (a: m.ColumnMap[string]) => [table('crews', { id: id(), a })]
  const upgrade = [`Change ${what} of column a of crews`]
  return { change, before: crews(before), after: crews(after), upgrade, ...(only === undefined ? {} : { only }) }
}

/** A change of what stands beside the columns of a table. */
function ofExtras(
  change: string,
  before: Extras,
  after: Extras,
  upgrade: readonly string[],
  only?: Change['only'],
): Change {
  const crews = (extras: Extras) => [
    table('crews', { id: id(), a: integer().notNull(), b: string(20).notNull() }, extras),
  ]
  return { change, before: crews(before), after: crews(after), upgrade, ...(only === undefined ? {} : { only }) }
}
type Extras = (t: Readonly<Record<'id' | 'a' | 'b', m.TableColumn>>) => readonly m.TableExtra[]

const users = table('users', { id: id() })
const owned = (options: m.ForeignKeyOptions) => [
  users,
  table('crews', { id: id(), owner: integer().references(() => users.id, { name: 'fk_owner', ...options }) }),
]
const circle = [
  table('chickens', { id: id(), egg: integer().references('eggs.id') }),
  table('eggs', { id: id(), chicken: integer().references('chickens.id') }),
]
const chain = [users, table('crews', { id: id(), owner: integer().references(() => users.id) })]

const changes: readonly Change[] = [
  { change: 'a table is added', before: [], after: [users], upgrade: ['Create table users'] },
  { change: 'a table is removed', before: [users], after: [], upgrade: ['Drop table users'] },
  {
    change: 'tables that need one another are dropped',
    before: chain,
    after: [],
    upgrade: ['Drop table crews', 'Drop table users'],
  },
  {
    change: 'tables in a circle are created',
    before: [],
    after: circle,
    upgrade: [
      'Create table chickens',
      'Create table eggs',
      'Add foreign key fk_chickens_egg_eggs referencing eggs to chickens',
    ],
  },
  {
    change: 'a column is added',
    before: [table('crews', { id: id() })],
    after: [table('crews', { id: id(), a: text() })],
    upgrade: ['Add column a to crews'],
  },
  {
    change: 'a column is removed',
    before: [table('crews', { id: id(), a: text() })],
    after: [table('crews', { id: id() })],
    upgrade: ['Drop column a of crews'],
  },
  {
    change: 'a column is renamed',
    before: [table('crews', { id: id(), a: text() })],
    after: [table('crews', { id: id(), b: text().renamedFrom('a') })],
    upgrade: ['Rename column a of crews to b'],
  },
  {
    change: 'a table is renamed',
    before: [table('crews', { id: id(), a: text() })],
    after: [table('teams', { id: id(), a: text() }, { renamedFrom: 'crews' })],
    upgrade: ['Rename table crews to teams'],
  },
  ofColumn('NULL is refused', text(), text().notNull(), 'nullability'),
  ofColumn('another type', integer(), m.bigInteger(), 'type'),
  ofColumn('a length is added', m.raw('varchar'), string(50), 'type', 'postgresql'),
  ofColumn('a length is taken away', string(50), m.raw('varchar'), 'type', 'postgresql'),
  ofColumn('another length', string(50), string(80), 'type'),
  ofColumn('a scale is added', m.decimal(10), m.decimal(10, 2), 'type'),
  ofColumn('a default', integer(), integer().default(1), 'default'),
  ofColumn('another default', text().default('a'), text().default('b'), 'default'),
  ofColumn('a default that is an expression', integer().default(1), integer().default(sql`1 + 1`), 'default'),
  ofColumn('a comment on a column', text(), text().comment('What it is'), 'comment', 'postgresql'),
  ofColumn('an identity', integer().notNull(), integer().notNull().identity(), 'identity', 'postgresql'),
  ofColumn(
    'options of an identity',
    integer().notNull().identity(),
    integer().notNull().identity({ always: true, start: 10, increment: 2 }),
    'identity',
    'postgresql',
  ),
  ofColumn(
    'an expression that computes',
    integer().generatedAs(sql`id + 1`),
    integer().generatedAs(sql`id + 2`),
    'generated expression',
  ),
  {
    change: 'AUTOINCREMENT',
    before: [table('crews', { id: id(), a: text() })],
    after: [table('crews', { id: integer().primaryKey().autoincrement(), a: text() })],
    upgrade: ['Change identity of column id of crews'],
  },
  {
    change: 'a comment on a table',
    before: [users],
    after: [table('users', { id: id() }, { comment: 'Who' })],
    upgrade: ['Set the comment of table users'],
    only: 'postgresql',
  },
  ofExtras(
    'an index',
    () => [],
    (t) => [index('ix').on(t.a)],
    ['Create index ix on crews'],
  ),
  ofExtras(
    'another column of an index',
    (t) => [index('ix').on(t.a)],
    (t) => [index('ix').on(t.b)],
    ['Alter table crews: drop index ix of crews, create index ix on crews'],
  ),
  ofExtras(
    'an index becomes unique',
    (t) => [index('ix').on(t.a)],
    (t) => [m.uniqueIndex('ix').on(t.a)],
    ['Alter table crews: drop index ix of crews, create unique index ix on crews'],
  ),
  ofExtras(
    'an expression of an index',
    () => [],
    () => [index('ix').on(sql`lower(b)`)],
    ['Create index ix on crews'],
  ),
  ofExtras(
    'a predicate',
    (t) => [index('ix').on(t.a)],
    (t) => [
      index('ix')
        .on(t.a)
        .where(sql`b <> 'x'`),
    ],
    ['Alter table crews: drop index ix of crews, create index ix on crews'],
  ),
  ofExtras(
    'another predicate',
    (t) => [
      index('ix')
        .on(t.a)
        .where(sql`b <> 'x'`),
    ],
    (t) => [
      index('ix')
        .on(t.a)
        .where(sql`b <> 'y'`),
    ],
    ['Alter table crews: drop index ix of crews, create index ix on crews'],
  ),
  ofExtras(
    'an order',
    (t) => [index('ix').on(t.a)],
    (t) => [index('ix').on(t.a.desc())],
    ['Alter table crews: drop index ix of crews, create index ix on crews'],
  ),
  ofExtras(
    'included columns',
    (t) => [index('ix').on(t.a)],
    (t) => [index('ix').on(t.a).include(t.b)],
    ['Alter table crews: drop index ix of crews, create index ix on crews'],
    'postgresql',
  ),
  ofExtras(
    'a method',
    (t) => [index('ix').on(t.a)],
    (t) => [index('ix').on(t.a).using('hash')],
    ['Alter table crews: drop index ix of crews, create index ix on crews'],
    'postgresql',
  ),
  ofExtras(
    'a unique constraint',
    () => [],
    (t) => [unique('uq').on(t.a)],
    ['Add unique constraint uq to crews'],
  ),
  ofExtras(
    'columns of a unique constraint',
    (t) => [unique('uq').on(t.a)],
    (t) => [unique('uq').on(t.a, t.b)],
    ['Alter table crews: drop unique constraint uq of crews, add unique constraint uq to crews'],
  ),
  ofExtras(
    'a check',
    () => [],
    () => [check('ck', sql`a > 0`)],
    ['Add check constraint ck to crews'],
  ),
  ofExtras(
    'the expression of a check',
    () => [check('ck', sql`a > 0`)],
    () => [check('ck', sql`a > 1`)],
    ['Alter table crews: drop check constraint ck of crews, add check constraint ck to crews'],
  ),
  {
    change: 'the expression of a check without a name',
    before: [table('crews', { id: id(), a: integer().check(sql`a > 0`) })],
    after: [table('crews', { id: id(), a: integer().check(sql`a > 1`) })],
    upgrade: [
      'Alter table crews: add check constraint ck_crews_073d63 to crews, drop check constraint ck_crews_4ead0c of crews',
    ],
  },
  {
    change: 'another primary key',
    before: [
      table('crews', { a: integer().notNull(), b: integer().notNull() }, (t) => [primaryKey({ columns: [t.a] })]),
    ],
    after: [
      table('crews', { a: integer().notNull(), b: integer().notNull() }, (t) => [primaryKey({ columns: [t.a, t.b] })]),
    ],
    upgrade: ['Alter table crews: drop primary key pk_crews of crews, add primary key pk_crews to crews'],
  },
  {
    change: 'a foreign key',
    before: [users, table('crews', { id: id(), owner: integer() })],
    after: [
      users,
      table('crews', { id: id(), owner: integer() }, (t) => [
        foreignKey({ name: 'fk_owner', columns: [t.owner], references: () => [users.id] }),
      ]),
    ],
    upgrade: ['Add foreign key fk_owner referencing users to crews'],
  },
  {
    change: 'ON DELETE',
    before: owned({}),
    after: owned({ onDelete: 'cascade' }),
    upgrade: [
      'Alter table crews: drop foreign key fk_owner of crews, add foreign key fk_owner referencing users to crews',
    ],
  },
  {
    change: 'ON UPDATE',
    before: owned({ onUpdate: 'cascade' }),
    after: owned({}),
    upgrade: [
      'Alter table crews: drop foreign key fk_owner of crews, add foreign key fk_owner referencing users to crews',
    ],
  },
  {
    change: 'DEFERRABLE',
    before: owned({}),
    after: owned({ deferrable: 'deferred' }),
    upgrade: [
      'Alter table crews: drop foreign key fk_owner of crews, add foreign key fk_owner referencing users to crews',
    ],
    only: 'sqlite',
  },
  {
    change: 'DEFERRABLE',
    before: owned({}),
    after: owned({ deferrable: 'deferred' }),
    upgrade: ['Alter foreign key fk_owner of crews (deferrable)'],
    only: 'postgresql',
  },
  {
    change: 'an enum type',
    before: [table('crews', { id: id() })],
    after: [table('crews', { id: id(), a: mood('glad', 'sad')() })],
    upgrade: ['Create enum type mood', 'Add column a to crews'],
  },
  {
    change: 'a value of an enum type',
    before: [table('crews', { id: id(), a: mood('glad', 'sad')() })],
    after: [table('crews', { id: id(), a: mood('glad', 'calm', 'sad')() })],
    upgrade: ['Add value calm to enum type mood'],
  },
  {
    change: 'a value that goes',
    before: [table('crews', { id: id(), a: mood('glad', 'calm', 'sad')() })],
    after: [table('crews', { id: id(), a: mood('glad', 'sad')() })],
    upgrade: ['Drop value calm of enum type mood'],
  },
  {
    change: 'a schema',
    before: [],
    after: [table('invoices', { id: id() }, { schema: 'billing' })],
    upgrade: ['Create schema billing', 'Create table billing.invoices'],
    only: 'postgresql',
  },
]

describe.each(databaseKinds)('on $kind', { timeout: 60_000 }, ({ kind, create }) => {
  test.each(changes.filter(({ only }) => only === undefined || only === kind))('$change', async (one) => {
    const catalogOf = (models: readonly unknown[]) =>
      m.modelsToCatalog([{ file: 'models.ts', exports: { models } }], { namingConvention: defaultNamingConvention })
    const [{ catalog: before }, { catalog: after, renames }] = [catalogOf(one.before), catalogOf(one.after)]
    await using database = await create()
    const trip = await RoundTrip.open(database.url, { namespaces: 'all' })
    try {
      await trip.run('upgrade', (await trip.plan(before)).upgrade)
      const { upgrade, downgrade } = await trip.plan(after, renames)
      expect(upgrade.map(describeOperation)).toEqual(one.upgrade)
      await trip.run('upgrade', upgrade)
      expect((await trip.plan(after, renames)).upgrade).toEqual([])
      await trip.run('downgrade', downgrade)
      expect((await trip.plan(before)).upgrade).toEqual([])
    } finally {
      await trip.close()
    }
  })
})
