import { LimbeckError } from '../errors/index.ts'
import type { Operation } from '../operations/index.ts'
import {
  type Check,
  type Column,
  type Index,
  type ObjectId,
  type ObjectKey,
  displayName,
  idOf,
  keyOf,
} from '../schema/index.ts'
import type { Delta } from './compare-catalogs.ts'
import { isChangedInPlace } from './rules/attribute-changes.ts'
import { columnRule } from './rules/column-rule.ts'
import { createConstraint, dropConstraint } from './rules/constraint-rule.ts'
import type { RuleContext } from './rules/difference-rule.ts'

/** A member of a table that stands on a defined object: by its default, its expression, its type. */
export type Standing = (Column | Check | Index) & { readonly requires: readonly ObjectId[] }

/** The members of tables that stand on defined objects and are wanted as well. */
export function standingMembers({ found, wanted }: RuleContext): readonly Standing[] {
  const members: Standing[] = []
  for (const table of found.tables()) {
    for (const member of found.membersOf(table)) if (isStanding(member) && wanted.has(member)) members.push(member)
  }
  return members
}

function isStanding(member: { readonly kind: string }): member is Standing {
  return 'requires' in member && Array.isArray(member.requires) && member.requires.length > 0
}

/**
 * How a member steps aside for what it stands on: a default goes and is set again, a check or index is dropped and made
 * again. What a difference of a check or index does anyway is left to it; that of a column comes along.
 *
 * @param under what is dropped or made anew under it
 * @throws LimbeckError LB5016 for a computed column, and for a column whose type it is
 */
export function stepAside(
  member: Standing,
  under: ObjectId,
  deltas: ReadonlyMap<ObjectKey, Delta>,
  context: RuleContext,
): readonly Operation[] {
  const counterpart = context.wanted.get(idOf(member))
  const delta = deltas.get(keyOf(idOf(member)))
  if (member.kind === 'column')
    return counterpart?.kind === 'column' ? stepColumn(member, counterpart, under, delta, context) : []
  const isMadeAnew = delta !== undefined && !isChangedInPlace(delta, context)
  if (isMadeAnew) return []
  if (member.kind === 'check' && counterpart?.kind === 'check')
    return [dropConstraint(member), createConstraint(counterpart)]
  if (member.kind === 'index' && counterpart?.kind === 'index') {
    const { namespace, table, name } = member
    return [
      { kind: 'dropIndex', namespace, table, name, concurrently: false, ifExists: false },
      { kind: 'createIndex', index: counterpart, concurrently: false, ifNotExists: false },
    ]
  }
  return []
}

function stepColumn(
  found: Column & Standing,
  wanted: Column,
  under: ObjectId,
  delta: Delta | undefined,
  context: RuleContext,
): readonly Operation[] {
  const { types } = context
  const { namespace, table, name: column } = found
  if (delta?.kind === 'changed' && leaves(wanted, under, delta.attributes)) return []
  if (found.generated !== null || found.default === null || isTypeOf(types.print(found.type), under)) {
    throw refuse(found, under)
  }
  const alter = (rest: Pick<Extract<Operation, { kind: 'alterColumn' }>, 'changes' | 'requires'>): Operation => ({
    kind: 'alterColumn',
    namespace,
    table,
    column,
    using: null,
    ...rest,
  })
  const without = alter({
    changes: { default: null },
    requires: found.requires.filter((id) => keyOf(id) !== keyOf(under)),
  })
  if (delta?.kind === 'changed') {
    const attributes = [...new Set([...delta.attributes, 'default'])]
    return [without, ...columnRule.changed({ kind: 'changed', found, wanted, attributes }, context)]
  }
  return [without, alter({ changes: { default: wanted.default }, requires: wanted.requires ?? found.requires })]
}

/** Whether a change takes a column off what it stood on. Models do not say what their columns stand on. */
function leaves({ requires }: Column, under: ObjectId, attributes: readonly string[]): boolean {
  if (requires !== undefined) return !requires.some((id) => keyOf(id) === keyOf(under))
  return ['type', 'default', 'generated'].some((attribute) => attributes.includes(attribute))
}

/** Whether the type of a column, as the database writes it, is the object. */
function isTypeOf(type: string, under: ObjectId): boolean {
  const plain = type.replaceAll(/\[\d*\]/g, '').replaceAll('"', '')
  return plain === under.name || plain.endsWith(`.${under.name}`)
}

function refuse(column: Column, under: ObjectId): LimbeckError {
  const what = under.kind === 'defined' ? under.objectType : under.kind
  const name = displayName(under)
  return new LimbeckError(
    'LB5016',
    `The ${what} '${name}' must be made anew, and column '${displayName(column)}' stands on it.`,
    {
      hints: [
        `Give the ${what} another name: limbeck makes the new one, and the column moves over in the same revision.`,
        `Or write it by hand, \`limbeck revision -m "…"\`: take the column off the ${what}, replace it, and put the column back.`,
      ],
      details: { object: keyOf(under), column: keyOf(idOf(column)) },
    },
  )
}

/** Deltas by the object that they are about. */
export function deltasByKey(deltas: readonly Delta[]): ReadonlyMap<ObjectKey, Delta> {
  return new Map(deltas.map((delta) => [keyOf(idOf('object' in delta ? delta.object : delta.found)), delta]))
}
