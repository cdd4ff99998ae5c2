import { expect, test } from 'vitest'
import { awkwardNames } from '../../../test/support/awkward-names.ts'
import { openConnection, scratchConnection } from '../../../test/support/postgres-connection.ts'
import { postgresServer } from '../../../test/support/postgres-database.ts'
import type { Json } from '../../errors/index.ts'
import type { Operation } from '../../operations/index.ts'
import {
  type Catalog,
  type CatalogObject,
  type Column,
  type ColumnDefault,
  type ColumnType,
  type Identity,
  type Index,
  type IndexPart,
  createCatalog,
  defaultTableOptions,
  displayName,
  idOf,
  writtenExpression,
} from '../../schema/index.ts'
import type { Connection } from '../index.ts'
import { postgres } from './index.ts'

const plainPart: IndexPart = {
  column: null,
  expression: null,
  order: 'asc',
  nulls: null,
  operatorClass: null,
  collation: null,
}

function table(name: string, namespace: string | null = null): CatalogObject {
  return { kind: 'table', namespace, name, comment: null, options: defaultTableOptions, definition: null }
}

function column(tableName: string, name: string, type: ColumnType, more: Partial<Column> = {}): Column {
  return {
    kind: 'column',
    namespace: null,
    table: tableName,
    name,
    type,
    nullable: true,
    default: null,
    identity: null,
    generated: null,
    collation: null,
    comment: null,
    ...more,
  }
}

function index(
  tableName: string,
  name: string,
  parts: readonly Partial<IndexPart>[],
  more: Partial<Index> = {},
): Index {
  return {
    kind: 'index',
    namespace: null,
    table: tableName,
    name,
    nameSource: 'given',
    unique: false,
    parts: parts.map((part) => ({ ...plainPart, ...part })),
    where: null,
    method: null,
    include: [],
    nullsNotDistinct: false,
    ...more,
  }
}

const literal = (value: Json): ColumnDefault => ({ kind: 'literal', value })
const expression = (sql: string): ColumnDefault => ({ kind: 'expression', expression: writtenExpression(sql) })

function identity(generation: Identity['generation'], more: Partial<Identity> = {}): Identity {
  return { generation, start: null, increment: null, minimum: null, maximum: null, cache: null, cycle: false, ...more }
}

/** Makes everything of a catalog: namespaces and types first, foreign keys last. */
async function create(catalog: Catalog, connection: Connection): Promise<void> {
  const operations: Operation[] = []
  const later: Operation[] = []
  for (const object of catalog.objects()) {
    if (object.kind === 'namespace') operations.push({ kind: 'createNamespace', name: object.name, ifNotExists: false })
    if (object.kind === 'enumType') operations.push({ kind: 'createEnum', enumType: object })
  }
  for (const one of catalog.tables()) {
    const definition = catalog.definitionOf(one)
    if (definition === undefined) continue
    operations.push({ kind: 'createTable', definition: { ...definition, foreignKeys: [] }, ifNotExists: false })
    later.push(...definition.foreignKeys.map((constraint): Operation => ({ kind: 'createConstraint', constraint })))
  }
  const capabilities = postgres.capabilitiesOf(connection.serverVersion)
  for (const op of [...operations, ...later]) {
    for (const statement of postgres.emit(op, { before: createCatalog([]), capabilities })) {
      await connection.execute(statement.sql, statement.parameters ?? [])
    }
  }
}

/** Names of what differs between what was wanted and what the database says, in either direction. */
function differences(wanted: Catalog, found: Catalog): readonly string[] {
  const all: string[] = []
  for (const object of wanted.objects()) {
    const counterpart = found.get(idOf(object))
    const mine = JSON.stringify(postgres.comparable(object, wanted))
    const theirs = counterpart === undefined ? 'missing' : JSON.stringify(postgres.comparable(counterpart, found))
    if (mine !== theirs) all.push(`${object.kind} ${displayName(idOf(object))}: ${mine} ≠ ${theirs}`)
  }
  for (const object of found.objects()) {
    // A comment on a type stands with the type, and by itself.
    if (object.kind === 'defined' && object.objectType === 'type comment') continue
    if (!wanted.has(idOf(object))) all.push(`${object.kind} ${displayName(idOf(object))}: not wanted`)
  }
  return all
}

