import { type ForeignKey, type TableRef, displayTable, idOf, renameTableIn, tableOf } from '../schema/index.ts'
import { statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { printCall } from './source/call-place.ts'
import { requireFree, requireTable } from './catalog-state.ts'
import type { RenameTable } from './data.ts'
import { defineOperation } from './definition.ts'
import { forgetDefinition } from './forget-definition.ts'
import { reversible } from './reversal.ts'
import { optionalString } from './source/source-tree.ts'
import { changes, makes, needs, namespaceIds, removes, settleTouches, tableId } from './touches.ts'

const refOf = (op: RenameTable): TableRef => ({ namespace: op.namespace, name: op.table })

export const renameTable = defineOperation<RenameTable>({
  kind: 'renameTable',
  touches(op, before) {
    const members = [...before.membersOf(refOf(op))]
    return settleTouches([
      ...namespaceIds(op.namespace).map(needs),
      removes(tableId(refOf(op))),
      makes(tableId({ namespace: op.namespace, name: op.to })),
      ...members.map((member) => removes(idOf(member))),
      ...members.map((member) => makes(idOf({ ...member, table: op.to }))),
      ...before.referencesTo(refOf(op)).map((key: ForeignKey) => changes(idOf(key))),
    ])
  },
  reverse: (op) => reversible([{ ...op, table: op.to, to: op.table }]),
  apply(draft, op) {
    requireTable(draft, refOf(op))
    requireFree(draft, tableId({ namespace: op.namespace, name: op.to }))
    const pointing = draft.referencesTo(refOf(op)).map(tableOf)
    renameTableIn(draft, refOf(op), op.to)
    // The CREATE text of a table that references the renamed one names it.
    for (const ref of pointing) forgetDefinition(draft, ref)
  },
  emit: (op, grammar) => [
    statement(`ALTER TABLE ${grammar.qualified(op.namespace, op.table)} RENAME TO ${grammar.quote(op.to)}`),
  ],
  source(op, writer, receiver) {
    printCall(writer, receiver, 'renameTable', [sourceString(op.table), sourceString(op.to)], {
      schema: optionalString(op.namespace),
    })
  },
  describe: (op) => `Rename table ${displayTable(refOf(op))} to ${op.to}`,
})
