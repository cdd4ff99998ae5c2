import { type TableRef, displayTable, idOf, renameColumnIn, tableKey, tableOf } from '../schema/index.ts'
import { statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { printTableCall } from './source/call-place.ts'
import { requireColumn, requireFree } from './catalog-state.ts'
import { generatedFrom, hangingOn } from './column-use.ts'
import type { RenameColumn } from './data.ts'
import { defineOperation } from './definition.ts'
import { forgetDefinition } from './forget-definition.ts'
import { reversible } from './reversal.ts'
import { changes, columnId, makes, needs, removes, settleTouches, tableId } from './touches.ts'

const refOf = (op: RenameColumn): TableRef => ({ namespace: op.namespace, name: op.table })

export const renameColumn = defineOperation<RenameColumn>({
  kind: 'renameColumn',
  touches(op, before) {
    const ref = refOf(op)
    const pointing = before.referencesTo(ref).filter((key) => key.references.columns.includes(op.column))
    return settleTouches([
      needs(tableId(ref)),
      removes(columnId(ref, op.column)),
      makes(columnId(ref, op.to)),
      ...hangingOn(before, ref, op.column).map((member) => changes(idOf(member))),
      ...generatedFrom(before, ref, op.column).map((name) => changes(columnId(ref, name))),
      ...pointing.map((key) => changes(idOf(key))),
    ])
  },
  reverse: (op) => reversible([{ ...op, column: op.to, to: op.column }]),
  apply(draft, op) {
    const ref = refOf(op)
    requireColumn(draft, ref, op.column)
    requireFree(draft, columnId(ref, op.to))
    const pointing = draft.referencesTo(ref).filter((key) => tableKey(tableOf(key)) !== tableKey(ref))
    renameColumnIn(draft, ref, op.column, op.to)
    // The CREATE text of a table that references the renamed column names it.
    for (const key of pointing) {
      if (key.references.columns.includes(op.column)) forgetDefinition(draft, tableOf(key))
    }
  },
  emit: (op, grammar) => [
    statement(
      `ALTER TABLE ${grammar.qualified(op.namespace, op.table)} ` +
        `RENAME COLUMN ${grammar.quote(op.column)} TO ${grammar.quote(op.to)}`,
    ),
  ],
  source(op, writer, receiver) {
    const names = [sourceString(op.column), sourceString(op.to)]
    printTableCall(writer, receiver, 'renameColumn', op, (table) => [...table, ...names])
  },
  describe: (op) => `Rename column ${op.column} of ${displayTable(refOf(op))} to ${op.to}`,
})
