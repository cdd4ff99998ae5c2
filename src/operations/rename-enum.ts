import { type TableRef, displayTable, followRename, idOf } from '../schema/index.ts'
import { statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { printCall } from './source/call-place.ts'
import { requireFree } from './catalog-state.ts'
import type { RenameEnum } from './data.ts'
import { defineOperation } from './definition.ts'
import { enumValues } from './enum-state.ts'
import { columnsOfEnum, updateEnumColumns } from './enum-use.ts'
import { reversible } from './reversal.ts'
import { optionalString } from './source/source-tree.ts'
import { changes, enumId, enumValueId, makes, removes } from './touches.ts'

const refOf = (op: RenameEnum): TableRef => ({ namespace: op.namespace, name: op.name })

export const renameEnum = defineOperation<RenameEnum>({
  kind: 'renameEnum',
  touches(op, before) {
    const found = before.get(enumId(refOf(op)))
    const values = found?.kind === 'enumType' ? found.values : []
    const next = { namespace: op.namespace, name: op.to }
    return [
      removes(enumId(refOf(op))),
      ...values.map((value) => removes(enumValueId(refOf(op), value))),
      makes(enumId(next)),
      ...values.map((value) => makes(enumValueId(next, value))),
      ...columnsOfEnum(before, refOf(op)).map((column) => changes(idOf(column))),
    ]
  },
  reverse: (op) => reversible([{ ...op, name: op.to, to: op.name }]),
  apply(draft, op) {
    enumValues(draft, refOf(op))
    requireFree(draft, enumId({ namespace: op.namespace, name: op.to }))
    const found = draft.get({ kind: 'enumType', namespace: op.namespace, name: op.name })
    if (found !== undefined) {
      draft.remove(found)
      draft.put({ ...found, name: op.to })
    }
    updateEnumColumns(draft, refOf(op), (type) => ({ ...type, name: op.to }))
    followRename(draft, { id: enumId(refOf(op)), to: op.to })
  },
  emit: (op, grammar) => [
    statement(`ALTER TYPE ${grammar.qualified(op.namespace, op.name)} RENAME TO ${grammar.quote(op.to)}`),
  ],
  source(op, writer, receiver) {
    printCall(writer, receiver, 'renameEnum', [sourceString(op.name), sourceString(op.to)], {
      schema: optionalString(op.namespace),
    })
  },
  describe: (op) => `Rename enum type ${displayTable(refOf(op))} to ${op.to}`,
})
