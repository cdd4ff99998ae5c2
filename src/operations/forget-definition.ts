import type { CatalogDraft, TableRef } from '../schema/index.ts'

/** Drops the database's own CREATE text of a table, which no longer says what the table is. */
export function forgetDefinition(draft: CatalogDraft, ref: TableRef): void {
  const table = draft.get({ kind: 'table', namespace: ref.namespace, name: ref.name })
  if (table !== undefined && table.definition !== null) draft.put({ ...table, definition: null })
}
