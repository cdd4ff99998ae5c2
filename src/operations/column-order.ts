import { type CatalogDraft, type Column, type TableRef, idOf } from '../schema/index.ts'
import { requireColumn } from './catalog-state.ts'
import { forgetDefinition } from './forget-definition.ts'

/** The items that are named share their places in the order of the names; the others keep theirs. */
export function inColumnOrder<Item extends { readonly name: string }>(
  items: readonly Item[],
  names: readonly string[],
): readonly Item[] {
  const named = names.flatMap((name) => items.filter((item) => item.name === name))
  const moving = new Set(named)
  return items.map((item) => (moving.has(item) ? (named.shift() ?? item) : item))
}

/**
 * Puts the columns of a table into another order.
 *
 * @throws LimbeckError LB5003 for a name that is no column of the table
 */
export function reorderColumns(draft: CatalogDraft, ref: TableRef, names: readonly string[]): void {
  for (const name of names) requireColumn(draft, ref, name)
  const columns = columnsOf(draft, ref)
  for (const column of inColumnOrder(columns, names)) {
    draft.remove(idOf(column))
    draft.put(column)
  }
  forgetDefinition(draft, ref)
}

/** The columns of a table, in order. */
export function columnsOf(draft: Pick<CatalogDraft, 'membersOf'>, ref: TableRef): readonly Column[] {
  return [...draft.membersOf(ref)].filter((member) => member.kind === 'column')
}
