import { type Catalog, type CatalogDraft, type Column, editCatalog } from '../../schema/index.ts'
import { printType, tidyType } from './types.ts'

/**
 * What is wanted, with the types in the words of what is found: a model's `timestamp()` is the DATETIME that somebody
 * declared. What the models declare themselves (in SQL) stays as it is declared.
 */
export function withFoundSpelling(wanted: Catalog, found: Catalog): Catalog {
  const draft = editCatalog(wanted)
  for (const table of [...draft.tables()]) {
    for (const member of [...draft.membersOf(table)]) {
      if (member.kind !== 'column' || member.type.declared !== undefined) continue
      const counterpart = found.get(member)
      if (counterpart?.kind === 'column') adoptType(draft, member, counterpart)
    }
  }
  return draft
}

function adoptType(draft: CatalogDraft, column: Column, { type }: Column): void {
  const { declared, ...neutral } = type
  if (declared === undefined || column.type.kind === 'raw' || column.type.kind === 'enum') return
  if (tidyType(printType(column.type)) !== tidyType(printType(neutral))) return
  draft.put({ ...column, type: { ...column.type, declared } })
}