async function expectRoundTrip(label: string, objects: readonly CatalogObject[], script = ''): Promise<void> {
  await using scratch = await scratchConnection(label)
  const { connection } = scratch
  if (script !== '') await connection.executeScript(script)
  const wanted = createCatalog(objects)
  await create(wanted, connection)
  const found = await scratch.introspect()
  expect(differences(await postgres.canonicalize(wanted, found, connection), found)).toEqual([])
}

async function serverVersion(): Promise<string> {
  const connection = await openConnection((await postgresServer()).url)
  await connection.close()
  return connection.serverVersion
}

const types: readonly ColumnType[] = [
  { kind: 'integer' },
  { kind: 'bigInteger' },
  { kind: 'smallInteger' },
  { kind: 'text' },
  { kind: 'boolean' },
  { kind: 'float' },
  { kind: 'double' },
  { kind: 'date' },
  { kind: 'json' },
  { kind: 'jsonb' },
  { kind: 'uuid' },
  { kind: 'string', length: 20 },
  { kind: 'string', length: null },
  { kind: 'char', length: 3 },
  { kind: 'char', length: null },
  { kind: 'binary', length: 16 },
  { kind: 'binary', length: null },
  { kind: 'decimal', precision: null, scale: null },
  { kind: 'decimal', precision: 10, scale: 2 },
  { kind: 'decimal', precision: 5, scale: null },
  { kind: 'time', precision: null, withTimezone: false },
  { kind: 'time', precision: 3, withTimezone: true },
  { kind: 'timestamp', precision: null, withTimezone: false },
  { kind: 'timestamp', precision: 6, withTimezone: true },
  { kind: 'timestamp', precision: 0, withTimezone: true },
  { kind: 'interval', precision: null },
  { kind: 'interval', precision: 2 },
  { kind: 'array', of: { kind: 'integer' } },
  { kind: 'array', of: { kind: 'array', of: { kind: 'text' } } },
  { kind: 'array', of: { kind: 'string', length: 5 } },
  { kind: 'array', of: { kind: 'decimal', precision: 5, scale: 1 } },
  { kind: 'enum', namespace: null, name: 'crew status', values: ['draft', "it's"] },
  { kind: 'array', of: { kind: 'enum', namespace: null, name: 'crew status', values: ['draft', "it's"] } },
  { kind: 'raw', sql: 'inet' },
  { kind: 'raw', sql: 'INT4' },
  { kind: 'raw', sql: 'bit varying(5)' },
  { kind: 'raw', sql: 'tstzrange' },
  { kind: 'raw', sql: '"char"' },
]

test('every type comes back as it was written', async () => {
  await expectRoundTrip('types', [
    { kind: 'enumType', namespace: null, name: 'crew status', values: ['draft', "it's"], comment: null },
    table('t'),
    ...types.map((type, at) => column('t', `c${at}`, type, { nullable: at % 2 === 0 })),
  ])
})

