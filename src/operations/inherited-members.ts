import {
  type CatalogDraft,
  type Check,
  type Column,
  type Table,
  type TableRef,
  idOf,
  keyOf,
  tableKey,
} from '../schema/index.ts'

/** What tables have from those that they inherit from, kept as the database keeps it. */

/** The tables that inherit from a table directly. */
export function heirsOf(draft: CatalogDraft, ref: TableRef): readonly Table[] {
  const key = tableKey(ref)
  return [...draft.tables()].filter((table) => table.inherits?.some((parent) => tableKey(parent) === key) === true)
}

/** Gives a new table the columns and checks of those that it inherits from, as far as they are known. */
export function inheritMembers(draft: CatalogDraft, table: Table): void {
  for (const parent of table.inherits ?? []) {
    const members = [...draft.membersOf(parent)].filter(({ kind }) => kind === 'column' || kind === 'check')
    for (const member of members) {
      if (member.kind === 'column' || member.kind === 'check') putInherited(draft, member, table)
    }
  }
}

/** Gives a member of a table to those that inherit from it, and to theirs. */
export function passOn(draft: CatalogDraft, member: Column | Check): void {
  for (const heir of heirsOf(draft, { namespace: member.namespace, name: member.table })) {
    const copy = putInherited(draft, member, heir)
    if (copy !== null) passOn(draft, copy)
  }
}

/** Takes what was passed on away from those that inherit from a table. */
export function takeBack(draft: CatalogDraft, member: Column | Check): void {
  for (const heir of heirsOf(draft, { namespace: member.namespace, name: member.table })) {
    const found = draft.get({ ...idOf(member), namespace: heir.namespace, table: heir.name } as typeof member)
    if (found === undefined || !('inherited' in found)) continue
    draft.remove(found)
    if (found.kind === 'column' || found.kind === 'check') takeBack(draft, found)
  }
}

function putInherited<Member extends Column | Check>(draft: CatalogDraft, member: Member, heir: Table): Member | null {
  const copy: Member = { ...member, namespace: heir.namespace, table: heir.name, inherited: true }
  const id = idOf(copy)
  if (draft.has(id) || keyOf(id) === keyOf(idOf(member))) return null
  draft.put(copy)
  return copy
}
