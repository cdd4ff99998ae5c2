import { definitionOf, initialRights, rightsChanges, rightsOn } from '../../../operations/index.ts'
import { type Catalog, type Column, type RightsTarget, noRights } from '../../../schema/index.ts'
import type { Grammar, Statement } from '../../../sql/index.ts'

/** Statements that give what was made anew in the place of another the owner and the privileges of that one. */
export function keptRights(target: RightsTarget, before: Catalog, grammar: Grammar): readonly Statement[] {
  const changes = rightsChanges(target, initialRights(before, target), rightsOn(before, target))
  return changes.flatMap((op) => definitionOf(op).emit(op, grammar, before))
}

/** The same for a column. */
export function keptColumnRights(
  { namespace, table, name }: Column,
  before: Catalog,
  grammar: Grammar,
): readonly Statement[] {
  const target = { objectType: 'table', namespace, name: table }
  const { owner, columns } = rightsOn(before, target)
  const own = columns[name]
  if (own === undefined) return []
  const without = { ...noRights, owner }
  const changes = rightsChanges(target, without, { ...without, columns: { [name]: own } })
  return changes.flatMap((op) => definitionOf(op).emit(op, grammar, before))
}
