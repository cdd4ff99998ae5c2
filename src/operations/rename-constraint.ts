import { type TableRef, displayTable, followRename, idOf } from '../schema/index.ts'
import { statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { printTableCall } from './source/call-place.ts'
import { findConstraint, requireConstraint, requireFreeConstraintName } from './catalog-state.ts'
import type { RenameConstraint } from './data.ts'
import { defineOperation } from './definition.ts'
import { replaceMember } from './replace-member.ts'
import { reversible } from './reversal.ts'
import { changes, makes, namesOf, needs, removes, settleTouches, tableId } from './touches.ts'

const refOf = (op: RenameConstraint): TableRef => ({ namespace: op.namespace, name: op.table })

export const renameConstraint = defineOperation<RenameConstraint>({
  kind: 'renameConstraint',
  touches(op, before) {
    const constraint = findConstraint(before, refOf(op), op.name)
    if (constraint === undefined) return [changes(tableId(refOf(op)))]
    return settleTouches([
      needs(tableId(refOf(op))),
      ...namesOf(constraint).map(removes),
      ...namesOf({ ...constraint, name: op.to }).map(makes),
    ])
  },
  reverse: (op) => reversible([{ ...op, name: op.to, to: op.name }]),
  apply(draft, op) {
    const constraint = requireConstraint(draft, refOf(op), op.name)
    requireFreeConstraintName(draft, refOf(op), op.to)
    replaceMember(draft, constraint, { ...constraint, name: op.to, nameSource: 'given' })
    followRename(draft, { id: idOf(constraint), to: op.to })
  },
  emit: (op, grammar) => [
    statement(
      `ALTER TABLE ${grammar.qualified(op.namespace, op.table)} ` +
        `RENAME CONSTRAINT ${grammar.quote(op.name)} TO ${grammar.quote(op.to)}`,
    ),
  ],
  source(op, writer, receiver) {
    const names = [sourceString(op.name), sourceString(op.to)]
    printTableCall(writer, receiver, 'renameConstraint', op, (table) => [...names, ...table])
  },
  describe: (op) => `Rename constraint ${op.name} of ${displayTable(refOf(op))} to ${op.to}`,
})
