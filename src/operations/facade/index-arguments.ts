import type { Index, IndexPart } from '../../schema/index.ts'
import { isSqlExpression, toExpression } from '../../models/index.ts'
import type { CreateIndexOptions, IndexOptions, IndexPartOptions } from '../operation-options.ts'
import type { CreateIndex } from '../data.ts'
import {
  choiceOption,
  expressionArgument,
  flagOption,
  inWords,
  nameArgument,
  optionsArgument,
  textOption,
  textsOption,
  wrongArgument,
} from './arguments.ts'
import { attributesFrom } from './attributes-argument.ts'
import { type CallPlace, nameAt } from './place.ts'

export const indexOptionNames = ['unique', 'where', 'using', 'include', 'nullsNotDistinct', 'attributes'] as const

/** An index from the arguments of a call. */
export function indexFrom(place: CallPlace, name: unknown, columns: unknown, options: IndexOptions): Index {
  const { call, namespace, table } = place
  const given = nameArgument(call, 'The name of the index', name)
  if (!Array.isArray(columns) || columns.length === 0) {
    const what = Array.isArray(columns) ? 'an empty list' : inWords(columns)
    throw wrongArgument(call, `The columns must be a list of names or sql\`…\`, not ${what}.`, [
      typeof columns === 'string' ? `Write \`['${columns}']\`.` : "Write them as a list, such as `['name']`.",
    ])
  }
  const parts = columns.map((part: unknown) => partFrom(call, part))
  const names = parts.map((part) => part.column ?? 'expression')
  return {
    kind: 'index',
    namespace,
    table,
    ...nameAt(place, given, { kind: 'index', columns: names }),
    unique: flagOption(call, 'unique', options.unique),
    parts,
    where:
      options.where === undefined || options.where === null
        ? null
        : expressionArgument(call, "The option 'where'", options.where),
    method: textOption(call, 'using', options.using),
    include: textsOption(call, "The columns of 'include'", options.include),
    nullsNotDistinct: flagOption(call, 'nullsNotDistinct', options.nullsNotDistinct),
    ...attributesFrom(call, options.attributes),
  }
}

/** A whole `createIndex` from the arguments of a call. */
export function createIndexFrom(
  place: CallPlace,
  name: unknown,
  columns: unknown,
  options: CreateIndexOptions,
): CreateIndex {
  return {
    kind: 'createIndex',
    index: indexFrom(place, name, columns, options),
    concurrently: flagOption(place.call, 'concurrently', options.concurrently),
    ifNotExists: flagOption(place.call, 'ifNotExists', options.ifNotExists),
  }
}

const plainPart = { order: 'asc', nulls: null, operatorClass: null, collation: null } as const
const partOptionNames = ['column', 'expression', 'order', 'nulls', 'operatorClass', 'collation'] as const

function partFrom(call: string, value: unknown): IndexPart {
  if (typeof value === 'string' && value !== '') return { ...plainPart, column: value, expression: null }
  if (isSqlExpression(value)) return { ...plainPart, column: null, expression: toExpression(value) }
  if (typeof value !== 'object' || value === null) {
    throw wrongArgument(call, `A column of an index must be a name or sql\`…\`, not ${inWords(value)}.`)
  }
  const options: IndexPartOptions = optionsArgument<IndexPartOptions>(call, value, partOptionNames)
  const column = textOption(call, 'column', options.column)
  const expression =
    options.expression === undefined ? null : expressionArgument(call, "The option 'expression'", options.expression)
  if ((column === null) === (expression === null)) {
    throw wrongArgument(call, 'A part of an index is either a `column` or an `expression`.')
  }
  return {
    column,
    expression,
    order: choiceOption(call, 'order', options.order, ['asc', 'desc']) ?? 'asc',
    nulls: choiceOption(call, 'nulls', options.nulls, ['first', 'last']),
    operatorClass: textOption(call, 'operatorClass', options.operatorClass),
    collation: textOption(call, 'collation', options.collation),
  }
}
