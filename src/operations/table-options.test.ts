import { expect, test } from 'vitest'
import { operationsOf } from '../../test/support/operations-of.ts'
import { integer, text } from '../models/index.ts'
import { createCatalog } from '../schema/index.ts'
import { SourceWriter } from '../text/index.ts'
import { type Operations, applyOperations, renderOperations, reverseOperation } from './index.ts'

async function given(body: (op: Operations) => unknown) {
  return applyOperations(createCatalog([]), await operationsOf(body))
}

const readings = (op: Operations) => {
  void op.createTable(
    'readings',
    (t) => {
      t.column('id', integer().notNull())
      t.column('place', text().attributes({ storage: 'external' }))
      t.check('ck_id', 'id > 0', { attributes: { notValid: true } })
    },
    { partitionBy: 'HASH (id)' },
  )
  void op.createTable('readings_0', () => {}, {
    inherits: ['readings'],
    bound: 'FOR VALUES WITH (MODULUS 1, REMAINDER 0)',
    attributes: { storage: { fillfactor: '70' } },
  })
}

test('a partition has the columns and checks of its table, those that come later too', async () => {
  const catalog = await given((op) => {
    readings(op)
    void op.createIndex('ix_place', 'readings_0', ['place'])
    void op.addColumn('readings', 'later', integer())
    void op.renameColumn('readings', 'place', 'spot')
    void op.dropColumn('readings', 'later')
    void op.renameTable('readings', 'measures')
  })
  const table = catalog.get({ kind: 'table', namespace: null, name: 'readings_0' })
  expect(table).toMatchObject({ inherits: [{ namespace: null, name: 'measures' }] })
  const definition = catalog.definitionOf({ namespace: null, name: 'readings_0' })
  expect(definition?.columns.map(({ name, inherited }) => [name, inherited])).toEqual([
    ['id', true],
    ['spot', true],
  ])
  expect(definition?.checks).toHaveLength(1)
  expect(definition?.indexes[0]?.parts[0]?.column).toBe('spot')
})

test('options and attributes change one by one, and back', async () => {
  const before = await given(readings)
  const operations = await operationsOf((op) => {
    void op.setTableOptions('readings_0', { unlogged: true, storage: null, inherits: [], bound: null })
    void op.alterConstraint('ck_id', 'readings', { notValid: null }, { type: 'check' })
    void op.alterColumn('readings', 'place', { attributes: { storage: null, statistics: 100 } })
  })
  const after = applyOperations(before, operations)
  const table = after.get({ kind: 'table', namespace: null, name: 'readings_0' })
  expect(table).not.toHaveProperty('attributes')
  expect(table).not.toHaveProperty('bound')
  expect(table).toMatchObject({ options: { unlogged: true } })
  const column = after.get({ kind: 'column', namespace: null, table: 'readings', name: 'place' })
  expect(column).toMatchObject({ attributes: { statistics: 100 } })
  let back = after
  let at = before
  const reversals = operations.map((operation) => {
    const reversal = reverseOperation(operation, at)
    at = applyOperations(at, [operation])
    return reversal.kind === 'reversible' ? reversal.operations : []
  })
  for (const list of reversals.reverse()) back = applyOperations(back, list)
  expect([...back.objects()]).toEqual([...before.objects()])
})

test('they are printed as they are called', async () => {
  const body = (op: Operations) => {
    readings(op)
    void op.setTableOptions('readings_0', { inherits: [], bound: null, replicaIdentity: 'full' })
    void op.alterIndex('ix', 'readings', { clustered: true })
  }
  const writer = new SourceWriter()
  renderOperations(await operationsOf(body), writer)
  expect(writer.toString()).toMatchInlineSnapshot(`
    "await op.createTable(
      'readings',
      (t) => {
        t.column('id', integer().notNull())
        t.column('place', text().attributes({ storage: 'external' }))
        t.check('ck_id', sql\`id > 0\`, { attributes: { notValid: true } })
      },
      { partitionBy: 'HASH (id)' },
    )
    await op.createTable('readings_0', () => {}, {
      inherits: ['readings'],
      bound: 'FOR VALUES WITH (MODULUS 1, REMAINDER 0)',
      attributes: { storage: { fillfactor: '70' } },
    })
    await op.setTableOptions('readings_0', { inherits: [], bound: null, replicaIdentity: 'full' })
    await op.alterIndex('ix', 'readings', { clustered: true })
    "
  `)
})

test('a partition needs its table, a change something to change', async () => {
  await expect(operationsOf((op) => op.createTable('p', () => {}, { bound: 'DEFAULT' }))).rejects.toMatchObject({
    code: 'LB5004',
  })
  await expect(operationsOf((op) => op.setTableOptions('p', {}))).rejects.toMatchObject({ code: 'LB5004' })
})
