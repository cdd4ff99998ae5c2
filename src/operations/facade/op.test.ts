import { expect, test } from 'vitest'
import { LimbeckError, isLimbeckError } from '../../errors/index.ts'
import { enumType, integer, sql, string, uuid } from '../../models/index.ts'
import { defaultNamingConvention } from '../../schema/index.ts'
import { type Operation, type OperationSink, createOperations, describeOperation } from '../index.ts'

/** A sink that writes down what it does, giving way before each step so that order is not won by luck. */
class WritingSink implements OperationSink {
  readonly isOffline = false
  readonly log: string[] = []
  readonly operations: Operation[] = []
  busy = false

  async run(operation: Operation): Promise<void> {
    await this.#alone(async () => {
      await new Promise((resolve) => setImmediate(resolve))
      if (operation.kind === 'execute' && operation.sql === 'fail') throw new LimbeckError('LB6100', 'It failed.')
      this.operations.push(operation)
      this.log.push(describeOperation(operation))
    })
  }

  async query(text: string): Promise<readonly { readonly [column: string]: unknown }[]> {
    await this.#alone(() => new Promise((resolve) => setImmediate(resolve)))
    this.log.push(`query ${text}`)
    return [{ count: this.log.length }]
  }

  execute(text: string, parameters: readonly unknown[]): Promise<number> {
    this.log.push(`execute ${text} ${JSON.stringify(parameters)}`)
    return Promise.resolve(parameters.length)
  }

  async outsideTransaction(work: () => Promise<void>): Promise<void> {
    this.log.push('commit')
    await work()
    this.log.push('begin')
  }

  async #alone(work: () => Promise<unknown>): Promise<void> {
    expect(this.busy).toBe(false)
    this.busy = true
    try {
      await work()
    } finally {
      this.busy = false
    }
  }
}

function aStep() {
  const sink = new WritingSink()
  return { sink, ...createOperations(sink, { namingConvention: defaultNamingConvention }) }
}

async function failureOf(promise: Promise<unknown>): Promise<LimbeckError> {
  try {
    await promise
  } catch (error) {
    if (isLimbeckError(error)) return error
    throw error
  }
  throw new Error('It did not fail')
}

test('calls run in their order when nobody waits for them', async () => {
  const { op, sink, settle } = aStep()
  void op.execute('one')
  const rows = op.connection().query('two')
  void op.connection().execute('three', [3])
  await op.execute('four')
  void op.renameTable('a', 'b')
  await settle()
  expect(sink.log).toEqual(['Execute one', 'query two', 'execute three [3]', 'Execute four', 'Rename table a to b'])
  expect(await rows).toEqual([{ count: 2 }])
})

test('settle waits for what an unawaited function goes on to call', async () => {
  const { op, sink, settle } = aStep()
  const forgotten = async () => {
    for (const text of ['one', 'two', 'three']) await op.execute(text)
  }
  void forgotten()
  await settle()
  expect(sink.log).toEqual(['Execute one', 'Execute two', 'Execute three'])
})

test('behind a failure nothing runs, and settle tells the first one with its call', async () => {
  const { op, sink, settle } = aStep()
  void op.execute('one')
  void op.execute('fail')
  void op.execute('three')
  const error = await failureOf(settle())
  expect(error).toMatchObject({ code: 'LB6100', message: 'It failed.' })
  expect(error.details['operation']).toEqual({ call: "op.execute('fail')", describe: 'Execute fail', position: 2 })
  expect(sink.log).toEqual(['Execute one'])
})

test('a failure that the file caught still ends the step', async () => {
  const { op, sink, settle } = aStep()
  await op.execute('fail').catch(() => {})
  await expect(op.execute('two')).rejects.toMatchObject({ message: 'It failed.' })
  await expect(settle()).rejects.toMatchObject({ code: 'LB6100' })
  expect(sink.log).toEqual([])
})

test('an error that says which operation it was passes as it is', async () => {
  const told = new LimbeckError('LB6100', 'Told.', { details: { operation: 'the sink knows' } })
  const sink = new WritingSink()
  sink.run = () => Promise.reject(told)
  const { op, settle } = createOperations(sink, { namingConvention: defaultNamingConvention })
  void op.execute('one')
  expect(await failureOf(settle())).toBe(told)
})

