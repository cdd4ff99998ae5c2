import { type TableRef, displayTable } from '../schema/index.ts'
import { sourceString } from '../text/index.ts'
import { printTableCall } from './source/call-place.ts'
import { requireTable } from './catalog-state.ts'
import { commentOnTable } from './comment-statement.ts'
import type { SetTableComment } from './data.ts'
import { defineOperation } from './definition.ts'
import { reversible } from './reversal.ts'
import { changes, tableId } from './touches.ts'

const refOf = (op: SetTableComment): TableRef => ({ namespace: op.namespace, name: op.table })

export const setTableComment = defineOperation<SetTableComment>({
  kind: 'setTableComment',
  touches: (op) => [changes(tableId(refOf(op)))],
  reverse: (op, before) => reversible([{ ...op, comment: requireTable(before, refOf(op)).comment }]),
  apply(draft, op) {
    draft.put({ ...requireTable(draft, refOf(op)), comment: op.comment })
  },
  emit: (op, grammar) => [commentOnTable(grammar, refOf(op), op.comment)],
  source(op, writer, receiver) {
    const { comment } = op
    if (comment === null) printTableCall(writer, receiver, 'dropTableComment', op, (table) => table)
    else printTableCall(writer, receiver, 'createTableComment', op, (table) => [...table, sourceString(comment)])
  },
  describe: (op) => `${op.comment === null ? 'Remove' : 'Set'} the comment of table ${displayTable(refOf(op))}`,
})
