import { expect, test } from 'vitest'
import { operationsOf } from '../../test/support/operations-of.ts'
import { type LimbeckError, isLimbeckError } from '../errors/index.ts'
import { enumType, integer, sql, string, uuid } from '../models/index.ts'
import { type Catalog, createCatalog, idOf, keyOf } from '../schema/index.ts'
import { type Operations, applyOperations, describeOperation, reverseOperation, touchesOf } from './index.ts'

async function after(before: Catalog, body: (op: Operations) => unknown): Promise<Catalog> {
  return applyOperations(before, await operationsOf(body))
}

async function refusal(before: Catalog, body: (op: Operations) => unknown): Promise<LimbeckError> {
  const operations = await operationsOf(body)
  try {
    applyOperations(before, operations)
  } catch (error) {
    if (isLimbeckError(error)) return error
    throw error
  }
  throw new Error('It was not refused')
}

const status = enumType('crew_status', ['draft', 'active'])

const crews = await after(createCatalog([]), (op) => {
  void op.createEnum(status)
  void op.createTable('users', (t) => {
    t.column('id', uuid().primaryKey())
    t.column('email', string(255).notNull().unique())
    t.column('first', string())
    t.column('whole', string().generatedAs(sql`first || '!'`))
  })
  void op.createTable('crews', (t) => {
    t.column('id', integer().primaryKey())
    t.column('owner_id', uuid().references('users.id'))
    t.column('status', status().default('draft'))
    t.column('size', integer().notNull())
    t.unique('uq_crews_pair', ['owner_id', 'size'])
    t.check('ck_crews_size', sql`Size > 0 AND 'status' <> ''`)
    t.index('ix_crews_status', ['id'], { where: sql`status = 'active'` })
  })
})

function keys(catalog: Catalog): readonly string[] {
  return [...catalog.objects()].map((object) => keyOf(idOf(object)))
}

async function gone(body: (op: Operations) => unknown): Promise<readonly string[]> {
  const left = new Set(keys(await after(crews, body)))
  return keys(crews).filter((key) => !left.has(key))
}

test('a dropped column takes along what uses it, over several columns and in expressions too', async () => {
  expect(await gone((op) => op.dropColumn('crews', 'size'))).toEqual([
    'column:.crews.size',
    'unique:.crews.uq_crews_pair',
    'check:.crews.ck_crews_size',
  ])
  expect(await gone((op) => op.dropColumn('crews', 'status'))).toEqual([
    'column:.crews.status',
    'index:.crews.ix_crews_status',
  ])
})

test.each<[string, (op: Operations) => unknown, string]>([
  [
    'a misspelt table',
    (op) => op.addColumn('user', 'a', integer()),
    "No table 'user' in the catalog; did you mean 'users'?",
  ],
  [
    'a misspelt column',
    (op) => op.dropColumn('users', 'emial'),
    "No column 'emial' in table 'users'; did you mean 'email'?",
  ],
  [
    'a column that is there',
    (op) => op.addColumn('users', 'email', integer()),
    "There is a column 'users.email' already.",
  ],
  [
    'a table that is there',
    (op) => op.createTable('users', (t) => t.column('a', integer())),
    "a table 'users' already",
  ],
  ['a referenced table', (op) => op.dropTable('users'), "references table 'users'"],
  ['a referenced column', (op) => op.dropColumn('users', 'id'), "references column 'users.id'"],
  ['a generated column’s base', (op) => op.dropColumn('users', 'first'), "Generated column 'whole'"],
  ['a key that is needed', (op) => op.dropConstraint('pk_users', 'users'), "needs the primary key 'pk_users'"],
  [
    'a second primary key',
    (op) => op.createPrimaryKey('pk', 'users', ['email']),
    "has a primary key 'pk_users' already",
  ],
  ['a taken name', (op) => op.createCheckConstraint('uq_crews_pair', 'crews', '1 = 1'), 'has a unique constraint'],
  [
    'a reference to nothing',
    (op) => op.createForeignKey('f', 'crews', 'nobody', ['size'], ['id']),
    "No table 'nobody'",
  ],
  ['an enum type in use', (op) => op.dropEnum('crew_status'), "Column 'status' of table 'crews'"],
  ['a default in the way', (op) => op.dropEnumValue('crew_status', 'draft'), "default of column 'status'"],
  ['a misspelt value', (op) => op.renameEnumValue('crew_status', 'actve', 'x'), "did you mean 'active'?"],
  ['an incomplete order', (op) => op.reorderEnumValues('crew_status', ['active']), 'must name each of them once'],
  ['an unknown index', (op) => op.dropIndex('ix_crews_statu'), "did you mean 'ix_crews_status'?"],
])('the catalog refuses %s', async (_name, body, message) => {
  const error = await refusal(crews, body)
  expect(error.code).toBe('LB5003')
  expect(error.message).toContain(message)
  expect(error.message).toContain('The operation was: ')
  expect(error.details['operation']).toBeTypeOf('string')
})

test('what does nothing is applied and undone as nothing', async () => {
  const operations = await operationsOf((op) => {
    void op.dropTable('nobody', { ifExists: true })
    void op.dropColumn('users', 'nothing', { ifExists: true })
    void op.addColumn('users', 'email', integer(), { ifNotExists: true })
    void op.dropIndex('nothing', { ifExists: true })
    void op.dropConstraint('nothing', 'users', { ifExists: true })
    void op.dropEnum('nothing', { ifExists: true })
  })
  expect(keys(applyOperations(crews, operations))).toEqual(keys(crews))
  for (const op of operations) {
    expect(reverseOperation(op, crews)).toEqual({ kind: 'reversible', operations: [], loses: null })
  }
})

