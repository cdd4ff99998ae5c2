import { type Catalog, type TableRef, displayTable, idOf } from '../schema/index.ts'
import { sourceString } from '../text/index.ts'
import { printCall } from './source/call-place.ts'
import { stateError } from './catalog-state.ts'
import type { ReorderEnumValues } from './data.ts'
import { defineOperation } from './definition.ts'
import { replaceEnumStatements } from './enum-replacement.ts'
import { enumValues, setEnumValues } from './enum-state.ts'
import { columnsOfEnum } from './enum-use.ts'
import { reversible } from './reversal.ts'
import { optionalString, stringList } from './source/source-tree.ts'
import { changes, enumId, enumValueId, needs } from './touches.ts'

const refOf = (op: ReorderEnumValues): TableRef => ({ namespace: op.namespace, name: op.name })

function hasValue(catalog: Catalog, ref: TableRef, value: string): boolean {
  const type = catalog.get(enumId(ref))
  return type?.kind === 'enumType' && type.values.includes(value)
}

export const reorderEnumValues = defineOperation<ReorderEnumValues>({
  kind: 'reorderEnumValues',
  touches: (op, before) => [
    changes(enumId(refOf(op))),
    // They get another type of the same name, so that whatever stands in the way of that is out of it before.
    ...columnsOfEnum(before, refOf(op)).map((column) => changes(idOf(column))),
    // What uses a value that is new waits for the type that is made anew with it: see `renewUsedEnumTypes`.
    ...op.values.map((value) => {
      const id = enumValueId(refOf(op), value)
      return hasValue(before, refOf(op), value) ? needs(id) : changes(id)
    }),
  ],
  reverse: (op, before) => reversible([{ ...op, values: enumValues(before, refOf(op)) }]),
  apply(draft, op) {
    const values = enumValues(draft, refOf(op))
    const same = values.length === op.values.length && values.every((value) => op.values.includes(value))
    if (!same) {
      throw stateError(
        `Enum type '${displayTable(refOf(op))}' has the values ${values.map((value) => `'${value}'`).join(', ')}; ` +
          'reordering must name each of them once.',
        enumId(refOf(op)),
      )
    }
    setEnumValues(draft, refOf(op), op.values)
  },
  emit: (op, grammar, before) => replaceEnumStatements(refOf(op), op.values, null, grammar, before),
  source(op, writer, receiver) {
    printCall(writer, receiver, 'reorderEnumValues', [sourceString(op.name), stringList(op.values)], {
      schema: optionalString(op.namespace),
    })
  },
  describe: (op) => `Reorder the values of enum type ${displayTable(refOf(op))}`,
})
