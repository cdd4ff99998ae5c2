import { type Catalog, displayTable, idOf, tableKey } from '../../schema/index.ts'
import { type PlacedColumn, columnCandidates } from './column-candidates.ts'
import { type RenameContext, type Situation, quotedChoice } from './situation.ts'

/** Columns that only the models have, in tables where a column of the database is not in the models. */
export function columnSituations(found: Catalog, context: RenameContext): readonly Situation[] {
  const { wanted, scope } = context
  const situations: Situation[] = []
  for (const table of wanted.tables()) {
    if (!scope(table) || !found.has(idOf(table))) continue
    const place = tableKey(table)
    const ref = { namespace: table.namespace, name: table.name }
    const only = (catalog: Catalog, other: Catalog): PlacedColumn[] => {
      const columns: PlacedColumn[] = []
      let at = 0
      for (const column of catalog.membersOf(table)) {
        if (column.kind !== 'column' || column.inherited === true) continue
        if (!other.has(column)) columns.push({ column, place: at })
        at += 1
      }
      return columns
    }
    const added = only(wanted, found)
    const removed = added.length === 0 ? [] : only(found, wanted)
    if (removed.length === 0) continue
    for (const one of added) {
      const candidates = columnCandidates(one, removed, found, wanted, context)
      const { name } = one.column
      const shown = displayTable(table)
      situations.push({
        id: `rename-column:${shown}.${name}`,
        kind: 'renameColumn',
        table: ref,
        name,
        candidates,
        ask: (names) => `Is column '${name}' of table '${shown}' new, or was it renamed from ${quotedChoice(names)}?`,
        place,
        gone: removed.map(({ column }) => column.name),
        rename: (from) => ({ kind: 'renameColumn', namespace: ref.namespace, table: ref.name, column: from, to: name }),
      })
    }
  }
  return situations
}
