import { type NameChange, followName } from '../text/index.ts'
import { type MemberKind, type ObjectId, keyOf } from './object-id.ts'

/** An object gets another name; `id` has the old one. */
export interface Renaming {
  readonly id: ObjectId
  readonly to: string
}

/** The id of any object behind a rename: of the renamed one itself, of what belongs to it, of what is named after it. */
export function renamedId(id: ObjectId, renaming: Renaming): ObjectId {
  const { id: old, to } = renaming
  if (keyOf(id) === keyOf(old)) return { ...id, name: to }
  if (id.kind === 'defined' && isSaidOf(id, old)) return { ...id, name: to }
  if (id.kind === 'namespace') return id
  if (old.kind === 'namespace') {
    const namespace = id.namespace === old.name ? to : id.namespace
    return id.kind === 'defined' ? { ...id, namespace, name: followArguments(id.name, renaming) } : { ...id, namespace }
  }
  const isOwner = old.namespace === id.namespace
  if (old.kind === 'table' || old.kind === 'enumType') {
    if (isOwner && 'table' in id && id.table === old.name) return { ...id, table: to }
  }
  if (id.kind !== 'defined') return id
  const owns = old.kind === 'table' || (old.kind === 'defined' && old.on === null)
  if (owns && isOwner && id.on === old.name) return { ...id, on: to }
  return { ...id, name: followArguments(id.name, renaming) }
}

/** What an object stands on by its name alone: its comment, its owner. These have its name. */
function isSaidOf(id: Extract<ObjectId, { kind: 'defined' }>, old: ObjectId): boolean {
  const word = old.kind === 'defined' ? old.objectType : words[old.kind]
  if (word === undefined || id.name !== old.name) return false
  if (id.objectType !== `${word} comment` && id.objectType !== `${word} owner`) return false
  if (old.kind === 'namespace') return true
  const owner = old.kind === 'defined' ? old.on : 'table' in old ? old.table : null
  return id.namespace === old.namespace && id.on === owner
}

const words: { readonly [Kind in MemberKind | 'namespace' | 'enumType' | 'table' | 'other']?: string } = {
  namespace: 'schema',
  enumType: 'type',
  index: 'index',
  primaryKey: 'constraint',
  unique: 'constraint',
  foreignKey: 'constraint',
  check: 'constraint',
}

/** `f(status)` → `f(state)`: the types of its arguments are part of a function's name. */
function followArguments(name: string, renaming: Renaming): string {
  const open = name.endsWith(')') ? name.indexOf('(') : -1
  const change = open < 0 ? null : asType(renaming)
  return change === null ? name : name.slice(0, open) + followName(name.slice(open), change, { declares: true })
}

function asType(renaming: Renaming): NameChange | null {
  const change = nameChangeOf(renaming)
  if (change === null || change.role === 'routine') return null
  return change.role === 'namespace' ? change : { ...change, role: 'type' }
}

/** How SQL text names what is renamed; null for what stands in no other text than its table's. */
export function nameChangeOf({ id, to }: Renaming): NameChange | null {
  switch (id.kind) {
    case 'namespace':
      return { role: 'namespace', namespace: null, from: id.name, to }
    case 'table':
      return { role: 'relation', namespace: id.namespace, from: id.name, to }
    case 'enumType':
      return { role: 'type', namespace: id.namespace, from: id.name, to }
    case 'defined': {
      if (id.on !== null) return null
      const role = id.name.endsWith(')') ? 'routine' : types.has(id.objectType) ? 'type' : 'relation'
      const names = { namespace: id.namespace, from: withoutArguments(id.name), to: withoutArguments(to) }
      return { role, ...names, isCalled: id.objectType === 'range type' }
    }
    default:
      return null
  }
}

const types: ReadonlySet<string> = new Set(['domain', 'composite type', 'range type'])

/** `add(integer, integer)` → `add`. */
export function withoutArguments(name: string): string {
  return name.endsWith(')') ? name.slice(0, name.indexOf('(')) : name
}
