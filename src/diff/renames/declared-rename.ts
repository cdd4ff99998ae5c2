import type { Operation } from '../../operations/index.ts'
import { type Catalog, type Constraint, type Index, type ObjectId, type TableRef, idOf } from '../../schema/index.ts'
import type { DeclaredRename } from '../question.ts'
import type { RenameContext } from './situation.ts'

/**
 * The operation of a declared rename, or null where it does not apply: the old name is not in the database, the new
 * one is there already, or the models do not have it. `owners` leads from old names of tables and enum types to the
 * new ones, so that the owner may be given under either.
 */
export function declaredRename(
  declared: DeclaredRename,
  found: Catalog,
  context: RenameContext,
  owners: ReadonlyMap<string, string>,
): Operation | null {
  const { namespace, from, to } = declared
  const applies = (old: ObjectId, wanted: ObjectId) => {
    const object = context.wanted.get(wanted)
    return object !== undefined && context.scope(object) && found.has(old) && !found.has(wanted)
  }
  if (declared.kind === 'table') {
    const named = (name: string) => ({ kind: 'table', namespace, name }) as const
    return applies(named(from), named(to)) ? { kind: 'renameTable', namespace, table: from, to } : null
  }
  if (declared.kind === 'enumType') {
    const named = (name: string) => ({ kind: 'enumType', namespace, name }) as const
    return applies(named(from), named(to)) ? { kind: 'renameEnum', namespace, name: from, to } : null
  }
  if (declared.owner === null) return null
  const owner = owners.get(`${namespace ?? ''}.${declared.owner}`) ?? declared.owner
  if (declared.kind === 'enumValue') {
    const type = { kind: 'enumType', namespace, name: owner } as const
    const values = found.get(type)?.values ?? []
    const wanted = context.wanted.get(type)?.values ?? []
    if (!values.includes(from) || values.includes(to) || !wanted.includes(to)) return null
    return { kind: 'renameEnumValue', namespace, name: owner, value: from, to }
  }
  const table = { namespace, name: owner }
  if (declared.kind === 'column') {
    const named = (name: string) => ({ kind: 'column', namespace, table: owner, name }) as const
    return applies(named(from), named(to)) ? { kind: 'renameColumn', namespace, table: owner, column: from, to } : null
  }
  const old = memberNamed(found, table, from, declared.kind)
  const wanted = memberNamed(context.wanted, table, to, declared.kind)
  if (old === undefined || wanted === undefined || found.has(idOf(wanted)) || !context.scope(wanted)) return null
  // Under a new name and with a new definition it is another one: dropped and created.
  if (context.comparer.signatureOf(old, found) !== context.comparer.signatureOf(wanted, context.wanted)) return null
  return declared.kind === 'index'
    ? { kind: 'renameIndex', namespace, table: owner, name: from, to }
    : { kind: 'renameConstraint', namespace, table: owner, name: from, to }
}

function memberNamed(
  catalog: Catalog,
  table: TableRef,
  name: string,
  kind: 'index' | 'constraint',
): Constraint | Index | undefined {
  for (const member of catalog.membersOf(table)) {
    if (member.name !== name || member.kind === 'column' || member.kind === 'other') continue
    if ((member.kind === 'index') === (kind === 'index')) return member
  }
  return undefined
}
