import { followRename, idOf, tableOf } from '../schema/index.ts'
import { statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { blockReceiver, printTableCall } from './source/call-place.ts'
import { findIndex, requireFree, requireIndex } from './catalog-state.ts'
import type { RenameIndex } from './data.ts'
import { defineOperation } from './definition.ts'
import { replaceMember } from './replace-member.ts'
import { reversible } from './reversal.ts'
import { optionalString } from './source/source-tree.ts'
import { makes, needs, removes, tableId } from './touches.ts'

export const renameIndex = defineOperation<RenameIndex>({
  kind: 'renameIndex',
  touches(op, before) {
    const index = findIndex(before, op)
    if (index === undefined) return []
    return [needs(tableId(tableOf(index))), removes(idOf(index)), makes(idOf({ ...index, name: op.to }))]
  },
  reverse: (op) => reversible([{ ...op, name: op.to, to: op.name }]),
  apply(draft, op) {
    const index = requireIndex(draft, op)
    const next = { ...index, name: op.to, nameSource: 'given' } as const
    requireFree(draft, idOf(next))
    const table = draft.get({ kind: 'table', namespace: index.namespace, name: index.table })
    replaceMember(draft, index, next)
    // An index is no part of the table's CREATE text.
    if (table !== undefined) draft.put(table)
    followRename(draft, { id: idOf(index), to: op.to })
  },
  emit: (op, grammar) => [
    statement(`ALTER INDEX ${grammar.qualified(op.namespace, op.name)} RENAME TO ${grammar.quote(op.to)}`),
  ],
  source(op, writer, receiver) {
    const names = [sourceString(op.name), sourceString(op.to)]
    const on = { namespace: op.namespace, table: '' }
    const more = receiver === blockReceiver ? {} : { table: optionalString(op.table) }
    printTableCall(writer, receiver, 'renameIndex', on, () => names, more)
  },
  describe: (op) => `Rename index ${op.name} to ${op.to}`,
})
