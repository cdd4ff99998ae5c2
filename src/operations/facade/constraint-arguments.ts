import type { Check, Deferrable, ForeignKey, ForeignKeyAction, PrimaryKey, Unique } from '../../schema/index.ts'
import type { ForeignKeyOptions, UniqueOptions } from '../operation-options.ts'
import {
  choiceOption,
  columnsArgument,
  expressionArgument,
  flagOption,
  nameArgument,
  textArgument,
  textOption,
  textsOption,
  wrongArgument,
} from './arguments.ts'
import { attributesFrom, withNotValid } from './attributes-argument.ts'
import { type CallPlace, nameAt } from './place.ts'

/** Constraints from the arguments of a call. */

export function primaryKeyFrom(place: CallPlace, name: unknown, columns: unknown, attributes?: unknown): PrimaryKey {
  const names = columnsArgument(place.call, 'The columns', columns)
  const given = nameArgument(place.call, 'The name of the primary key', name)
  const { namespace, table } = place
  const named = nameAt(place, given, { kind: 'primaryKey', columns: names })
  return { kind: 'primaryKey', namespace, table, ...named, columns: names, ...attributesFrom(place.call, attributes) }
}

export function uniqueFrom(place: CallPlace, name: unknown, columns: unknown, options: UniqueOptions): Unique {
  const { call, namespace, table } = place
  const names = columnsArgument(call, 'The columns', columns)
  const given = nameArgument(call, 'The name of the unique constraint', name)
  return {
    kind: 'unique',
    namespace,
    table,
    ...nameAt(place, given, { kind: 'unique', columns: names }),
    columns: names,
    deferrable: deferrableFrom(call, options.deferrable),
    nullsNotDistinct: flagOption(call, 'nullsNotDistinct', options.nullsNotDistinct),
    include: textsOption(call, "The columns of 'include'", options.include),
    ...attributesFrom(call, options.attributes),
  }
}

const actions: readonly ForeignKeyAction[] = ['no action', 'restrict', 'cascade', 'set null', 'set default']

export function foreignKeyFrom(
  place: CallPlace,
  name: unknown,
  columns: unknown,
  referent: unknown,
  referentColumns: unknown,
  options: ForeignKeyOptions,
): ForeignKey {
  const { call, namespace, table } = place
  const names = columnsArgument(call, 'The columns', columns)
  const referredTable = textArgument(call, 'The referenced table', referent)
  const implied = flagOption(call, 'implied', options.implied)
  // Nobody knows the key of a table that is not there.
  const isUnknown = implied && Array.isArray(referentColumns) && referentColumns.length === 0
  const referredColumns = isUnknown ? [] : columnsArgument(call, 'The referenced columns', referentColumns)
  if (names.length !== referredColumns.length && !isUnknown) {
    const count = `${names.length} ${names.length === 1 ? 'column' : 'columns'}`
    throw wrongArgument(call, `The foreign key has ${count} and references ${referredColumns.length}.`)
  }
  const given = nameArgument(call, 'The name of the foreign key', name)
  const references = {
    namespace: textOption(call, 'referentSchema', options.referentSchema),
    table: referredTable,
    columns: referredColumns,
  }
  return {
    kind: 'foreignKey',
    namespace,
    table,
    ...nameAt(place, given, { kind: 'foreignKey', columns: names, referredTable, referredColumns }),
    columns: names,
    references,
    onDelete: choiceOption(call, 'onDelete', options.onDelete, actions) ?? 'no action',
    onUpdate: choiceOption(call, 'onUpdate', options.onUpdate, actions) ?? 'no action',
    deferrable: deferrableFrom(call, options.deferrable),
    match: choiceOption(call, 'match', options.match, ['simple', 'full']) ?? 'simple',
    ...(implied ? { implied: true } : {}),
    ...attributesFrom(call, withNotValid(call, options)),
  }
}

export function checkFrom(place: CallPlace, name: unknown, condition: unknown, attributes?: unknown): Check {
  const { call, namespace, table } = place
  const expression = expressionArgument(call, 'The condition', condition)
  const given = nameArgument(call, 'The name of the check', name)
  const named = nameAt(place, given, { kind: 'check', columns: [], expression: expression.sql })
  return { kind: 'check', namespace, table, ...named, expression, ...attributesFrom(call, attributes) }
}

export function deferrableFrom(call: string, value: unknown): Deferrable {
  if (value === true) return 'immediate'
  if (value === false) return 'no'
  return choiceOption(call, 'deferrable', value, ['no', 'immediate', 'deferred']) ?? 'no'
}