const defaults: readonly (readonly [ColumnType, ColumnDefault])[] = [
  [{ kind: 'integer' }, literal(0)],
  [{ kind: 'integer' }, literal(-7)],
  [{ kind: 'bigInteger' }, literal('9007199254740993')],
  [{ kind: 'decimal', precision: 10, scale: 2 }, literal('0.00')],
  [{ kind: 'decimal', precision: 10, scale: 2 }, literal(1.5)],
  [{ kind: 'decimal', precision: null, scale: null }, literal('-12345678901234567890.5')],
  [{ kind: 'double' }, literal(0.1)],
  [{ kind: 'double' }, literal(1e21)],
  [{ kind: 'text' }, literal('')],
  [{ kind: 'text' }, literal('it\'s a \\ "quoted"\n\ttext ? :: 1 -- $1')],
  [{ kind: 'text' }, literal('now()')],
  [{ kind: 'string', length: 20 }, literal('x')],
  [{ kind: 'char', length: 3 }, literal('ab')],
  [{ kind: 'boolean' }, literal(true)],
  [{ kind: 'boolean' }, literal(false)],
  [{ kind: 'json' }, literal({})],
  [{ kind: 'json' }, literal({ b: [1, 'x', null], a: { nested: "it's" } })],
  [{ kind: 'jsonb' }, literal({ b: [1, 'x', null], a: { nested: "it's" } })],
  [{ kind: 'jsonb' }, literal([])],
  [{ kind: 'jsonb' }, literal('text')],
  [{ kind: 'jsonb' }, literal(null)],
  [{ kind: 'uuid' }, literal('6F9619FF-8B86-D011-B42D-00CF4FC964FF')],
  [{ kind: 'uuid' }, { kind: 'uuid' }],
  [{ kind: 'date' }, literal('2020-02-29')],
  [{ kind: 'date' }, { kind: 'now' }],
  [{ kind: 'timestamp', precision: null, withTimezone: true }, { kind: 'now' }],
  [{ kind: 'timestamp', precision: null, withTimezone: false }, { kind: 'now' }],
  [{ kind: 'timestamp', precision: null, withTimezone: false }, literal('2020-01-01')],
  [{ kind: 'timestamp', precision: null, withTimezone: true }, literal('2020-01-01T10:00:00+02:00')],
  [{ kind: 'time', precision: null, withTimezone: false }, { kind: 'now' }],
  [{ kind: 'time', precision: null, withTimezone: true }, { kind: 'now' }],
  [{ kind: 'time', precision: null, withTimezone: false }, literal('10:30')],
  [{ kind: 'interval', precision: null }, literal('90 minutes')],
  [{ kind: 'array', of: { kind: 'integer' } }, literal([])],
  [{ kind: 'array', of: { kind: 'integer' } }, literal([1, null, 3])],
  [{ kind: 'array', of: { kind: 'text' } }, literal(['a,b', '"', 'NULL', '\\'])],
  [{ kind: 'array', of: { kind: 'jsonb' } }, literal([{ a: 1 }, 'x'])],
  [{ kind: 'enum', namespace: null, name: 'crew_status', values: [] }, literal('draft')],
  [{ kind: 'array', of: { kind: 'enum', namespace: null, name: 'crew_status', values: [] } }, literal(['draft'])],
  [{ kind: 'raw', sql: 'inet' }, literal('10.0.0.1')],
  [{ kind: 'raw', sql: 'money' }, literal(5)],
  [{ kind: 'text' }, expression('CURRENT_USER')],
  [{ kind: 'text' }, expression("upper('a' || 'b')")],
  [{ kind: 'text' }, expression("'written as sql'")],
  [{ kind: 'text' }, { kind: 'now' }],
  [{ kind: 'timestamp', precision: null, withTimezone: false }, expression("(now() at time zone 'utc')")],
  [{ kind: 'timestamp', precision: null, withTimezone: true }, expression("now() + interval '1 day'")],
  [{ kind: 'timestamp', precision: null, withTimezone: true }, expression('statement_timestamp()')],
  [{ kind: 'integer' }, expression('1 + 2 * 3')],
]

test('every default comes back as it was written', async () => {
  await expectRoundTrip('defaults', [
    { kind: 'enumType', namespace: null, name: 'crew_status', values: ['draft', 'active'], comment: 'States' },
    table('t'),
    ...defaults.map(([type, value], at) => column('t', `c${at}`, type, { default: value })),
  ])
})