test('a call behind the end is refused, and says that a promise was not awaited', async () => {
  const { op, settle } = aStep()
  await settle()
  const error = await failureOf(op.dropTable('crews'))
  expect(error).toMatchObject({ code: 'LB5005', details: { call: "op.dropTable('crews')" } })
  expect(error.message).toContain('not awaited')
})

test('a part outside of the transaction runs whole, in its place, nested parts too', async () => {
  const { op, sink, settle } = aStep()
  void op.execute('one')
  void op.outsideTransaction(async () => {
    void op.execute('two')
    await op.outsideTransaction(() => {
      void op.execute('three')
    })
    void op.execute('four')
  })
  void op.execute('five')
  await settle()
  expect(sink.log).toEqual([
    'Execute one',
    'commit',
    'Execute two',
    'commit',
    'Execute three',
    'begin',
    'Execute four',
    'begin',
    'Execute five',
  ])
})

test('a failure within a part ends the step', async () => {
  const { op, sink, settle } = aStep()
  void op.outsideTransaction(async () => {
    void op.execute('fail')
    await op.execute('two')
  })
  void op.execute('three')
  const error = await failureOf(settle())
  expect(error.details['operation']).toMatchObject({ describe: 'Execute fail' })
  expect(sink.log).toEqual(['commit'])
})

test('what the file itself throws within a part is the failure', async () => {
  const { op, settle } = aStep()
  const own = new Error('own')
  void op.outsideTransaction(() => Promise.reject(own))
  await expect(settle()).rejects.toBe(own)
})

test('a column with constraints and indexes becomes one alterTable', async () => {
  const { op, sink, settle } = aStep()
  void op.addColumn('agents', 'crew_id', uuid().references('crews.id', { onDelete: 'cascade' }).index())
  void op.addColumn('agents', 'age', integer())
  await settle()
  expect(sink.log).toEqual([
    'Alter table agents: add column crew_id to agents, add foreign key fk_agents_crew_id_crews referencing crews to ' +
      'agents, create index ix_agents_crew_id on agents',
    'Add column age to agents',
  ])
})

test('a name that is left out is made by the naming convention', async () => {
  const { op, sink, settle } = aStep()
  void op.createUniqueConstraint(null, 'users', ['email', 'tenant'])
  void op.createForeignKey(undefined, 'agents', 'crews', ['crew_id'], ['id'])
  void op.createIndex(null, 'users', ['email'])
  await settle()
  expect(sink.operations).toMatchObject([
    { constraint: { name: 'uq_users_email_tenant', nameSource: 'convention' } },
    { constraint: { name: 'fk_agents_crew_id_crews', nameSource: 'convention' } },
    { index: { name: 'ix_users_email', nameSource: 'convention' } },
  ])
})

test('names that are given are final, with or without op.f', async () => {
  const { op, sink, settle } = aStep()
  void op.createIndex(op.f('my_index'), 'users', ['email'])
  void op.createUniqueConstraint('my_unique', 'users', ['email'])
  await settle()
  expect(sink.operations).toMatchObject([
    { index: { name: 'my_index', nameSource: 'given' } },
    { constraint: { name: 'my_unique', nameSource: 'given' } },
  ])
})

test('createTable gathers what its columns say, and a primary key refuses NULL', async () => {
  const { op, sink, settle } = aStep()
  const status = enumType('crew_status', ['draft', 'active'], { schema: 'app' })
  void op.createEnum(status)
  void op.createTable(
    'crews',
    (t) => {
      t.column('tenant', integer())
      t.column('id', integer())
      t.column(
        'name',
        string(50)
          .unique()
          .check(sql`name <> ''`),
      )
      t.column('status', status().index())
      t.primaryKey(null, ['tenant', 'id'])
      t.foreignKey('fk_self', ['tenant', 'id'], 'crews', ['tenant', 'id'])
    },
    { schema: 'app', comment: 'Crews', strict: true },
  )
  await settle()
  expect(sink.operations[0]).toMatchObject({
    enumType: { kind: 'enumType', namespace: 'app', name: 'crew_status', values: ['draft', 'active'] },
  })
  const [, created] = sink.operations
  if (created?.kind !== 'createTable') throw new Error('No table')
  const { table, columns, primaryKey, uniques, checks, indexes, foreignKeys } = created.definition
  expect(table).toMatchObject({ namespace: 'app', comment: 'Crews', options: { strict: true, unlogged: false } })
  expect(columns.map((column) => [column.name, column.nullable])).toEqual([
    ['tenant', false],
    ['id', false],
    ['name', true],
    ['status', true],
  ])
  expect(primaryKey).toMatchObject({ name: 'pk_crews', columns: ['tenant', 'id'] })
  expect([uniques, checks, indexes, foreignKeys].map((list) => list.length)).toEqual([1, 1, 1, 1])
})

