import { displayTable } from '../schema/index.ts'
import { type Grammar, statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { requireColumn, requireTable } from './catalog-state.ts'
import type { AssignedValue, UpdateInBatches } from './data.ts'
import { defineOperation } from './definition.ts'
import { irreversible } from './reversal.ts'
import { printCall } from './source/call-place.ts'
import { type SourceTree, options, optionalString } from './source/source-tree.ts'
import { expressionSource, valueSource } from './source/value-source.ts'
import { columnId, needs, tableId } from './touches.ts'

const refOf = (op: UpdateInBatches) => ({ namespace: op.namespace, name: op.table })

/** The rows of one UPDATE: between two keys, or all that are left. */
export interface BatchRange {
  /** Conditions besides the operation's own. */
  readonly conditions: readonly string[]
}

/** `UPDATE … SET … WHERE …`; without a range all rows at once, as scripts have it. */
export function updateText(
  op: UpdateInBatches,
  grammar: Grammar,
  { conditions }: BatchRange = { conditions: [] },
): string {
  const assignments = Object.entries(op.set).map(
    ([column, value]) => `${grammar.quote(column)} = ${assignedText(value, grammar)}`,
  )
  const where = [`(${op.where.sql})`, ...conditions].join(' AND ')
  return `UPDATE ${grammar.qualified(op.namespace, op.table)} SET ${assignments.join(', ')} WHERE ${where}`
}

function assignedText(assigned: AssignedValue, grammar: Grammar): string {
  return assigned.kind === 'expression' ? assigned.expression.sql : grammar.literal(assigned.value)
}

export const updateInBatches = defineOperation<UpdateInBatches>({
  kind: 'updateInBatches',
  touches: (op) => [
    needs(tableId(refOf(op))),
    ...Object.keys(op.set).map((column) => needs(columnId(refOf(op), column))),
  ],
  reverse: (op) => irreversible(`What the changed rows of ${displayTable(refOf(op))} held before is not known`),
  apply(draft, op) {
    requireTable(draft, refOf(op))
    for (const column of Object.keys(op.set)) requireColumn(draft, refOf(op), column)
  },
  emit: (op, grammar) => [statement(updateText(op, grammar))],
  source(op, writer, receiver) {
    const entries = Object.entries(op.set).map(([column, value]): readonly [string, SourceTree] => [
      column,
      value.kind === 'expression' ? expressionSource(value.expression, writer) : valueSource(value.value),
    ])
    const bag = options({
      set: { kind: 'object', entries },
      where: expressionSource(op.where, writer),
      batchSize: String(op.batchSize),
      schema: optionalString(op.namespace),
    })
    printCall(writer, receiver, 'updateInBatches', [sourceString(op.table), ...bag])
  },
  describe: (op) =>
    `Update ${Object.keys(op.set).join(', ')} of ${displayTable(refOf(op))} in batches of ${op.batchSize} rows`,
})
