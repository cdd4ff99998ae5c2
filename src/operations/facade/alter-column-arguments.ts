import type { Json } from '../../errors/index.ts'
import {
  type IdentityOptions,
  buildColumn,
  identityOf,
  isColumnBuilder,
  isSqlExpression,
  toExpression,
} from '../../models/index.ts'
import type { ColumnDefault, GeneratedValue, Identity } from '../../schema/index.ts'
import type { AlterColumn, ColumnChanges, TableChange } from '../data.ts'
import type { ColumnChangeOptions } from '../operation-options.ts'
import {
  expressionArgument,
  flagOption,
  inWords,
  optionsArgument,
  textArgument,
  textOption,
  wrongArgument,
} from './arguments.ts'
import { attributesArgument } from './attributes-argument.ts'
import { notAColumn } from './column-arguments.ts'
import type { CallPlace } from './place.ts'

export const columnChangeNames = [
  'type',
  'using',
  'nullable',
  'default',
  'defaultNow',
  'defaultUuid',
  'identity',
  'autoincrement',
  'generated',
  'collation',
  'comment',
  'attributes',
  'newName',
  'existingType',
  'existingNullable',
  'existingServerDefault',
  'existingComment',
  'existingAutoincrement',
] as const

/** The changes of an `alterColumn`: attributes first, then the new name. */
export function columnChangesFrom(
  place: CallPlace,
  column: unknown,
  options: ColumnChangeOptions,
): readonly TableChange[] {
  const { call, namespace, table } = place
  const name = textArgument(call, 'The name of the column', column)
  const changes = changesFrom(place, name, options)
  const to = textOption(call, 'newName', options.newName)
  const using = options.using === undefined ? null : expressionArgument(call, "The option 'using'", options.using).sql
  if (using !== null && changes.type === undefined) {
    throw wrongArgument(call, "The option 'using' needs the option 'type'.")
  }
  const changed = Object.keys(changes).length > 0
  if (!changed && to === null) {
    throw wrongArgument(call, 'Nothing to change.', [
      'Say what: `{ type: … }`, `{ nullable: false }`, `{ default: … }`.',
    ])
  }
  const alter: AlterColumn = { kind: 'alterColumn', namespace, table, column: name, changes, using }
  return [
    ...(changed ? [alter] : []),
    ...(to === null ? [] : [{ kind: 'renameColumn', namespace, table, column: name, to } as const]),
  ]
}

function changesFrom(place: CallPlace, name: string, options: ColumnChangeOptions): ColumnChanges {
  const { call } = place
  const value = defaultFrom(place, name, options)
  const identity = identityFrom(call, options)
  return {
    ...(options.type === undefined ? {} : { type: bareType(place, name, options.type) }),
    ...(options.nullable === undefined ? {} : { nullable: flagOption(call, 'nullable', options.nullable) }),
    ...(value === undefined ? {} : { default: value }),
    ...(identity === undefined ? {} : { identity }),
    ...(options.generated === undefined ? {} : { generated: generatedFrom(call, options.generated) }),
    ...(options.collation === undefined ? {} : { collation: textOption(call, 'collation', options.collation) }),
    ...(options.attributes === undefined ? {} : { attributes: attributesArgument(call, options.attributes) }),
    ...(options.comment === undefined ? {} : { comment: textOption(call, 'comment', options.comment) }),
  }
}

function built(place: CallPlace, name: string, builder: unknown) {
  if (!isColumnBuilder(builder)) throw notAColumn(place.call, "The option 'type'", builder)
  const { namespace, table, namingConvention } = place
  return { builder, ...buildColumn(builder, { namespace, table, name, namingConvention }) }
}

function bareType(place: CallPlace, name: string, builder: unknown): ColumnChanges['type'] & object {
  const { column, constraints, indexes } = built(place, name, builder)
  const saysMore =
    !column.nullable ||
    [column.default, column.identity, column.generated, column.collation, column.comment].some((one) => one !== null)
  if (saysMore || constraints.length > 0 || indexes.length > 0) {
    throw wrongArgument(place.call, "The option 'type' says more than a type.", [
      'Give the rest as options: `{ type: string(255), nullable: false, default: … }`.',
    ])
  }
  return column.type
}

function defaultFrom(place: CallPlace, name: string, options: ColumnChangeOptions): ColumnDefault | null | undefined {
  const { call } = place
  const value: unknown = options.default
  if (flagOption(call, 'defaultNow', options.defaultNow)) return { kind: 'now' }
  if (flagOption(call, 'defaultUuid', options.defaultUuid)) return { kind: 'uuid' }
  if (value === undefined || value === null) return value
  if (isSqlExpression(value)) return { kind: 'expression', expression: toExpression(value) }
  if (options.type !== undefined) {
    // The builder brings a literal to the spelling that fits its type.
    return built(place, name, built(place, name, options.type).builder.default(value)).column.default
  }
  if (isJson(value)) return { kind: 'literal', value }
  if (typeof value === 'bigint') return { kind: 'literal', value: String(value) }
  if (value instanceof Date && !Number.isNaN(value.getTime())) return { kind: 'literal', value: value.toISOString() }
  throw wrongArgument(call, `The option 'default' cannot be ${inWords(value)}.`, [
    'Give a literal, `null` to take the default away, or an expression: sql`…`.',
  ])
}

function isJson(value: unknown): value is Json {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true
  if (Array.isArray(value)) return value.every(isJson)
  if (typeof value !== 'object') return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return (prototype === null || prototype === Object.prototype) && Object.values(value).every(isJson)
}

const sequenceNames = [
  'always',
  'serial',
  'start',
  'increment',
  'minimum',
  'maximum',
  'cache',
  'cycle',
  'sequence',
  'sequenceType',
] as const

function identityFrom(call: string, options: ColumnChangeOptions): Identity | null | undefined {
  if (flagOption(call, 'autoincrement', options.autoincrement)) return { ...identityOf({}), generation: 'auto' }
  if (options.autoincrement === false) return null
  if (options.identity === undefined || options.identity === null) return options.identity
  return identityOf(optionsArgument<IdentityOptions>(call, options.identity, sequenceNames))
}

function generatedFrom(call: string, value: ColumnChangeOptions['generated']): GeneratedValue | null {
  if (value === undefined || value === null) return null
  const options = optionsArgument(call, value, ['as', 'stored'])
  const expression = expressionArgument(call, "The option 'generated.as'", options.as)
  return { expression, stored: options.stored ?? true }
}
