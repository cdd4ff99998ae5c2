import { type TableRef, displayTable, tableOf } from '../schema/index.ts'
import { statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { printCall } from './source/call-place.ts'
import { stateError } from './catalog-state.ts'
import type { AddEnumValue, DropEnumValue, Operation } from './data.ts'
import { defineOperation } from './definition.ts'
import { replaceEnumStatements } from './enum-replacement.ts'
import { enumValues, requireEnumValue, requireFreeEnumValue, setEnumValues } from './enum-state.ts'
import { columnsOfEnum, enumValuesInDefault } from './enum-use.ts'
import { reversible } from './reversal.ts'
import { optionalString } from './source/source-tree.ts'
import { changes, enumId, enumValueId, makes, needs, removes } from './touches.ts'

const refOf = (op: AddEnumValue | DropEnumValue): TableRef => ({ namespace: op.namespace, name: op.name })

export const addEnumValue = defineOperation<AddEnumValue>({
  kind: 'addEnumValue',
  touches: (op) => [
    changes(enumId(refOf(op))),
    makes(enumValueId(refOf(op), op.value)),
    ...[op.after, op.before].filter((value) => value !== null).map((value) => needs(enumValueId(refOf(op), value))),
  ],
  reverse({ namespace, name, value }) {
    return reversible([{ kind: 'dropEnumValue', namespace, name, value, replacement: null }])
  },
  apply(draft, op) {
    const values = enumValues(draft, refOf(op))
    requireFreeEnumValue(values, refOf(op), op.value)
    const beside = op.after ?? op.before
    if (beside !== null) requireEnumValue(values, refOf(op), beside)
    const place = beside === null ? values.length : values.indexOf(beside) + (op.after === null ? 0 : 1)
    setEnumValues(draft, refOf(op), [...values.slice(0, place), op.value, ...values.slice(place)])
  },
  emit(op, grammar) {
    const place =
      op.after !== null
        ? ` AFTER ${grammar.literal(op.after)}`
        : op.before !== null
          ? ` BEFORE ${grammar.literal(op.before)}`
          : ''
    const name = grammar.qualified(op.namespace, op.name)
    return [statement(`ALTER TYPE ${name} ADD VALUE ${grammar.literal(op.value)}${place}`)]
  },
  source(op, writer, receiver) {
    printCall(writer, receiver, 'addEnumValue', [sourceString(op.name), sourceString(op.value)], {
      after: optionalString(op.after),
      before: optionalString(op.before),
      schema: optionalString(op.namespace),
    })
  },
  describe: (op) => `Add value ${op.value} to enum type ${displayTable(refOf(op))}`,
})

export const dropEnumValue = defineOperation<DropEnumValue>({
  kind: 'dropEnumValue',
  touches: (op) => [
    changes(enumId(refOf(op))),
    removes(enumValueId(refOf(op), op.value)),
    ...(op.replacement === null ? [] : [needs(enumValueId(refOf(op), op.replacement))]),
  ],
  reverse(op, before) {
    const ref = refOf(op)
    const values = enumValues(before, ref)
    requireEnumValue(values, ref, op.value)
    const place = values.indexOf(op.value)
    const { namespace, name, value } = op
    const after = values[place - 1] ?? null
    const next = after === null ? (values[1] ?? null) : null
    const operations: Operation[] = [{ kind: 'addEnumValue', namespace, name, value, after, before: next }]
    // Defaults that became the replacement become the value again.
    for (const column of columnsOfEnum(before, ref)) {
      if (!enumValuesInDefault(column).includes(value)) continue
      const back = { default: column.default }
      operations.push({ kind: 'alterColumn', ...placeOf(column), changes: back, using: null })
    }
    const loses = op.replacement === null ? null : `Which rows had ${value} of ${displayTable(ref)}`
    return reversible(operations, loses)
  },
  apply(draft, op) {
    const ref = refOf(op)
    const values = enumValues(draft, ref)
    requireEnumValue(values, ref, op.value)
    const { replacement } = op
    if (replacement !== null) requireEnumValue(values, ref, replacement)
    if (values.length === 1 || replacement === op.value) {
      throw stateError(
        `Value '${op.value}' of enum type '${displayTable(ref)}' has no other to give way to.`,
        enumId(ref),
      )
    }
    const using = columnsOfEnum(draft, ref).find((column) => enumValuesInDefault(column).includes(op.value))
    if (using !== undefined && replacement === null) {
      throw stateError(
        `The default of column '${using.name}' of table '${displayTable(tableOf(using))}' is '${op.value}'.`,
        enumId(ref),
        ['Give a `replacement`, or change the default first.'],
      )
    }
    const left = values.filter((value) => value !== op.value)
    setEnumValues(draft, ref, left, (value) => (value === op.value ? (replacement ?? value) : value))
  },
  emit(op, grammar, before) {
    const left = enumValues(before, refOf(op)).filter((value) => value !== op.value)
    return replaceEnumStatements(refOf(op), left, op, grammar, before)
  },
  source(op, writer, receiver) {
    printCall(writer, receiver, 'dropEnumValue', [sourceString(op.name), sourceString(op.value)], {
      replacement: optionalString(op.replacement),
      schema: optionalString(op.namespace),
    })
  },
  describe: (op) => `Drop value ${op.value} of enum type ${displayTable(refOf(op))}`,
})

function placeOf(column: { readonly namespace: string | null; readonly table: string; readonly name: string }) {
  return { namespace: column.namespace, table: column.table, column: column.name }
}