test('constraints, indexes, identities, comments and generated columns come back as they were written', async () => {
  const { nullsNotDistinct } = postgres.capabilitiesOf(await serverVersion())
  const plain = { namespace: null, nameSource: 'given' } as const
  await expectRoundTrip('members', [
    { kind: 'namespace', name: 'billing' },
    { kind: 'enumType', namespace: 'billing', name: 'mood', values: ['b', 'a', ''], comment: "It's" },
    {
      kind: 'table',
      namespace: null,
      name: 'crews',
      comment: "Who's who\\",
      options: defaultTableOptions,
      definition: null,
    },
    {
      kind: 'table',
      namespace: null,
      name: 'fast',
      comment: null,
      options: { ...defaultTableOptions, unlogged: true },
      definition: null,
    },
    column('crews', 'id', { kind: 'bigInteger' }, { identity: identity('auto'), nullable: false }),
    column(
      'crews',
      'number',
      { kind: 'integer' },
      { identity: identity('always', { start: 100, increment: 5, cache: 10, cycle: true }) },
    ),
    column('crews', 'old', { kind: 'smallInteger' }, { identity: identity('serial') }),
    column('crews', 'down', { kind: 'integer' }, { identity: identity('byDefault', { increment: -1 }) }),
    column('crews', 'name', { kind: 'string', length: 50 }, { comment: 'Öffentlich; "shown"', collation: 'C' }),
    column('crews', 'email', { kind: 'text' }, { nullable: false }),
    column(
      'crews',
      'mood',
      { kind: 'enum', namespace: 'billing', name: 'mood', values: ['b', 'a', ''] },
      { default: literal('a') },
    ),
    column('crews', 'settings', { kind: 'jsonb' }),
    column('crews', 'boss', { kind: 'bigInteger' }),
    column(
      'crews',
      'shout',
      { kind: 'text' },
      { generated: { expression: writtenExpression("upper(name || '!')"), stored: true } },
    ),
    { kind: 'primaryKey', ...plain, table: 'crews', name: 'crews_pk', columns: ['id'] },
    {
      kind: 'unique',
      ...plain,
      table: 'crews',
      name: 'uq_email',
      columns: ['email', 'name'],
      deferrable: 'deferred',
      nullsNotDistinct: false,
      include: [],
    },
    {
      kind: 'unique',
      ...plain,
      table: 'crews',
      name: 'uq_include',
      columns: ['number'],
      deferrable: 'no',
      nullsNotDistinct,
      include: ['name', 'old'],
    },
    {
      kind: 'check',
      ...plain,
      table: 'crews',
      name: 'ck_name',
      expression: writtenExpression(`length(name) > 0 AND crews.name <> 'x'`),
    },
    { kind: 'check', ...plain, table: 'crews', name: 'ck_mood', expression: writtenExpression(`mood in ('a', 'b')`) },
    {
      kind: 'check',
      ...plain,
      table: 'crews',
      name: 'ck_case',
      expression: writtenExpression(`case when old is null then true else old > 0 end`),
    },
    {
      kind: 'foreignKey',
      ...plain,
      table: 'crews',
      name: 'fk_boss',
      columns: ['boss'],
      references: { namespace: null, table: 'crews', columns: ['id'] },
      onDelete: 'set null',
      onUpdate: 'cascade',
      deferrable: 'immediate',
      match: 'simple',
    },
    index('crews', 'ix_plain', [{ column: 'name' }, { column: 'email', order: 'desc' }]),
    index('crews', 'ix_nulls', [
      { column: 'name', nulls: 'first' },
      { column: 'email', order: 'desc', nulls: 'first' },
    ]),
    index(
      'crews',
      'ix_expr',
      [{ expression: writtenExpression('lower(email)') }, { expression: writtenExpression('old + 1') }],
      { unique: true },
    ),
    index('crews', 'ix_where', [{ column: 'old' }], {
      where: writtenExpression(`mood = 'a' and email like 'x%'`),
      include: ['number'],
    }),
    index('crews', 'ix_gin', [{ column: 'settings', operatorClass: 'jsonb_path_ops' }], { method: 'gin' }),
    index('crews', 'ix_pattern', [{ column: 'email', operatorClass: 'text_pattern_ops', collation: 'C' }]),
    index('crews', 'ix_default_class', [{ column: 'email', operatorClass: 'text_ops' }], { method: 'btree' }),
    index('crews', 'ix_expr_collate', [{ expression: writtenExpression('lower(email)'), collation: 'C' }]),
    index('crews', 'ix_nulls_one', [{ column: 'boss' }], { unique: true, nullsNotDistinct }),
    { ...(table('bills', 'billing') as Extract<CatalogObject, { kind: 'table' }>) },
    { ...column('bills', 'crew', { kind: 'bigInteger' }), namespace: 'billing' },
    {
      kind: 'foreignKey',
      namespace: 'billing',
      nameSource: 'given',
      table: 'bills',
      name: 'fk_crew',
      columns: ['crew'],
      references: { namespace: null, table: 'crews', columns: ['id'] },
      onDelete: 'restrict',
      onUpdate: 'set default',
      deferrable: 'no',
      match: 'full',
    },
  ])
})

