import type { Catalog, DeclaredRename, Table } from '../../schema/index.ts'

/** Tables and columns whose names differ in nothing but their case, for a database that does not tell such names apart. */
export function caseRenames(found: Catalog, wanted: Catalog): readonly DeclaredRename[] {
  // Nearly all names are the same to the letter, and nothing is gathered for them.
  let tables: ReadonlyMap<string, Table> | null = null
  const tableLike = (table: Table) => {
    tables ??= new Map([...found.tables()].map((one) => [keyOf(one), one]))
    return tables.get(keyOf(table))
  }
  const renames: DeclaredRename[] = []
  for (const table of wanted.tables()) {
    const old = found.get(table) ?? tableLike(table)
    if (old === undefined) continue
    const { namespace, name } = table
    if (old.name !== name) renames.push({ kind: 'table', namespace, owner: null, from: old.name, to: name })
    renames.push(...columnRenames(table, old, found, wanted))
  }
  return renames
}

function columnRenames(table: Table, old: Table, found: Catalog, wanted: Catalog): readonly DeclaredRename[] {
  const { namespace, name: owner } = table
  let columns: ReadonlyMap<string, string> | null = null
  const renames: DeclaredRename[] = []
  const before = found.membersOf(old)[Symbol.iterator]()
  for (const { kind, name } of wanted.membersOf(table)) {
    const opposite = before.next().value
    if (kind !== 'column' || (opposite?.kind === kind && opposite.name === name)) continue
    columns ??= new Map(
      [...found.membersOf(old)].flatMap((member) =>
        member.kind === 'column' ? [[member.name.toLowerCase(), member.name]] : [],
      ),
    )
    const from = columns.get(name.toLowerCase())
    if (from === undefined || from === name) continue
    renames.push({ kind: 'column', namespace, owner, from, to: name })
  }
  return renames
}

function keyOf({ namespace, name }: Table): string {
  return JSON.stringify([namespace, name.toLowerCase()])
}