test('alterColumn takes every attribute, and Alembic’s existing ones', async () => {
  const { op, sink, settle } = aStep()
  void op.alterColumn('users', 'age', { type: integer(), using: sql`age::int`, nullable: false, existingType: 'x' })
  void op.alterColumn('users', 'age', { default: null, comment: null, newName: 'years' })
  void op.alterColumn('users', 'age', { identity: { always: true, start: 5 }, generated: { as: sql`1 + 1` } })
  void op.alterColumn('users', 'age', { defaultNow: true, autoincrement: true, generated: null, collation: 'C' })
  void op.alterColumn('users', 'age', { identity: null, default: sql`now()` })
  await settle()
  const sequence = { increment: null, minimum: null, maximum: null, cache: null, cycle: false }
  expect(sink.operations).toMatchObject([
    { kind: 'alterColumn', changes: { type: { kind: 'integer' }, nullable: false }, using: 'age::int' },
    {
      kind: 'alterTable',
      changes: [
        { kind: 'alterColumn', changes: { default: null, comment: null } },
        { kind: 'renameColumn', column: 'age', to: 'years' },
      ],
    },
    {
      changes: {
        identity: { generation: 'always', start: 5, ...sequence },
        generated: { expression: { sql: '1 + 1' }, stored: true },
      },
    },
    { changes: { default: { kind: 'now' }, identity: { generation: 'auto' }, generated: null, collation: 'C' } },
    { changes: { identity: null, default: { kind: 'expression', expression: { sql: 'now()' } } } },
  ])
})

test('Alembic’s forms of dropConstraint and dropIndex are understood', async () => {
  const { op, sink, settle } = aStep()
  void op.dropConstraint('fk', 'agents', { type: 'foreignkey' })
  void op.dropConstraint('pk', 'agents', { type: 'primary' })
  void op.dropConstraint('fk', 'agents', { type: 'foreignKey' })
  void op.dropIndex('ix', 'agents', { ifExists: true })
  void op.dropIndex('ix', { table: 'agents', schema: 'app' })
  void op.dropIndex('ix')
  void op.batchAlterTable('agents', (t) => t.dropIndex('ix'), { rebuild: 'always' })
  await settle()
  expect(sink.operations).toMatchObject([
    { constraintKind: 'foreignKey' },
    { constraintKind: 'primaryKey' },
    { constraintKind: 'foreignKey' },
    { table: 'agents', ifExists: true },
    { table: 'agents', namespace: 'app' },
    { table: null },
    { kind: 'alterTable', rebuild: 'always', changes: [{ kind: 'dropIndex', table: 'agents' }] },
  ])
})

