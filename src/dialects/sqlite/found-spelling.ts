import { type Catalog, type CatalogDraft, type Column, editCatalog, idOf } from '../../schema/index.ts'
import { isNeverNullKey } from './never-null-key.ts'
import { printType, tidyType } from './types.ts'

/**
 * What is wanted, with the types in the words of what is found: a model's `timestamp()` is the DATETIME that somebody
 * declared. What the models declare themselves (in SQL) stays as it is declared.
 */
export function withFoundSpelling(wanted: Catalog, found: Catalog): Catalog {
  let draft: CatalogDraft | null = null
  for (const table of wanted.tables()) {
    // A table that was read from a database says itself what it means.
    const isRead = table.definition !== null
    for (const column of wanted.membersOf(table)) {
      if (column.kind !== 'column') continue
      const counterpart = found.get(column)
      if (counterpart === undefined) continue
      const adoptsType = !isRead && column.type.declared === undefined && counterpart.type.declared !== undefined
      if (!adoptsType && column.nullable === counterpart.nullable) continue
      draft ??= editCatalog(wanted)
      if (adoptsType) adoptType(draft, column, counterpart)
      if (column.nullable !== counterpart.nullable) adoptNull(draft, counterpart, found, isRead)
    }
  }
  return draft ?? wanted
}

/**
 * Keys that take no NULL on either side need no NOT NULL, so whether it is said makes no difference. And no model can say
 * that a column of its primary key takes NULL: where one does, it stays so.
 */
function adoptNull(draft: CatalogDraft, counterpart: Column, found: Catalog, isRead: boolean): void {
  const column = draft.get(idOf(counterpart))
  if (column?.kind !== 'column') return
  const wasNeverNull = isNeverNullKey(counterpart, found)
  const mayStay = isNeverNullKey(column, draft)
    ? wasNeverNull
    : !isRead && !wasNeverNull && counterpart.nullable && isKey(counterpart, found) && isKey(column, draft)
  if (mayStay) draft.put({ ...column, nullable: counterpart.nullable })
}

function isKey({ namespace, table, name }: Column, catalog: Catalog): boolean {
  return catalog.definitionOf({ namespace, name: table })?.primaryKey?.columns.includes(name) ?? false
}

function adoptType(draft: CatalogDraft, column: Column, { type }: Column): void {
  const { declared, ...neutral } = type
  if (declared === undefined || column.type.kind === 'raw' || column.type.kind === 'enum') return
  if (tidyType(printType(column.type)) !== tidyType(printType(neutral))) return
  draft.put({ ...column, type: { ...column.type, declared } })
}
