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
    const counterpart = found.get(idOf(column))
    // A table that was read from a database says what it means.
    if (counterpart?.kind !== 'column' || isRead(column, draft)) continue
    if (column.type.declared === undefined) adoptType(draft, column, counterpart)
    if (!column.nullable && counterpart.nullable) adoptNull(draft, column, found)
  }
  return draft
}

function isRead({ namespace, table }: Column, catalog: Catalog): boolean {
  const owner = catalog.get({ kind: 'table', namespace, name: table })
  return owner?.kind === 'table' && owner.definition !== null
}

/** No model can say that a column of its primary key takes NULL: where one does, it stays so. */
function adoptNull(draft: CatalogDraft, { namespace, table, name }: Column, found: Catalog): void {
  const ref = { namespace, name: table }
  const definition = draft.definitionOf(ref)
  if (definition === undefined) return
  const isKey = [definition, found.definitionOf(ref)].every((one) => one?.primaryKey?.columns.includes(name) === true)
  const column = definition.columns.find((one) => one.name === name)
  if (isKey && column !== undefined) draft.put({ ...column, nullable: true })
}

function adoptType(draft: CatalogDraft, column: Column, { type }: Column): void {
  const { declared, ...neutral } = type
  if (declared === undefined || column.type.kind === 'raw' || column.type.kind === 'enum') return
  if (tidyType(printType(column.type)) !== tidyType(printType(neutral))) return
  draft.put({ ...column, type: { ...column.type, declared } })
}