test('names that trip careless code come back as they were written', async () => {
  const names = [...awkwardNames, 'x'.repeat(63), `${'ö'.repeat(31)}x`]
  await expectRoundTrip(
    'names',
    names.flatMap((name): readonly CatalogObject[] => [
      { kind: 'enumType', namespace: null, name: `${name.slice(0, 20)} e`, values: [name], comment: name },
      table(name),
      column(
        name,
        name,
        { kind: 'enum', namespace: null, name: `${name.slice(0, 20)} e`, values: [name] },
        { comment: name, default: literal(name) },
      ),
      column(name, 'id', { kind: 'integer' }, { identity: identity('serial') }),
      {
        kind: 'primaryKey',
        namespace: null,
        table: name,
        name: `${name.slice(0, 20)} pk`,
        nameSource: 'given',
        columns: ['id'],
      },
      {
        kind: 'foreignKey',
        namespace: null,
        table: name,
        name: `${name.slice(0, 20)} fk`,
        nameSource: 'given',
        columns: ['id'],
        references: { namespace: null, table: name, columns: ['id'] },
        onDelete: 'no action',
        onUpdate: 'no action',
        deferrable: 'no',
        match: 'simple',
      },
      {
        kind: 'check',
        namespace: null,
        table: name,
        name,
        nameSource: 'given',
        expression: writtenExpression(`"${name.replaceAll('"', '""')}" IS NOT NULL`),
      },
      index(name, `${name.slice(0, 20)} ix`, [{ column: name }]),
    ]),
  )
})

test('canonicalize asks nothing when nothing differs, and names what the server refuses', async () => {
  await using scratch = await scratchConnection('canonicalize')
  const { connection } = scratch
  const ck = (name: string, sql: string): CatalogObject => ({
    kind: 'check',
    namespace: null,
    table: 't',
    name,
    nameSource: 'given',
    expression: writtenExpression(sql),
  })
  const objects = [table('t'), column('t', 'a', { kind: 'integer' }), ck('ck_a', 'a>0')]
  await create(createCatalog(objects), connection)
  const found = await scratch.introspect()
  const closed = {
    ...connection,
    executeScript: () => Promise.reject(new Error('asked')),
    inTransaction: false,
    serverVersion: '18',
  }
  await postgres.canonicalize(createCatalog(objects), found, closed)
  const broken = createCatalog([
    table('t'),
    column('t', 'a', { kind: 'raw', sql: 'no_such_type' }),
    ck('ck_a', 'nope > 0'),
  ])
  await expect(postgres.canonicalize(broken, found, connection)).rejects.toMatchObject({
    code: 'LB4110',
    message: expect.stringContaining(`the check 'ck_a' of table 't': column "nope" does not exist`),
  })
  expect(connection.inTransaction).toBe(false)
  expect(await scratch.introspect().then((catalog) => [...catalog.objects()].length)).toBe([...found.objects()].length)
})
