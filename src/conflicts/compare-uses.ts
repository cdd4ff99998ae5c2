import { type ObjectId, displayName } from '../schema/index.ts'
import { wordFor } from '../operations/index.ts'
import type { Act } from './acts-of-side.ts'
import type { ConflictKind } from './conflict.ts'
import { type ObjectUse, type UseKind, isPool } from './object-use.ts'
import { differingAttributes, sameObject } from './same-object.ts'

/** What two uses of one object come to. */
export interface UseConflict {
  readonly kind: ConflictKind
  readonly message: string
}

/** An object as people say it: `column users.email`. */
export function nameOf(id: ObjectId): string {
  if (id.kind === 'other') return `${id.objectType === 'enumValue' ? 'enum value' : id.objectType} '${displayName(id)}'`
  if (id.kind === 'primaryKey' && id.name === '') return `the primary key of '${id.table}'`
  return `${wordFor(id.kind)} '${displayName(id)}'`
}

/**
 * Whether two sides can both do what they do with one object; null when they can.
 *
 * @param key under which both uses stand
 * @param sameEnd whether the object ends the same in every order
 */
export function compareUses(key: string, one: ObjectUse, other: ObjectUse, sameEnd: boolean): UseConflict | null {
  if (isPool(key)) return compareNames(one, other)
  const has = (a: readonly UseKind[], b: readonly UseKind[]) =>
    (a.includes(one.kind) && b.includes(other.kind)) || (a.includes(other.kind) && b.includes(one.kind))
  const what = nameOf(one.id)
  if (has(['made'], ['made'])) return createdTwice(what, one, other)
  if (has(['made'], ['needed', 'changed', 'removed', 'replaced'])) return madeForOther(what, one, other)
  if (has(['removed'], ['removed'])) return removedTwice(what, one, other)
  if (has(['removed', 'replaced'], ['changed', 'needed']) || has(['removed'], ['replaced'])) {
    return droppedAndUsed(what, one, other)
  }
  if (has(['changed', 'replaced'], ['changed', 'replaced'])) return changedTwice(what, one, other, sameEnd)
  if (has(['changed'], ['needed'])) return typeUnderOther(what, one, other)
  return null
}

function createdTwice(what: string, one: ObjectUse, other: ObjectUse): UseConflict | null {
  const identical = one.after !== undefined && sameObject(one.after, other.after)
  const tolerant = [...one.acts, ...other.acts].every(
    ({ operation }) => 'ifNotExists' in operation && operation.ifNotExists,
  )
  if (identical && tolerant) return null
  const how = identical ? 'with the same definition: take it out of one of them' : 'with different definitions'
  return { kind: 'createdTwice', message: `Both sides create ${what} ${how}.` }
}

/** What a side needs of the other without saying so: it could not be replayed on its own. */
function madeForOther(what: string, one: ObjectUse, other: ObjectUse): UseConflict | null {
  const user = one.kind === 'made' ? other : one
  if (!user.acts.some((act) => act.failure !== null)) return null
  return {
    kind: 'orderMatters',
    message: `One side creates ${what}, and the other has to do with it, but does not say so with \`dependsOn\`.`,
  }
}

function removedTwice(what: string, one: ObjectUse, other: ObjectUse): UseConflict | null {
  const renames = [one, other].filter((use) => use.acts.some(isRename)).length
  if (renames === 2) return { kind: 'changedTwice', message: `Both sides rename ${what}.` }
  if (renames === 1) return { kind: 'droppedAndUsed', message: `One side drops ${what}, and the other renames it.` }
  const tolerant = [...one.acts, ...other.acts].every(({ operation }) => 'ifExists' in operation && operation.ifExists)
  if (tolerant) return null
  return { kind: 'droppedTwice', message: `Both sides drop ${what}: take it out of one of them.` }
}

function droppedAndUsed(what: string, one: ObjectUse, other: ObjectUse): UseConflict | null {
  const [dropping, using] =
    one.kind === 'removed' || (one.kind === 'replaced' && other.kind !== 'removed') ? [one, other] : [other, one]
  // What an expression may name without meaning it, and what only hand-written SQL has made.
  if (using.kind === 'needed' && dropping.before === undefined && using.id.kind === 'column') return null
  const verb = dropping.acts.some(isRename)
    ? 'renames'
    : dropping.kind === 'replaced'
      ? 'drops and makes again'
      : 'drops'
  const use = using.kind === 'needed' ? 'builds on it' : 'changes it'
  return { kind: 'droppedAndUsed', message: `One side ${verb} ${what}, and the other ${use}.` }
}

function changedTwice(what: string, one: ObjectUse, other: ObjectUse, sameEnd: boolean): UseConflict | null {
  if (one.after !== undefined && sameObject(one.after, other.after) && sameEnd) return null
  const message = `Both sides change ${what}`
  if (one.id.kind !== 'column' || one.kind === 'replaced' || other.kind === 'replaced') {
    return sameEnd ? null : { kind: 'changedTwice', message: `${message} in different ways.` }
  }
  const changed = [attributesChanged(one), attributesChanged(other)] as const
  // A comment has nothing to do with the rest of a column.
  if (sameEnd && changed.some((names) => names.every((name) => name === 'comment'))) return null
  const [first, second] = changed.map((names) => names.join(' and '))
  const how = first === second ? `: its ${first}` : `: one its ${first}, the other its ${second}`
  return { kind: 'changedTwice', message: `${message}${first === '' || second === '' ? '' : how}.` }
}

function attributesChanged({ before, after }: ObjectUse): readonly string[] {
  return before === undefined || after === undefined ? [] : differingAttributes(before, after)
}

/** A database refuses another type under what is computed from the column, and may under what points at it. */
function typeUnderOther(what: string, one: ObjectUse, other: ObjectUse): UseConflict | null {
  const [changing, using] = one.kind === 'changed' ? [one, other] : [other, one]
  if (changing.id.kind !== 'column' || !attributesChanged(changing).includes('type')) return null
  if (!using.acts.some(buildsOnType)) return null
  return { kind: 'orderMatters', message: `One side changes the type of ${what}, and the other builds on it.` }
}

function buildsOnType({ operation }: Act): boolean {
  switch (operation.kind) {
    case 'createConstraint':
      return operation.constraint.kind === 'foreignKey' || operation.constraint.kind === 'check'
    case 'addColumn':
      return operation.column.generated !== null
    case 'createTable':
      return true
    default:
      return false
  }
}

/** Two objects of different ids that share a pool of names. */
function compareNames(one: ObjectUse, other: ObjectUse): UseConflict | null {
  const kinds = new Set([one.kind, other.kind])
  const what = nameOf(one.id)
  if (kinds.size === 1 && kinds.has('made')) {
    return {
      kind: 'createdTwice',
      message: `Both sides create ${what} and ${nameOf(other.id)}: the name can be used once.`,
    }
  }
  if (kinds.has('made') && kinds.has('removed')) {
    return { kind: 'orderMatters', message: `One side gives up the name of ${what}, and the other takes it.` }
  }
  return null
}

function isRename({ operation }: Act): boolean {
  return operation.kind.startsWith('rename')
}
