import { type TableRef, displayTable, idOf, tableOf } from '../schema/index.ts'
import { alterStatement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { printTableCall } from './source/call-place.ts'
import { requireColumn, requireFree, requireTable } from './catalog-state.ts'
import { fillerFor } from './column-filler.ts'
import { columnSource } from './source/column-source.ts'
import { hangingOn, requireUnusedColumn } from './column-use.ts'
import { commentOnColumn } from './comment-statement.ts'
import type { AddColumn, DropColumn, Operation } from './data.ts'
import { defineOperation } from './definition.ts'
import { forgetDefinition } from './forget-definition.ts'
import { allHeirsOf, passOn, takeBack } from './inherited-members.ts'
import { nothingToUndo, reversible } from './reversal.ts'
import {
  columnId,
  makes,
  needs,
  removes,
  settleTouches,
  tableId,
  touchesOfMaking,
  touchesOfRemoving,
} from './touches.ts'

const refOf = (op: DropColumn): TableRef => ({ namespace: op.namespace, name: op.table })

export const addColumn = defineOperation<AddColumn>({
  kind: 'addColumn',
  touches: (op, before) =>
    settleTouches([
      ...touchesOfMaking(op.column, before),
      ...allHeirsOf(before, tableOf(op.column)).map((heir) => makes(columnId(heir, op.column.name))),
    ]),
  reverse(op, before) {
    const { namespace, table, name } = op.column
    if (op.ifNotExists && before.has(columnId(tableOf(op.column), name))) return nothingToUndo
    return reversible([{ kind: 'dropColumn', namespace, table, column: name, ifExists: false }])
  },
  apply(draft, op) {
    const ref = tableOf(op.column)
    requireTable(draft, ref)
    if (op.ifNotExists && draft.has(columnId(ref, op.column.name))) return
    requireFree(draft, columnId(ref, op.column.name))
    draft.put(op.column)
    passOn(draft, op.column)
    forgetDefinition(draft, ref)
  },
  emit(op, grammar) {
    const { namespace, table, name, comment } = op.column
    const clause = `ADD COLUMN ${op.ifNotExists ? 'IF NOT EXISTS ' : ''}${grammar.columnDefinition(op.column)}`
    return [
      alterStatement(grammar.qualified(namespace, table), clause),
      ...(comment === null ? [] : [commentOnColumn(grammar, tableOf(op.column), name, comment)]),
    ]
  },
  source(op, writer, receiver) {
    const args = [sourceString(op.column.name), columnSource(op.column, writer)]
    printTableCall(writer, receiver, 'addColumn', op.column, (table) => [...table, ...args], {
      ifNotExists: op.ifNotExists,
    })
  },
  describe: (op) => `Add column ${op.column.name} to ${displayTable(tableOf(op.column))}`,
})

export const dropColumn = defineOperation<DropColumn>({
  kind: 'dropColumn',
  touches(op, before) {
    const ref = refOf(op)
    const column = before.get(columnId(ref, op.column))
    return settleTouches([
      needs(tableId(ref)),
      ...hangingOn(before, ref, op.column).flatMap((member) => touchesOfRemoving(member, before)),
      ...(column?.kind === 'column' ? touchesOfRemoving(column, before) : []),
      removes(columnId(ref, op.column)),
      ...allHeirsOf(before, ref)
        .map((heir) => before.get(columnId(heir, op.column)))
        .flatMap((one) => (one?.kind === 'column' && one.inherited === true ? [removes(idOf(one))] : [])),
    ])
  },
  reverse(op, before) {
    const ref = refOf(op)
    if (op.ifExists && !before.has(columnId(ref, op.column))) return nothingToUndo
    const column = requireColumn(before, ref, op.column)
    const filler = fillerFor(column, before)
    const operations: Operation[] = [
      { kind: 'addColumn', column: filler === null ? column : { ...column, default: filler }, ifNotExists: false },
    ]
    if (filler !== null) {
      const { namespace, table } = op
      const changes = { default: null }
      operations.push({ kind: 'alterColumn', namespace, table, column: op.column, changes, using: null })
    }
    for (const member of hangingOn(before, ref, op.column)) {
      operations.push(
        member.kind === 'index'
          ? { kind: 'createIndex', index: member, concurrently: false, ifNotExists: false }
          : { kind: 'createConstraint', constraint: member },
      )
    }
    return reversible(operations, `Values of ${displayTable(ref)}.${op.column}`)
  },
  apply(draft, op) {
    const ref = refOf(op)
    if (op.ifExists && draft.has(tableId(ref)) && !draft.has(columnId(ref, op.column))) return
    const column = requireColumn(draft, ref, op.column)
    requireUnusedColumn(draft, ref, op.column)
    for (const member of hangingOn(draft, ref, op.column)) draft.remove(member)
    draft.remove(columnId(ref, op.column))
    takeBack(draft, column)
    forgetDefinition(draft, ref)
  },
  emit: (op, grammar) => [
    alterStatement(
      grammar.qualified(op.namespace, op.table),
      `DROP COLUMN ${op.ifExists ? 'IF EXISTS ' : ''}${grammar.quote(op.column)}`,
    ),
  ],
  source(op, writer, receiver) {
    printTableCall(writer, receiver, 'dropColumn', op, (table) => [...table, sourceString(op.column)], {
      ifExists: op.ifExists,
    })
  },
  describe: (op) => `Drop column ${op.column} of ${displayTable(refOf(op))}`,
})
