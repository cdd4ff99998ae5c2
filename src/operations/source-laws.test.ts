import { writtenExpression } from '../schema/index.ts'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { offlineCatalog } from '../../test/support/random-catalog.ts'
import { randomOperation } from '../../test/support/random-operation.ts'
import { Random } from '../../test/support/random.ts'
import { operationsOf } from '../../test/support/operations-of.ts'
import * as models from '../models/index.ts'
import { SourceWriter } from '../text/index.ts'
import { type Operation, renderOperations } from './index.ts'

/** Many runs take their time on a busy machine. */
const timeoutMs = 120_000

/** Runs the body of a revision file with what it imports; the operations that it asks for. */
function evaluated(body: string, imports: readonly string[]): Promise<readonly Operation[]> {
  const known: { readonly [name: string]: unknown } = models
  const AsyncFunction = operationsOf.constructor as new (...args: string[]) => (...args: unknown[]) => Promise<void>
  const run = new AsyncFunction('op', ...imports, body)
  return operationsOf((op) => run(op, ...imports.map((name) => known[name])))
}

function rendered(operations: readonly Operation[]): SourceWriter {
  const writer = new SourceWriter()
  renderOperations(operations, writer)
  return writer
}

test(
  'what is rendered and loaded again is the same operation',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (draw) => {
        const random = new Random(draw)
        const op = randomOperation(random, offlineCatalog(random))
        const writer = rendered([op])
        expect(await evaluated(writer.toString(), writer.imports)).toEqual([op])
      }),
      { numRuns: 300 },
    )
  },
  timeoutMs,
)

test(
  'lines are no longer than 100 columns',
  () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const random = new Random(draw)
        const writer = new SourceWriter()
        writer.indented(() => renderOperations([randomOperation(random, offlineCatalog(random))], writer))
        const long = writer
          .toString()
          .split('\n')
          .filter((line) => line.length > 100)
        expect(long).toEqual([])
      }),
      { numRuns: 200 },
    )
  },
  timeoutMs,
)

test('rows, parameters and SQL come back as they were', async () => {
  const operations: readonly Operation[] = [
    { kind: 'execute', sql: 'UPDATE ships SET name = ? -- `${x}` \\d\n  WHERE id = ?', parameters: ["it's", 7n] },
    { kind: 'execute', sql: "SELECT 'one line'", parameters: [] },
    {
      kind: 'updateInBatches',
      namespace: 'port',
      table: 'ships',
      set: {
        name: { kind: 'expression', expression: writtenExpression("first || ' `'") },
        "it's": { kind: 'value', value: null },
      },
      where: writtenExpression('name IS NULL'),
      batchSize: 50,
    },
    {
      kind: 'bulkInsert',
      namespace: 'port',
      table: 'ships',
      rows: [
        { id: 1, built: new Date(0), hull: new Uint8Array([1, 255]), crew: { captain: null } },
        { id: 9007199254740993n, name: 'quo"te', weight: -0 },
      ],
    },
  ]
  const writer = rendered(operations)
  expect(await evaluated(writer.toString(), writer.imports)).toEqual(operations)
})

test('a file reads like one that a careful person wrote', () => {
  const place = { namespace: null, table: 'crews' } as const
  const plain = { default: null, identity: null, generated: null, collation: null, comment: null } as const
  const given = { ...place, nameSource: 'given' } as const
  const status = {
    kind: 'enum',
    namespace: null,
    name: 'crew_status',
    values: ['draft', 'active', 'archived'],
  } as const
  const writer = rendered([
    {
      kind: 'createTable',
      ifNotExists: false,
      definition: {
        table: {
          kind: 'table',
          namespace: null,
          name: 'crews',
          comment: null,
          options: { strict: false, withoutRowid: false, unlogged: false },
          definition: null,
        },
        columns: [
          { kind: 'column', ...place, name: 'id', type: { kind: 'uuid' }, nullable: false, ...plain },
          {
            kind: 'column',
            ...place,
            name: 'status',
            type: status,
            nullable: false,
            ...plain,
            default: { kind: 'literal', value: 'draft' },
            comment: 'Where in its life the crew is: only active crews take tasks',
          },
          {
            kind: 'column',
            ...place,
            name: 'created_at',
            type: { kind: 'timestamp', precision: null, withTimezone: true },
            nullable: false,
            ...plain,
            default: { kind: 'now' },
          },
        ],
        primaryKey: { kind: 'primaryKey', ...given, name: 'pk_crews', columns: ['id'] },
        uniques: [],
        checks: [
          {
            kind: 'check',
            ...given,
            name: 'ck_crews_dates',
            expression: { sql: "created_at > '2020-01-01'", canonical: null },
          },
        ],
        foreignKeys: [],
        indexes: [],
        others: [],
      },
    },
    {
      kind: 'alterTable',
      ...place,
      rebuild: 'auto',
      changes: [
        { kind: 'alterColumn', ...place, column: 'status', changes: { nullable: true, default: null }, using: null },
        {
          kind: 'createConstraint',
          constraint: {
            kind: 'foreignKey',
            ...given,
            name: 'fk_crews_owner_id_users',
            columns: ['owner_id'],
            references: { namespace: null, table: 'users', columns: ['id'] },
            onDelete: 'cascade',
            onUpdate: 'no action',
            deferrable: 'no',
            match: 'simple',
          },
        },
      ],
    },
  ])
  expect(writer.toString()).toMatchInlineSnapshot(`
    "await op.createTable('crews', (t) => {
      t.column('id', uuid().notNull())
      t.column(
        'status',
        enumType('crew_status', ['draft', 'active', 'archived'])()
          .notNull()
          .default('draft')
          .comment('Where in its life the crew is: only active crews take tasks'),
      )
      t.column('created_at', timestamp({ withTimezone: true }).notNull().defaultNow())
      t.primaryKey('pk_crews', ['id'])
      t.check('ck_crews_dates', sql\`created_at > '2020-01-01'\`)
    })
    await op.alterTable('crews', (t) => {
      t.alterColumn('status', { nullable: true, default: null })
      t.createForeignKey('fk_crews_owner_id_users', 'users', ['owner_id'], ['id'], {
        onDelete: 'cascade',
      })
    })
    "
  `)
  expect(writer.imports).toEqual(['enumType', 'sql', 'timestamp', 'uuid'])
})
