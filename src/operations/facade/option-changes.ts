import type { ConstraintKind, TableOptions } from '../../schema/index.ts'
import type { AlterMember, SetTableOptions } from '../data.ts'
import type { AlterConstraintOptions, MemberChanges, TableOptionChanges } from '../operation-options.ts'
import { choiceOption, flagOption, textArgument, textOption, wrongArgument } from './arguments.ts'
import { attributeChanges, parentsFrom } from './attributes-argument.ts'
import type { CallPlace } from './place.ts'

/** Changes in place of what only one database knows, from the arguments of a call. */

const flags = ['strict', 'withoutRowid', 'unlogged'] as const

export function setTableOptionsFrom(place: CallPlace, changes: TableOptionChanges): SetTableOptions {
  const { call, namespace, table } = place
  const more = attributeChanges(call, changes, [...flags, 'inherits', 'bound'])
  const given = flags.filter((name) => changes[name] !== undefined)
  const options: Partial<TableOptions> = Object.fromEntries(
    given.map((name) => [name, flagOption(call, name, changes[name])]),
  )
  const op: SetTableOptions = {
    kind: 'setTableOptions',
    namespace,
    table,
    ...(given.length === 0 ? {} : { options }),
    ...(changes.inherits === undefined ? {} : { inherits: parentsFrom(call, changes.inherits) }),
    ...(changes.bound === undefined ? {} : { bound: textOption(call, 'bound', changes.bound) }),
    ...more,
  }
  if (Object.keys(op).length === 3) throw wrongArgument(call, 'Nothing to change.')
  return op
}

const kinds = ['primaryKey', 'unique', 'foreignKey', 'check'] as const

export function alterConstraintFrom(
  place: CallPlace,
  name: unknown,
  changes: MemberChanges,
  options: Omit<AlterConstraintOptions, 'schema'>,
): AlterMember {
  const given: unknown = options.type
  const kind = kinds.find((one) => one === given)
  if (kind === undefined) {
    throw wrongArgument(place.call, "The option 'type' must be one of 'primaryKey', 'unique', 'foreignKey', 'check'.")
  }
  return memberFrom(place, name, kind, changes)
}

export function alterIndexFrom(place: CallPlace, name: unknown, changes: MemberChanges): AlterMember {
  return memberFrom(place, name, 'index', changes)
}

function memberFrom(
  place: CallPlace,
  name: unknown,
  memberKind: ConstraintKind | 'index',
  changes: MemberChanges,
): AlterMember {
  const { call, namespace, table } = place
  const more = attributeChanges(call, changes, ['deferrable'])
  const deferrable = choiceOption(call, 'deferrable', changes.deferrable, ['no', 'immediate', 'deferred'])
  if (deferrable === null && more.attributes === undefined) throw wrongArgument(call, 'Nothing to change.')
  const shared = { kind: 'alterMember', namespace, table, memberKind } as const
  return {
    ...shared,
    name: textArgument(call, memberKind === 'index' ? 'The name of the index' : 'The name of the constraint', name),
    ...(deferrable === null ? {} : { deferrable }),
    ...more,
  }
}