test('a key goes when another key serves the foreign key as well', async () => {
  const body = (op: Operations) => {
    void op.createUniqueConstraint('uq_users_id', 'users', ['id'])
    void op.dropConstraint('pk_users', 'users')
  }
  expect(await gone(body)).toEqual(['primaryKey:.users.pk_users'])
})

test('a primary key makes its columns refuse NULL, and the way back allows it again', async () => {
  const [op] = await operationsOf((one) => {
    void one.dropConstraint('pk_crews', 'crews')
    void one.createPrimaryKey('pk_crews', 'crews', ['owner_id'])
  }).then((list) => list.slice(1))
  const without = await after(crews, (one) => one.dropConstraint('pk_crews', 'crews'))
  if (op === undefined) throw new Error('No operation')
  const key = { kind: 'column', namespace: null, table: 'crews', name: 'owner_id' } as const
  expect(applyOperations(without, [op]).get(key)).toMatchObject({ nullable: false })
  expect(reverseOperation(op, without)).toMatchObject({
    operations: [{ kind: 'dropConstraint' }, { kind: 'alterColumn', changes: { nullable: true } }],
  })
})

test('a column that refuses NULL comes back with a value for the rows that are there', async () => {
  const users = await after(crews, (op) => op.addColumn('users', 'age', integer().notNull()))
  const [op] = await operationsOf((one) => one.dropColumn('users', 'age'))
  if (op === undefined) throw new Error('No operation')
  expect(reverseOperation(op, users)).toMatchObject({
    loses: 'Values of users.age',
    operations: [
      { kind: 'addColumn', column: { name: 'age', default: { kind: 'literal', value: 0 } } },
      { kind: 'alterColumn', column: 'age', changes: { default: null } },
    ],
  })
})

test('a renamed enum type and its renamed values reach columns, defaults and expressions', async () => {
  const next = await after(crews, (op) => {
    void op.renameEnum('crew_status', 'state')
    void op.renameEnumValue('state', 'draft', 'planned')
    void op.renameEnumValue('state', 'active', 'running')
    void op.addEnumValue('state', 'over', { before: 'running' })
  })
  const definition = next.definitionOf({ namespace: null, name: 'crews' })
  expect(definition?.columns.find((column) => column.name === 'status')).toMatchObject({
    type: { name: 'state', values: ['planned', 'over', 'running'] },
    default: { value: 'planned' },
  })
  expect(definition?.indexes[0]?.where?.sql).toBe("status = 'running'")
})

test('SQL and inserted rows have no way back', async () => {
  const operations = await operationsOf((op) => {
    void op.execute('SELECT 1')
    void op.bulkInsert('users', [{ id: 'x' }])
  })
  expect(operations.map((op) => reverseOperation(op, crews))).toEqual([
    { kind: 'irreversible', reason: 'Hand-written SQL' },
    { kind: 'irreversible', reason: 'Inserted rows of users cannot be told from others' },
  ])
})

test('touches tell what must come before what', async () => {
  const told = async (body: (op: Operations) => unknown) => {
    const [op] = await operationsOf(body)
    return op === undefined ? [] : touchesOf(op, crews).map((touch) => `${touch.how} ${keyOf(touch.id)}`)
  }
  expect(await told((op) => op.dropConstraint('fk_crews_owner_id_users', 'crews'))).toEqual([
    'needs table:.crews',
    'releases column:.crews.owner_id',
    'releases table:.users',
    'releases column:.users.id',
    'releases primaryKey:.users.pk_users',
    'releases index:.users.pk_users',
    'releases primaryKey:.users.',
    'removes foreignKey:.crews.fk_crews_owner_id_users',
  ])
  expect(await told((op) => op.createUniqueConstraint('uq', 'users', ['first']))).toEqual([
    'makes unique:.users.uq',
    'makes index:.users.uq',
    'needs table:.users',
    'changes column:.users.first',
  ])
  expect(await told((op) => op.createIndex('ix', 'crews', ['size'], { where: sql`status = 'new'` }))).toEqual([
    'makes index:.crews.ix',
    'needs table:.crews',
    'needs column:.crews.size',
    'needs column:.crews.status',
    'needs other:enumValue:.crew_status.new',
  ])
  expect(await told((op) => op.alterColumn('crews', 'status', { type: string(9), default: null }))).toEqual([
    'needs table:.crews',
    'changes column:.crews.status',
    'releases enumType:.crew_status',
    'releases other:enumValue:.crew_status.draft',
  ])
  expect(await told((op) => op.dropTable('crews'))).toEqual(
    expect.arrayContaining(['releases table:.users', 'releases enumType:.crew_status', 'removes table:.crews']),
  )
})

test('operations are described in one line', async () => {
  const operations = await operationsOf((op) => {
    void op.addColumn('users', 'age', integer())
    void op.alterColumn('users', 'age', { nullable: false, default: 1, comment: 'x' })
    void op.createForeignKey('fk', 'crews', 'users', ['owner_id'], ['id'])
    void op.createIndex('ix', 'users', ['age'], { unique: true, schema: 'app' })
    void op.execute(`UPDATE users\n  SET age = 1 WHERE ${'x'.repeat(60)}`)
    void op.bulkInsert('users', [{ age: 1 }, { age: 2 }])
  })
  expect(operations.map(describeOperation)).toEqual([
    'Add column age to users',
    'Change nullability, default and comment of column age of users',
    'Add foreign key fk referencing users to crews',
    'Create unique index ix on app.users',
    'Execute UPDATE users SET age = 1 WHERE xxxxxxxxxxxxxxxxxxxxxxxxxxxx…',
    'Insert 2 rows into users',
  ])
})
