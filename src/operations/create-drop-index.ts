import { type TableRef, displayTable, idOf, tableOf } from '../schema/index.ts'
import { statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { blockReceiver, printTableCall } from './source/call-place.ts'
import { findIndex, requireColumn, requireFree, requireIndex, requireTable } from './catalog-state.ts'
import { requireUnneededKey } from './column-use.ts'
import type { CreateIndex, DropIndex } from './data.ts'
import { defineOperation } from './definition.ts'
import { indexOptions, indexParts } from './source/member-source.ts'
import { nothingToUndo, reversible } from './reversal.ts'
import { optionalString } from './source/source-tree.ts'
import { needs, removes, settleTouches, tableId, touchesOfMaking, touchesOfRemoving } from './touches.ts'

export const createIndex = defineOperation<CreateIndex>({
  kind: 'createIndex',
  touches: (op, before) => settleTouches(touchesOfMaking(op.index, before)),
  reverse(op, before) {
    const { namespace, table, name } = op.index
    if (op.ifNotExists && findIndex(before, op.index) !== undefined) return nothingToUndo
    return reversible([{ kind: 'dropIndex', namespace, table, name, concurrently: op.concurrently, ifExists: false }])
  },
  apply(draft, op) {
    const ref = tableOf(op.index)
    requireTable(draft, ref)
    if (op.ifNotExists && draft.has(idOf(op.index))) return
    requireFree(draft, idOf(op.index))
    for (const part of op.index.parts) if (part.column !== null) requireColumn(draft, ref, part.column)
    for (const column of op.index.include) requireColumn(draft, ref, column)
    draft.put(op.index)
  },
  emit: (op, grammar) => [
    statement(grammar.createIndex(op.index, { concurrently: op.concurrently, ifNotExists: op.ifNotExists }), {
      transaction: op.concurrently ? 'outside' : 'inside',
    }),
  ],
  source(op, writer, receiver) {
    const { index } = op
    const parts = indexParts(index, writer)
    printTableCall(writer, receiver, 'createIndex', index, (table) => [sourceString(index.name), ...table, parts], {
      ...indexOptions(index, writer),
      concurrently: op.concurrently,
      ifNotExists: op.ifNotExists,
    })
  },
  describe: (op) =>
    `Create ${op.index.unique ? 'unique ' : ''}index ${op.index.name} on ${displayTable(tableOf(op.index))}`,
})

export const dropIndex = defineOperation<DropIndex>({
  kind: 'dropIndex',
  touches(op, before) {
    const index = findIndex(before, op)
    if (index !== undefined) return settleTouches(touchesOfRemoving(index, before))
    if (op.table === null) return []
    const ref: TableRef = { namespace: op.namespace, name: op.table }
    return [needs(tableId(ref)), removes({ kind: 'index', namespace: op.namespace, table: op.table, name: op.name })]
  },
  reverse(op, before) {
    if (op.ifExists && findIndex(before, op) === undefined) return nothingToUndo
    const index = requireIndex(before, op)
    return reversible([{ kind: 'createIndex', index, concurrently: op.concurrently, ifNotExists: false }])
  },
  apply(draft, op) {
    if (op.ifExists && findIndex(draft, op) === undefined) return
    const index = requireIndex(draft, op)
    requireUnneededKey(draft, index)
    draft.remove(idOf(index))
  },
  emit(op, grammar) {
    const words = [op.concurrently ? 'CONCURRENTLY ' : '', op.ifExists ? 'IF EXISTS ' : ''].join('')
    return [
      statement(`DROP INDEX ${words}${grammar.qualified(op.namespace, op.name)}`, {
        transaction: op.concurrently ? 'outside' : 'inside',
      }),
    ]
  },
  source(op, writer, receiver) {
    const more = { concurrently: op.concurrently, ifExists: op.ifExists }
    const on = { namespace: op.namespace, table: '' }
    const withTable = receiver === blockReceiver ? {} : { table: optionalString(op.table) }
    printTableCall(writer, receiver, 'dropIndex', on, () => [sourceString(op.name)], { ...withTable, ...more })
  },
  describe: (op) =>
    `Drop index ${op.name}${op.table === null ? '' : ` of ${displayTable({ namespace: op.namespace, name: op.table })}`}`,
})
