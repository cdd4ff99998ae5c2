import { type Catalog, type Table, displayName, idOf } from '../../schema/index.ts'
import { type RenameContext, type Situation, quotedChoice } from './situation.ts'
import { tableCandidates } from './table-candidates.ts'

/** Tables that only the models have, where the database has tables that the models do not have. */
export function tableSituations(found: Catalog, context: RenameContext): readonly Situation[] {
  const { wanted, comparer, scope } = context
  const only = (catalog: Catalog, other: Catalog): Table[] =>
    [...catalog.tables()].filter((table) => scope(table) && !other.has(idOf(table)))
  const added = only(wanted, found)
  const removed = only(found, wanted)
  if (added.length === 0 || removed.length === 0) return []
  const candidates = tableCandidates(added, removed, found, wanted, comparer)
  const gone = new Map<string | null, string[]>()
  for (const { namespace, name } of removed) {
    const known = gone.get(namespace)
    if (known === undefined) gone.set(namespace, [name])
    else known.push(name)
  }
  return added.map((table) => {
    const old = candidates.get(table) ?? []
    return {
      id: `rename-table:${displayName(table)}`,
      kind: 'renameTable',
      table: null,
      name: table.name,
      candidates: old,
      ask: (names) => `Is table '${displayName(table)}' new, or was it renamed from ${quotedChoice(names)}?`,
      place: `tables of ${table.namespace ?? ''}`,
      gone: gone.get(table.namespace) ?? [],
      rename: (from) => ({ kind: 'renameTable', namespace: table.namespace, table: from, to: table.name }),
    }
  })
}
