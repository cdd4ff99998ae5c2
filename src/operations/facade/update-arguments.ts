import { isSqlExpression, toExpression } from '../../models/index.ts'
import type { AssignedValue, UpdateInBatches } from '../data.ts'
import type { UpdateInBatchesOptions } from '../operation-options.ts'
import { expressionArgument, inWords, wrongArgument } from './arguments.ts'
import type { CallPlace } from './place.ts'

const defaultBatchSize = 1000

export function updateInBatchesFrom(place: CallPlace, options: Partial<UpdateInBatchesOptions>): UpdateInBatches {
  const { call, namespace, table } = place
  const { set, where, batchSize = defaultBatchSize } = options
  if (typeof set !== 'object' || set === null || Array.isArray(set) || Object.keys(set).length === 0) {
    throw wrongArgument(call, `\`set\` must be an object of values by column, not ${inWords(set)}.`, [
      "Write `set: { full_name: sql`first_name || ' ' || last_name` }`.",
    ])
  }
  if (where === undefined) {
    throw wrongArgument(call, '`where` is missing: which rows still have to change?', [
      'A condition that a row no longer meets once it was changed, such as `where: sql`full_name IS NULL``.',
      'For all rows in one statement: `op.execute`.',
    ])
  }
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw wrongArgument(call, `\`batchSize\` must be a number of rows from 1, not ${inWords(batchSize)}.`)
  }
  return {
    kind: 'updateInBatches',
    namespace,
    table,
    set: Object.fromEntries(Object.entries(set).map(([column, value]) => [column, assigned(call, column, value)])),
    where: expressionArgument(call, '`where`', where),
    batchSize,
  }
}

function assigned(call: string, column: string, value: unknown): AssignedValue {
  if (value === undefined || typeof value === 'function') {
    throw wrongArgument(call, `The value of '${column}' must be sql\`…\` or a value, not ${inWords(value)}.`)
  }
  return isSqlExpression(value) ? { kind: 'expression', expression: toExpression(value) } : { kind: 'value', value }
}