test.each<[string, (op: ReturnType<typeof aStep>['op']) => Promise<unknown>, string]>([
  ['no builder', (op) => op.addColumn('users', 'email', 'text' as never), 'must be a column'],
  ['a builder not called', (op) => op.addColumn('users', 'email', integer as never), 'not a function'],
  ['an enum not called', (op) => op.addColumn('u', 'e', enumType('mood', ['a']) as never), "the enum type 'mood'"],
  ['no columns', (op) => op.createIndex('ix', 'users', []), 'an empty list'],
  ['a column, not a list', (op) => op.createPrimaryKey('pk', 'users', 'id' as never), 'must be a list of names'],
  ['a column twice', (op) => op.createUniqueConstraint('uq', 'users', ['a', 'a']), "'a' twice"],
  ['an unknown option', (op) => op.dropTable('users', { ifExist: true } as never), "did you mean 'ifExists'?"],
  ['an option of Alembic', (op) => op.alterColumn('u', 'a', { serverDefault: 1 } as never), "did you mean 'default'?"],
  ['nothing to change', (op) => op.alterColumn('users', 'age', {}), 'Nothing to change'],
  ['more than a type', (op) => op.alterColumn('u', 'a', { type: integer().notNull() }), 'says more than a type'],
  ['an empty name', (op) => op.renameTable('', 'users'), 'must be a text that is not empty'],
  ['a wrong action', (op) => op.createForeignKey('f', 'a', 'b', ['c'], ['d'], { onDelete: 'x' as never }), "'cascade'"],
  ['unequal columns', (op) => op.createForeignKey('f', 'a', 'b', ['c'], ['d', 'e']), '1 column and references 2'],
  ['an async block', (op) => op.createTable('a', asyncBlock as never), 'must not be async'],
  ['two primary keys', (op) => op.createTable('a', twoKeys), 'one primary key'],
  ['an unknown column', (op) => op.createTable('a', (t) => t.unique('u', ['b'])), "a column 'b'"],
  ['rows that are no list', (op) => op.bulkInsert('a', {} as never), 'must be a list of objects'],
  ['a row that is no object', (op) => op.bulkInsert('a', [{}, 1] as never), 'Row 2 must be an object'],
  ['parameters that are no list', (op) => op.execute('SELECT ?', 1 as never), 'must be a list'],
  ['no operation', (op) => op.run({ kind: 'drop' } as never), "its kind is 'drop'"],
  ['no SQL', (op) => op.connection().query(''), 'The SQL must be'],
])('wrong arguments reject and name the call: %s', async (_name, call, message) => {
  const { op, sink, settle } = aStep()
  const error = await failureOf(call(op))
  expect(error).toMatchObject({ code: 'LB5004' })
  expect(error.message).toMatch(/^(t\.\w+ in )?op\.\w+/)
  expect(error.message).toContain(message)
  expect(sink.operations).toEqual([])
  await expect(settle()).rejects.toMatchObject({ code: 'LB5004' })
})

const asyncBlock: unknown = async () => {}

function twoKeys(t: {
  column(name: string, column: ReturnType<typeof integer>): void
  primaryKey(name: null, columns: string[]): void
}) {
  t.column('id', integer())
  t.primaryKey(null, ['id'])
  t.primaryKey(null, ['id'])
}

test('the block of a call is good until it ends', async () => {
  const { op, settle } = aStep()
  let late: { dropColumn(name: string): void } | null = null
  void op.alterTable('users', (t) => {
    late = t
    t.dropColumn('a')
  })
  await settle()
  expect(() => late?.dropColumn('b')).toThrow(/block had ended/)
})

test('no unhandled rejection comes from calls that nobody waits for', async () => {
  const seen: unknown[] = []
  const listener = (error: unknown) => seen.push(error)
  process.on('unhandledRejection', listener)
  const { op, settle } = aStep()
  void op.execute('fail')
  void op.connection().query('two')
  void op.outsideTransaction(async () => {
    await op.execute('three')
  })
  void op.dropTable('')
  await settle().catch(() => {})
  void op.dropTable('late')
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', listener)
  expect(seen).toEqual([])
})

test('a method that does not exist is an error with the one that was meant', async () => {
  const { op } = aStep()
  expect(() => Reflect.get(op, 'addColun')).toThrow('op has no addColun; did you mean addColumn?')
  expect(() => Reflect.get(op, 'create_table')).toThrow('op has no create_table; did you mean createTable?')
  expect(() => Reflect.get(op, 'paint')).toThrow(
    expect.objectContaining({ code: 'LB5004', message: 'op has no paint.' }),
  )
  const same: unknown = await Promise.resolve(op)
  expect(same === op).toBe(true)
  expect(JSON.parse(JSON.stringify(op))).toEqual({ isOffline: false, tag: null, dialect: null })
  expect(Reflect.get(op, 'toString')).toBe(Object.prototype.toString)
})
