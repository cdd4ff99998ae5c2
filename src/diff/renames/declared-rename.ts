import type { Operation } from '../../operations/index.ts'
import { type Catalog, type Constraint, type Index, type ObjectId, type TableRef, idOf } from '../../schema/index.ts'
import type { DeclaredRename } from '../question.ts'
import { renameOperation, targetOf } from './rename-target.ts'
import type { RenameContext } from './situation.ts'

/** Old names of schemas, and of tables, views and enum types in their schema, with the new ones. */
export class RenamedOwners {
  readonly #wanted: Catalog
  readonly #names = new Map<string, string>()

  constructor(wanted: Catalog) {
    this.#wanted = wanted
  }

  add(namespace: string | null, from: string, to: string): void {
    this.#names.set(`${namespace ?? ''}.${from}`, to)
  }

  addNamespace(from: string, to: string): void {
    this.#names.set(from, to)
  }

  /** Where a declared rename is about, whichever names it was told under; where both make sense, the new ones. */
  placeOf(declared: DeclaredRename): { readonly namespace: string | null; readonly owner: string | null } {
    const { namespace: given, owner } = declared
    const isMoved = given !== null && !this.#wanted.has({ kind: 'namespace', name: given })
    const namespace = isMoved ? (this.#names.get(given) ?? given) : given
    if (owner === null || this.#isWanted(namespace, owner)) return { namespace, owner }
    return { namespace, owner: this.#names.get(`${namespace ?? ''}.${owner}`) ?? owner }
  }

  #isWanted(namespace: string | null, name: string): boolean {
    const ids = [
      { kind: 'table', namespace, name },
      { kind: 'enumType', namespace, name },
      { kind: 'defined', objectType: 'view', namespace, on: null, name },
      { kind: 'defined', objectType: 'materialized view', namespace, on: null, name },
    ] as const
    return ids.some((id) => this.#wanted.has(id))
  }
}

/**
 * The operation of a declared rename, or null where it does not apply: the old name is not in the database, the new
 * one is there already, or the models do not have it. `made anew`: it applies, and what is dropped and created says all.
 */
export function declaredRename(
  declared: DeclaredRename,
  found: Catalog,
  context: RenameContext,
  owners: RenamedOwners,
): Operation | 'made anew' | null {
  const { from, to, kind } = declared
  const { namespace, owner } = owners.placeOf(declared)
  const target = targetOf(declared, { namespace, owner }, found, context.wanted)
  if (target !== null) {
    const object = context.wanted.get(target.next)
    if (object === undefined || !context.scope(object) || !found.has(target.old) || found.has(target.next)) return null
    const way = object.kind === 'defined' ? context.renames(object.objectType) : 'in place'
    if (way !== 'in place') return way === 'anew' ? 'made anew' : null
    return renameOperation(target.old, object.kind === 'namespace' ? object.name : target.next.name)
  }
  if (owner === null) return null
  if (kind === 'enumValue') {
    const type = { kind: 'enumType', namespace, name: owner } as const
    const values = found.get(type)?.values ?? []
    const wanted = context.wanted.get(type)?.values ?? []
    if (!values.includes(from) || values.includes(to) || !wanted.includes(to)) return null
    return { kind: 'renameEnumValue', namespace, name: owner, value: from, to }
  }
  return (
    memberRename(declared, { namespace, name: owner }, found, context) ??
    exclusionRename(declared, { namespace, name: owner }, found, context)
  )
}

function memberRename(
  { kind, from, to }: DeclaredRename,
  table: TableRef,
  found: Catalog,
  { wanted, comparer, scope }: RenameContext,
): Operation | null {
  const old = memberNamed(found, table, from, kind === 'index')
  const next = memberNamed(wanted, table, to, kind === 'index')
  if (old === undefined || next === undefined || found.has(idOf(next)) || !scope(next)) return null
  // Under a new name and with a new definition it is another one: dropped and created.
  if (comparer.signatureOf(old, found) !== comparer.signatureOf(next, wanted)) return null
  const { namespace, name } = table
  return kind === 'index'
    ? { kind: 'renameIndex', namespace, table: name, name: from, to }
    : { kind: 'renameConstraint', namespace, table: name, name: from, to }
}

/** To whoever names it, an exclusion constraint is a constraint. */
function exclusionRename(
  { kind, from, to }: DeclaredRename,
  { namespace, name: on }: TableRef,
  found: Catalog,
  { wanted }: RenameContext,
): Operation | null {
  const named = (name: string): ObjectId => ({
    kind: 'defined',
    objectType: 'exclusion constraint',
    namespace,
    on,
    name,
  })
  if (kind !== 'constraint' || !found.has(named(from)) || found.has(named(to)) || !wanted.has(named(to))) return null
  return renameOperation(named(from), to)
}

function memberNamed(
  catalog: Catalog,
  table: TableRef,
  name: string,
  isIndex: boolean,
): Constraint | Index | undefined {
  for (const member of catalog.membersOf(table)) {
    if (member.name !== name || member.kind === 'column' || member.kind === 'other') continue
    if ((member.kind === 'index') === isIndex) return member
  }
  return undefined
}
