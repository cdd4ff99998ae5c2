import { type TableRef, displayTable } from '../schema/index.ts'
import { statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { printCall } from './source/call-place.ts'
import type { RenameEnumValue } from './data.ts'
import { defineOperation } from './definition.ts'
import { renameValueInExpressions } from './enum-expressions.ts'
import { enumValues, requireEnumValue, requireFreeEnumValue, setEnumValues } from './enum-state.ts'
import { reversible } from './reversal.ts'
import { optionalString } from './source/source-tree.ts'
import { changes, enumId, enumValueId, makes, removes } from './touches.ts'

const refOf = (op: RenameEnumValue): TableRef => ({ namespace: op.namespace, name: op.name })

export const renameEnumValue = defineOperation<RenameEnumValue>({
  kind: 'renameEnumValue',
  touches: (op) => [
    changes(enumId(refOf(op))),
    removes(enumValueId(refOf(op), op.value)),
    makes(enumValueId(refOf(op), op.to)),
  ],
  reverse: (op) => reversible([{ ...op, value: op.to, to: op.value }]),
  apply(draft, op) {
    const values = enumValues(draft, refOf(op))
    requireEnumValue(values, refOf(op), op.value)
    requireFreeEnumValue(values, refOf(op), op.to)
    const rename = (value: string) => (value === op.value ? op.to : value)
    renameValueInExpressions(draft, refOf(op), op.value, op.to)
    setEnumValues(draft, refOf(op), values.map(rename), rename)
  },
  emit(op, grammar) {
    const name = grammar.qualified(op.namespace, op.name)
    return [statement(`ALTER TYPE ${name} RENAME VALUE ${grammar.literal(op.value)} TO ${grammar.literal(op.to)}`)]
  },
  source(op, writer, receiver) {
    const args = [op.name, op.value, op.to].map(sourceString)
    printCall(writer, receiver, 'renameEnumValue', args, { schema: optionalString(op.namespace) })
  },
  describe: (op) => `Rename value ${op.value} of enum type ${displayTable(refOf(op))} to ${op.to}`,
})
