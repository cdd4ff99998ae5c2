import { expect, test } from 'vitest'
import { operationsOf } from '../../test/support/operations-of.ts'
import { integer, text } from '../models/index.ts'
import { createCatalog } from '../schema/index.ts'
import { SourceWriter } from '../text/index.ts'
import { columnsOf, inColumnOrder } from './column-order.ts'
import { applyOperations, printOperation, reverseOperation } from './registry.ts'

test('named items share their places, the others keep theirs', () => {
  const items = ['a', 'b', 'c', 'd'].map((name) => ({ name }))
  expect(inColumnOrder(items, ['d', 'b']).map(({ name }) => name)).toEqual(['a', 'd', 'c', 'b'])
})

test('an order has a way back and its own source', async () => {
  const [create, order] = await operationsOf(async (op) => {
    await op.createTable('users', (t) => {
      t.column('id', integer())
      t.column('name', text())
    })
    await op.alterTable('users', (t) => t.addColumn('age', integer()), { columnOrder: ['age', 'id'] })
  })
  if (create === undefined || order === undefined) throw new Error('two operations')
  const users = { namespace: null, name: 'users' }
  const before = applyOperations(createCatalog([]), [create])
  const after = applyOperations(before, [order])
  const names = (catalog: typeof after) => columnsOf(catalog, users).map(({ name }) => name)
  expect(names(after)).toEqual(['age', 'name', 'id'])
  const reversal = reverseOperation(order, before)
  expect(names(applyOperations(after, reversal.kind === 'reversible' ? reversal.operations : []))).toEqual(
    names(before),
  )
  const writer = new SourceWriter()
  printOperation(order, writer, 'await op')
  expect(writer.toString()).toContain("{ columnOrder: ['age', 'id'] }")
  expect(() => applyOperations(before, [{ ...order, columnOrder: ['nam'] } as typeof order])).toThrow(/nam/)
})
