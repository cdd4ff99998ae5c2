import { type BuiltColumn, buildColumn, isColumnBuilder, isEnumType } from '../../models/index.ts'
import type { TableChange } from '../data.ts'
import { inWords, textArgument, wrongArgument } from './arguments.ts'
import type { CallPlace } from './place.ts'

/** A column builder at its place. */
export function builtColumn(place: CallPlace, name: unknown, builder: unknown): BuiltColumn {
  const column = textArgument(place.call, 'The name of the column', name)
  if (!isColumnBuilder(builder)) throw notAColumn(place.call, `The type of column '${column}'`, builder)
  const { namespace, table, namingConvention } = place
  return buildColumn(builder, { namespace, table, name: column, namingConvention })
}

/** LB5004 for what is no column builder, with the usual slips named. */
export function notAColumn(call: string, what: string, value: unknown): Error {
  const called =
    typeof value === 'function' ? (isEnumType(value) ? `the enum type: \`${value.name}()\`` : 'it: `integer()`') : null
  return wrongArgument(call, `${what} must be a column, such as \`string(255)\`, not ${inWords(value)}.`, [
    called === null ? "Import the types of columns from 'limbeck'." : `Call ${called}.`,
  ])
}

/** The changes that add a column with all that its builder asks for. */
export function columnAdditions(built: BuiltColumn, ifNotExists: boolean): readonly TableChange[] {
  return [
    { kind: 'addColumn', column: built.column, ifNotExists },
    ...built.constraints.map((constraint): TableChange => ({ kind: 'createConstraint', constraint })),
    ...built.indexes.map((index): TableChange => ({ kind: 'createIndex', index, concurrently: false, ifNotExists })),
  ]
}
