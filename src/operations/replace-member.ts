import { type CatalogDraft, type TableMember, idOf, keyOf, tableOf } from '../schema/index.ts'

/** Puts a member of a table in the place of another. The table's own CREATE text is forgotten. */
export function replaceMember(draft: CatalogDraft, old: TableMember, next: TableMember): void {
  const ref = tableOf(old)
  const table = draft.get({ kind: 'table', namespace: ref.namespace, name: ref.name })
  if (table === undefined) return
  const key = keyOf(idOf(old))
  const members = [...draft.membersOf(ref)].map((member) => (keyOf(idOf(member)) === key ? next : member))
  draft.replaceTable(ref, { ...table, definition: null }, members)
}
