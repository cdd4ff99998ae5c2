import {
  type CatalogDraft,
  type HeldRights,
  type ObjectId,
  type Rights,
  type RightsTarget,
  displayTarget,
  everybody,
  noRights,
  rightsKey,
} from '../../schema/index.ts'
import type { Catalog } from '../../schema/index.ts'
import { statement, withoutPlaceholders } from '../../sql/index.ts'
import { sourceString } from '../../text/index.ts'
import { type OperationDefinition, type Touch, defineOperation } from '../definition.ts'
import { reversible } from '../reversal.ts'
import { printCall } from '../source/call-place.ts'
import { type SourceTree, optionalString, stringList } from '../source/source-tree.ts'
import { changes, needs } from '../touches.ts'
import type { Grant, Revoke, SetOwner } from './data.ts'
import { withGrant, withOwner, withRevoke } from './privileges.ts'
import { rightsChanges } from './rights-changes.ts'
import { ownerText, privilegesText } from './rights-text.ts'

/** The rights on a target; those of a new object where nothing is known of it. */
export function rightsOn(catalog: Catalog, target: RightsTarget): Rights {
  return catalog.rights().get(rightsKey(target))?.rights ?? noRights
}

/** Says the rights on a target, and keeps what else is known of it. */
export function putRightsOn(draft: CatalogDraft, target: RightsTarget, rights: Rights): void {
  const held: HeldRights | undefined = draft.rights().get(rightsKey(target))
  draft.putRights({ ...held, target, rights })
}

/** The object that rights are held on; null for defaults. */
export function targetId({ objectType, namespace, name, defaults }: RightsTarget): ObjectId | null {
  if (defaults !== undefined || name === null) return null
  if (objectType === 'schema') return { kind: 'namespace', name }
  if (objectType === 'table') return { kind: 'table', namespace, name }
  if (objectType === 'enum type') return { kind: 'enumType', namespace, name }
  return { kind: 'defined', objectType, namespace, on: null, name }
}

/** Where the rights on an object are held; null for what nobody is granted anything on. The way back of {@link targetId}. */
export function targetOn(id: ObjectId): RightsTarget | null {
  if (id.kind === 'namespace') return { objectType: 'schema', namespace: null, name: id.name }
  const { namespace, name } = id
  if (id.kind === 'table') return { objectType: 'table', namespace, name }
  if (id.kind === 'enumType') return { objectType: 'enum type', namespace, name }
  return id.kind === 'defined' ? { objectType: id.objectType, namespace, name } : null
}

function touchesOf({ target }: { readonly target: RightsTarget }, before: Catalog): readonly Touch[] {
  const id = targetId(target)
  const rights: ObjectId = {
    kind: 'other',
    objectType: 'rights',
    namespace: null,
    table: null,
    name: rightsKey(target),
  }
  // The default schema and the sequence of a column are no objects of the catalog.
  return [...(id !== null && (before.has(id) || objectsOfTheirOwn(id)) ? [needs(id)] : []), changes(rights)]
}

function objectsOfTheirOwn(id: ObjectId): boolean {
  return id.kind !== 'namespace' && !(id.kind === 'defined' && id.objectType === 'sequence')
}

function reverse(op: Grant | Revoke | SetOwner, before: Catalog, next: (rights: Rights) => Rights) {
  const rights = rightsOn(before, op.target)
  return reversible(rightsChanges(op.target, next(rights), rights))
}

export const grant: OperationDefinition<Grant> = defineOperation<Grant>({
  kind: 'grant',
  touches: touchesOf,
  reverse: (op, before) => reverse(op, before, (rights) => withGrant(rights, op.target, op)),
  apply: (draft, op) => putRightsOn(draft, op.target, withGrant(rightsOn(draft, op.target), op.target, op)),
  emit: (op, grammar) => [statement(withoutPlaceholders(privilegesText(op, grammar)))],
  source(op, writer, receiver) {
    printCall(writer, receiver, 'grant', [stringList(op.privileges)], {
      ...targetSource(op),
      to: rolesSource(op.roles),
      withGrantOption: op.withGrantOption,
    })
  },
  describe: (op) =>
    `Grant ${privilegesOf(op)} on ${displayTarget(op.target)} to ${rolesOf(op)}${op.withGrantOption ? ' with grant option' : ''}`,
})

export const revoke: OperationDefinition<Revoke> = defineOperation<Revoke>({
  kind: 'revoke',
  touches: touchesOf,
  reverse: (op, before) => reverse(op, before, (rights) => withRevoke(rights, op.target, op)),
  apply: (draft, op) => putRightsOn(draft, op.target, withRevoke(rightsOn(draft, op.target), op.target, op)),
  emit: (op, grammar) => [statement(withoutPlaceholders(privilegesText(op, grammar)))],
  source(op, writer, receiver) {
    printCall(writer, receiver, 'revoke', [stringList(op.privileges)], {
      ...targetSource(op),
      from: rolesSource(op.roles),
      grantOptionOnly: op.grantOptionOnly,
    })
  },
  describe: (op) =>
    `Revoke ${op.grantOptionOnly ? 'grant option for ' : ''}${privilegesOf(op)} on ${displayTarget(op.target)} from ${rolesOf(op)}`,
})

export const setOwner: OperationDefinition<SetOwner> = defineOperation<SetOwner>({
  kind: 'setOwner',
  touches: touchesOf,
  reverse: (op, before) => reverse(op, before, (rights) => withOwner(rights, op.owner)),
  apply: (draft, op) => putRightsOn(draft, op.target, withOwner(rightsOn(draft, op.target), op.owner)),
  emit: (op, grammar) => [statement(withoutPlaceholders(ownerText(op, grammar)))],
  source({ target, owner }, writer, receiver) {
    const { objectType, namespace, name } = target
    printCall(writer, receiver, 'setOwner', [sourceString(name ?? ''), owner === null ? 'null' : sourceString(owner)], {
      type: typeSource(objectType),
      schema: optionalString(namespace),
    })
  },
  describe: ({ target, owner }) => `Make ${owner ?? 'the migrating role'} the owner of ${displayTarget(target)}`,
})

function targetSource({ target, columns }: Grant | Revoke): { readonly [option: string]: SourceTree | null } {
  const { objectType, namespace, name, defaults } = target
  if (defaults !== undefined) {
    return {
      onNew: sourceString(objectType),
      schema: optionalString(name),
      role: optionalString(defaults.role),
    }
  }
  return {
    on: sourceString(name ?? ''),
    type: typeSource(objectType),
    schema: optionalString(namespace),
    columns: columns === null ? null : stringList(columns),
  }
}

function typeSource(objectType: string): SourceTree | null {
  return objectType === 'table' ? null : sourceString(objectType)
}

function rolesSource(roles: readonly string[]): SourceTree {
  const names = roles.map((role) => (role === everybody ? 'PUBLIC' : role))
  const [only] = names
  return only !== undefined && names.length === 1 ? sourceString(only) : stringList(names)
}

function privilegesOf({ privileges, columns }: Grant | Revoke): string {
  return `${privileges.join(', ')}${columns === null ? '' : ` (${columns.join(', ')})`}`
}

function rolesOf({ roles }: Grant | Revoke): string {
  return roles.map((role) => (role === everybody ? 'PUBLIC' : role)).join(', ')
}
