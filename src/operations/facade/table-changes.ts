import type { ConstraintKind } from '../../schema/index.ts'
import type { DropIndex, TableChange } from '../data.ts'
import type {
  AttributesOption,
  ColumnChangeOptions,
  CreateIndexOptions,
  DropConstraintOptions,
  ForeignKeyOptions,
  IfExistsOption,
  IfNotExistsOption,
  NotValidOption,
  PrimaryKeyOptions,
  UniqueOptions,
} from '../operation-options.ts'
import { columnChangesFrom } from './alter-column-arguments.ts'
import { withNotValid } from './attributes-argument.ts'
import { choiceOption, flagOption, textArgument } from './arguments.ts'
import { builtColumn, columnAdditions } from './column-arguments.ts'
import { checkFrom, foreignKeyFrom, primaryKeyFrom, uniqueFrom } from './constraint-arguments.ts'
import { createIndexFrom } from './index-arguments.ts'
import type { CallPlace } from './place.ts'

/** What `op` and the block of an `alterTable` have in common: the changes of one table, from the arguments of a call. */

type Changes = readonly TableChange[]

export function addColumnFrom(place: CallPlace, name: unknown, builder: unknown, options: IfNotExistsOption): Changes {
  const ifNotExists = flagOption(place.call, 'ifNotExists', options.ifNotExists)
  return columnAdditions(builtColumn(place, name, builder), ifNotExists)
}

export function dropColumnFrom(place: CallPlace, name: unknown, options: IfExistsOption): Changes {
  const { call, namespace, table } = place
  const column = textArgument(call, 'The name of the column', name)
  return [{ kind: 'dropColumn', namespace, table, column, ifExists: flagOption(call, 'ifExists', options.ifExists) }]
}

export function renameColumnFrom(place: CallPlace, oldName: unknown, newName: unknown): Changes {
  const { call, namespace, table } = place
  const column = textArgument(call, 'The old name', oldName)
  return [{ kind: 'renameColumn', namespace, table, column, to: textArgument(call, 'The new name', newName) }]
}

export function alterColumnFrom(place: CallPlace, name: unknown, options: ColumnChangeOptions): Changes {
  return columnChangesFrom(place, name, options)
}

export function createPrimaryKeyFrom(
  place: CallPlace,
  name: unknown,
  columns: unknown,
  { attributes, nullable }: PrimaryKeyOptions,
): Changes {
  const constraint = primaryKeyFrom(place, name, columns, attributes)
  return [
    {
      kind: 'createConstraint',
      constraint,
      ...(flagOption(place.call, 'nullable', nullable) ? { nullable: true } : {}),
    },
  ]
}

export function createUniqueFrom(place: CallPlace, name: unknown, columns: unknown, options: UniqueOptions): Changes {
  return [{ kind: 'createConstraint', constraint: uniqueFrom(place, name, columns, options) }]
}

export function createForeignKeyFrom(
  place: CallPlace,
  name: unknown,
  referent: unknown,
  local: unknown,
  remote: unknown,
  options: ForeignKeyOptions,
): Changes {
  return [{ kind: 'createConstraint', constraint: foreignKeyFrom(place, name, local, referent, remote, options) }]
}

export function createCheckFrom(
  place: CallPlace,
  name: unknown,
  condition: unknown,
  options: AttributesOption & NotValidOption,
): Changes {
  const constraint = checkFrom(place, name, condition, withNotValid(place.call, options))
  return [{ kind: 'createConstraint', constraint }]
}

const constraintWords = ['primaryKey', 'unique', 'foreignKey', 'check'] as const
const wordsOfAlembic: { readonly [word: string]: ConstraintKind } = { primary: 'primaryKey', foreignkey: 'foreignKey' }

export function dropConstraintFrom(
  place: CallPlace,
  name: unknown,
  options: Omit<DropConstraintOptions, 'schema'>,
): Changes {
  const { call, namespace, table } = place
  const given: unknown = options.type
  const exact = constraintWords.find((word) => word === given)
  const word = choiceOption(call, 'type', exact === undefined ? given : exact.toLowerCase(), [
    'primarykey',
    'primary',
    'unique',
    'foreignkey',
    'check',
  ])
  const kind = word === 'primarykey' ? 'primaryKey' : word === null ? null : (wordsOfAlembic[word] ?? word)
  return [
    {
      kind: 'dropConstraint',
      namespace,
      table,
      name: textArgument(call, 'The name of the constraint', name),
      // The words left over are the names of kinds.
      constraintKind: kind as ConstraintKind | null,
      ifExists: flagOption(call, 'ifExists', options.ifExists),
    },
  ]
}

export function renameConstraintFrom(place: CallPlace, oldName: unknown, newName: unknown): Changes {
  const { call, namespace, table } = place
  const name = textArgument(call, 'The old name', oldName)
  return [{ kind: 'renameConstraint', namespace, table, name, to: textArgument(call, 'The new name', newName) }]
}

export function createIndexChange(
  place: CallPlace,
  name: unknown,
  columns: unknown,
  options: CreateIndexOptions,
): Changes {
  return [createIndexFrom(place, name, columns, options)]
}

/** The table may be unknown: an index is found by its name. */
export function dropIndexFrom(
  place: Pick<CallPlace, 'call' | 'namespace'> & { readonly table: string | null },
  name: unknown,
  options: IfExistsOption & { readonly concurrently?: boolean },
): DropIndex {
  const { call, namespace, table } = place
  return {
    kind: 'dropIndex',
    namespace,
    table,
    name: textArgument(call, 'The name of the index', name),
    concurrently: flagOption(call, 'concurrently', options.concurrently),
    ifExists: flagOption(call, 'ifExists', options.ifExists),
  }
}
