import { type EnumType as EnumModel, buildColumn, isEnumType } from '../../models/index.ts'
import { type EnumType, defaultNamingConvention } from '../../schema/index.ts'
import type { Operation } from '../data.ts'
import type {
  AddEnumValueOptions,
  CreateEnumOptions,
  DropEnumValueOptions,
  SchemaOption,
} from '../operation-options.ts'
import { columnsArgument, textArgument, textOption, wrongArgument } from './arguments.ts'

/** Enum types from the arguments of a call: a name, or the type of a model. */

interface NamedEnum {
  readonly namespace: string | null
  readonly name: string
  /** The values of a model's type; null where only the name was given. */
  readonly values: readonly string[] | null
}

export function enumNamed(call: string, type: unknown, options: SchemaOption): NamedEnum {
  const namespace = textOption(call, 'schema', options.schema)
  if (!isEnumType(type)) return { namespace, name: textArgument(call, 'The name of the enum type', type), values: null }
  const found = typeOfModel(type)
  return { namespace: namespace ?? found.namespace, name: found.name, values: found.values }
}

function typeOfModel(type: EnumModel): { namespace: string | null; name: string; values: readonly string[] } {
  const place = { namespace: null, table: '', name: '', namingConvention: defaultNamingConvention }
  const { column } = buildColumn(type(), place)
  // A column of an enum type is of type enum.
  return column.type.kind === 'enum' ? { ...column.type } : { namespace: null, name: type.name, values: type.values }
}

export function createEnumFrom(call: string, type: unknown, values: unknown, options: CreateEnumOptions): Operation {
  const named = enumNamed(call, type, options)
  const enumType: EnumType = {
    kind: 'enumType',
    namespace: named.namespace,
    name: named.name,
    values: columnsArgument(call, 'The values', values ?? named.values ?? undefined),
    comment: textOption(call, 'comment', options.comment),
  }
  return { kind: 'createEnum', enumType }
}

export function addEnumValueFrom(call: string, type: unknown, value: unknown, options: AddEnumValueOptions): Operation {
  const { namespace, name } = enumNamed(call, type, options)
  const after = textOption(call, 'after', options.after)
  const before = textOption(call, 'before', options.before)
  if (after !== null && before !== null) throw wrongArgument(call, "Give 'after' or 'before', not both.")
  return { kind: 'addEnumValue', namespace, name, value: textArgument(call, 'The value', value), after, before }
}

export function dropEnumValueFrom(
  call: string,
  type: unknown,
  value: unknown,
  options: DropEnumValueOptions,
): Operation {
  const { namespace, name } = enumNamed(call, type, options)
  const replacement = textOption(call, 'replacement', options.replacement)
  return { kind: 'dropEnumValue', namespace, name, value: textArgument(call, 'The value', value), replacement }
}

export function renameEnumValueFrom(
  call: string,
  type: unknown,
  value: unknown,
  to: unknown,
  options: SchemaOption,
): Operation {
  const { namespace, name } = enumNamed(call, type, options)
  const old = textArgument(call, 'The old value', value)
  return { kind: 'renameEnumValue', namespace, name, value: old, to: textArgument(call, 'The new value', to) }
}

export function reorderEnumValuesFrom(call: string, type: unknown, values: unknown, options: SchemaOption): Operation {
  const { namespace, name } = enumNamed(call, type, options)
  return { kind: 'reorderEnumValues', namespace, name, values: columnsArgument(call, 'The values', values) }
}
