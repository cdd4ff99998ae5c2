import { type Catalog, type Table, type TableRef } from '../../schema/index.ts'
import { type Comparer } from '../comparer.ts'
import { nameSimilarity, similarEnough } from './name-similarity.ts'

/** A column that so many of the removed tables have says nothing about which of them is meant. */
const tooCommon = 100

/**
 * For each added table the removed tables that it could have been before, best first: tables that share most of their
 * columns by name and type, or a third of them where the names are alike too.
 */
export function tableCandidates(
  added: readonly Table[],
  removed: readonly Table[],
  found: Catalog,
  wanted: Catalog,
  comparer: Comparer,
): ReadonlyMap<Table, readonly string[]> {
  const columnsOf = (table: TableRef, catalog: Catalog) => {
    const signatures = new Set<string>()
    for (const member of catalog.membersOf(table)) {
      if (member.kind !== 'column') continue
      const type = comparer.attributesOf(member, catalog)?.['type']
      signatures.add(`${member.name} ${JSON.stringify(type)}`)
    }
    return signatures
  }
  const removedColumns = new Map(removed.map((table) => [table, columnsOf(table, found)]))
  const tablesWith = new Map<string, Table[]>()
  for (const [table, columns] of removedColumns) {
    for (const column of columns) {
      const tables = tablesWith.get(column)
      if (tables === undefined) tablesWith.set(column, [table])
      else tables.push(table)
    }
  }
  return new Map(
    added.map((table) => {
      const columns = columnsOf(table, wanted)
      const near = new Set<Table>()
      for (const column of columns) {
        const tables = tablesWith.get(column) ?? []
        if (tables.length <= tooCommon) for (const other of tables) near.add(other)
      }
      const scored = [...near]
        .filter((other) => other.namespace === table.namespace)
        .map((other) => ({
          name: other.name,
          structure: overlap(columns, removedColumns.get(other) ?? new Set()),
          names: nameSimilarity(table.name, other.name),
        }))
        .filter((one) => one.structure > 0.5 || (one.structure >= 0.3 && one.names >= similarEnough))
        .sort((a, b) => b.structure + b.names - (a.structure + a.names) || (a.name < b.name ? -1 : 1))
      return [table, scored.map((one) => one.name)] as const
    }),
  )
}

/** The share of common members among all: 0 to 1. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((one) => b.has(one)).length
  return a.size + b.size === 0 ? 0 : shared / (a.size + b.size - shared)
}
