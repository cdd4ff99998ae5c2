import { type Catalog, type DeclaredRename, type Table, idOf } from '../../schema/index.ts'

/** Tables and columns whose names differ in nothing but their case, for a database that does not tell such names apart. */
export function caseRenames(found: Catalog, wanted: Catalog): readonly DeclaredRename[] {
  const tables = new Map<string, Table>()
  for (const table of found.tables()) tables.set(keyOf(table), table)
  const renames: DeclaredRename[] = []
  for (const table of wanted.tables()) {
    const old = found.get(idOf(table)) ?? tables.get(keyOf(table))
    if (old?.kind !== 'table') continue
    const { namespace, name } = table
    if (old.name !== name) renames.push({ kind: 'table', namespace, owner: null, from: old.name, to: name })
    const columns = new Map<string, string>()
    for (const member of found.membersOf(old)) {
      if (member.kind === 'column') columns.set(member.name.toLowerCase(), member.name)
    }
    for (const member of wanted.membersOf(table)) {
      const from = member.kind === 'column' ? columns.get(member.name.toLowerCase()) : undefined
      if (from === undefined || from === member.name) continue
      renames.push({ kind: 'column', namespace, owner: name, from, to: member.name })
    }
  }
  return renames
}

function keyOf({ namespace, name }: Table): string {
  return JSON.stringify([namespace, name.toLowerCase()])
}
