import { type Operation } from '../../operations/index.ts'
import { type Catalog, type DefinedObject, type ObjectId, withoutArguments } from '../../schema/index.ts'
import type { DeclaredRename } from '../question.ts'

/** What a declared rename is about, as ids in front of it and behind. */
export interface RenameTarget {
  readonly old: ObjectId
  readonly next: ObjectId
}

/**
 * The ids of a declared rename of an object that has one of its own. `owner` leads from the old name of a table, view or
 * enum type to the new one, `namespace` from that of a schema, so that they may be given under either. A function may be
 * named without the types of its arguments, where only one has the name.
 */
export function targetOf(
  { kind, objectType = '', from, to }: DeclaredRename,
  place: { readonly namespace: string | null; readonly owner: string | null },
  found: Catalog,
  wanted: Catalog,
): RenameTarget | null {
  const { namespace, owner } = place
  const named = (id: (name: string) => ObjectId): RenameTarget => ({ old: id(from), next: id(to) })
  switch (kind) {
    case 'namespace':
      return named((name) => ({ kind: 'namespace', name }))
    case 'table':
    case 'enumType':
      return named((name) => ({ kind, namespace, name }))
    case 'column':
      return owner === null ? null : named((name) => ({ kind, namespace, table: owner, name }))
    case 'object': {
      const id = { kind: 'defined', objectType, namespace, on: owner } as const
      const names = signatures(from, to, (name, catalog) => routinesNamed({ ...id, name }, catalog), found, wanted)
      return { old: { ...id, name: names.from }, next: { ...id, name: names.to } }
    }
    default:
      return null
  }
}

/** Names with the types of the arguments, where a routine is meant. */
function signatures(
  from: string,
  to: string,
  routines: (name: string, catalog: Catalog) => readonly DefinedObject[],
  found: Catalog,
  wanted: Catalog,
): { readonly from: string; readonly to: string } {
  const types = (name: string) => name.slice(withoutArguments(name).length)
  if (to.endsWith(')')) return { from: from.endsWith(')') ? from : from + types(to), to }
  if (from.endsWith(')')) return { from, to: to + types(from) }
  const [old, second] = routines(from, found)
  if (old === undefined || second !== undefined || routines(to, wanted).length === 0) return { from, to }
  return { from: old.name, to: to + types(old.name) }
}

function routinesNamed(
  { objectType, namespace, name }: Pick<DefinedObject, 'objectType' | 'namespace' | 'name'>,
  catalog: Catalog,
): readonly DefinedObject[] {
  return [...catalog.looseObjects()].filter(
    (object): object is DefinedObject =>
      object.kind === 'defined' &&
      object.objectType === objectType &&
      object.namespace === namespace &&
      object.name.startsWith(`${name}(`),
  )
}

/** Gives what has an id of its own another name. */
export function renameOperation(id: ObjectId, to: string): Operation | null {
  switch (id.kind) {
    case 'namespace':
      return { kind: 'renameNamespace', name: id.name, to }
    case 'table':
      return { kind: 'renameTable', namespace: id.namespace, table: id.name, to }
    case 'column':
      return { kind: 'renameColumn', namespace: id.namespace, table: id.table, column: id.name, to }
    case 'enumType':
      return { kind: 'renameEnum', namespace: id.namespace, name: id.name, to }
    case 'defined': {
      const { objectType, namespace, on, name } = id
      return { kind: 'renameObject', objectType, namespace, on, name, to }
    }
    default:
      return null
  }
}
