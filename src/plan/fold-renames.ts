import { type Operation, type TableChange, isTableChange, tableOfChange, touchesOf } from '../operations/index.ts'
import { type Catalog, tableKey } from '../schema/index.ts'
import { alterTable } from './fold-operations.ts'
import { tableOfId } from './subject.ts'

/**
 * Puts renames in front of the other operations (`end: 'front'`) or behind them, those of columns, indexes and
 * constraints into the `alterTable` of their table where nothing in between has to do with that table.
 */
export function foldRenames(
  renames: readonly Operation[],
  operations: readonly Operation[],
  catalog: Catalog,
  end: 'front' | 'back',
): readonly Operation[] {
  if (renames.length === 0) return operations
  const whole = renames.filter((operation) => !isTableChange(operation))
  const byTable = new Map<string, TableChange[]>()
  for (const operation of renames) {
    if (!isTableChange(operation)) continue
    const key = keyOfChange(operation)
    byTable.set(key, [...(byTable.get(key) ?? []), operation])
  }
  const folded = [...operations]
  const apart: Operation[] = []
  for (const [key, changes] of byTable) {
    // A sequence that makes room for another one does so before anything else.
    const at = changes.some(({ kind }) => kind === 'alterColumn') ? null : reachable(folded, key, catalog, end)
    const [first] = changes
    const host = at === null ? undefined : folded[at]
    if (first === undefined) continue
    if (at === null || host === undefined) {
      apart.push(changes.length === 1 ? first : alterTable(changes, first))
      continue
    }
    const others = host.kind === 'alterTable' ? host.changes : isTableChange(host) ? [host] : []
    folded[at] = alterTable(end === 'front' ? [...changes, ...others] : [...others, ...changes], first)
  }
  return end === 'front' ? [...whole, ...apart, ...folded] : [...folded, ...apart, ...whole]
}

/** The place of the change of a table that is the first (or last) operation to touch it; null when there is none. */
function reachable(
  operations: readonly Operation[],
  key: string,
  catalog: Catalog,
  end: 'front' | 'back',
): number | null {
  const places = operations.map((_, place) => place)
  for (const place of end === 'front' ? places : places.reverse()) {
    const operation = operations[place]
    if (operation === undefined) continue
    if (isChangeOf(operation, key)) return place
    const touched = touchesOf(operation, catalog).some(({ id }) => {
      const table = id.kind === 'table' ? id : tableOfId(id)
      return table !== null && tableKey(table) === key
    })
    if (touched) return null
  }
  return null
}

function isChangeOf(operation: Operation, key: string): boolean {
  if (operation.kind === 'alterTable')
    return tableKey({ namespace: operation.namespace, name: operation.table }) === key
  return isTableChange(operation) && keyOfChange(operation) === key
}

function keyOfChange(change: TableChange): string {
  const { namespace, table } = tableOfChange(change)
  return tableKey({ namespace, name: table ?? '' })
}
