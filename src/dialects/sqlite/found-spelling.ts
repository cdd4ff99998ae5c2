import { type Catalog, type CatalogDraft, type Column, editCatalog, idOf } from '../../schema/index.ts'
import { printType, tidyType } from './types.ts'

/**
 * What is wanted, with the types in the words of what is found: a model's `timestamp()` is the DATETIME that somebody
 * declared. What the models declare themselves (in SQL) stays as it is declared.
 */
export function withFoundSpelling(wanted: Catalog, found: Catalog): Catalog {
  const draft = editCatalog(wanted)
  const columns = [...draft.objects()].filter((object): object is Column => object.kind === 'column')
  for (const column of columns) {
    if (column.type.declared !== undefined) continue
    const counterpart = found.get(idOf(column))
    if (counterpart?.kind === 'column') adoptType(draft, column, counterpart)
  }
  return draft
}

function adoptType(draft: CatalogDraft, column: Column, { type }: Column): void {
  const { declared, ...neutral } = type
  if (declared === undefined || column.type.kind === 'raw' || column.type.kind === 'enum') return
  if (tidyType(printType(column.type)) !== tidyType(printType(neutral))) return
  draft.put({ ...column, type: { ...column.type, declared } })
}
