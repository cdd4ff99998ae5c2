import {
  type Catalog,
  type CatalogDraft,
  type Check,
  type Column,
  type ColumnDefault,
  type Table,
  type TableRef,
  canonicalExpression,
  idOf,
  keyOf,
  ownSequence,
  tableOf,
} from '../schema/index.ts'
import type { AlterColumn, ColumnChanges } from './data.ts'

/** What tables have from those that they inherit from, kept as the database keeps it. */

/** The tables that inherit from a table, and what inherits from them. */
export function allHeirsOf(catalog: Catalog, ref: TableRef): readonly Table[] {
  return catalog.heirsOf(ref).flatMap((heir) => [heir, ...allHeirsOf(catalog, heir)])
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
  for (const heir of draft.heirsOf(tableOf(member))) {
    const copy = putInherited(draft, member, heir)
    if (copy !== null) passOn(draft, copy)
  }
}

/** Takes what was passed on away from those that inherit from a table. */
export function takeBack(draft: CatalogDraft, member: Column | Check): void {
  for (const heir of draft.heirsOf(tableOf(member))) {
    const found = draft.get({ ...idOf(member), namespace: heir.namespace, table: heir.name } as typeof member)
    if (found === undefined || !('inherited' in found)) continue
    draft.remove(found)
    if (found.kind === 'column' || found.kind === 'check') takeBack(draft, found)
  }
}

/** What a change of a column changes in those that inherit it. */
const passedOn = ['type', 'nullable', 'default', 'generated', 'collation'] as const

/** Gives the changes of a column to those that inherit it, whatever they had of their own. */
export function passOnChanges(draft: CatalogDraft, column: Column, changes: ColumnChanges): void {
  const keys = passedOn.filter(
    (key) => changes[key] !== undefined || (key === 'default' && changes.identity !== undefined),
  )
  if (keys.length === 0) return
  const given = asInherited(column)
  for (const heir of draft.heirsOf(tableOf(column))) {
    const found = inheritedColumn(draft, heir, column.name)
    if (found === null) continue
    const next = { ...found, ...Object.fromEntries(keys.map((key) => [key, given[key]])) }
    draft.put(next)
    passOnChanges(draft, next, changes)
  }
}

/** What gives those that inherit a column back what they had of their own, once changes have come back to it. */
export function heirsAgain(before: Catalog, column: Column, changes: ColumnChanges): readonly AlterColumn[] {
  // A default is set again behind a change of the type, and for all.
  const setsDefault = [changes.default, changes.identity, changes.type].some((change) => change !== undefined)
  const keys = (['nullable', 'default'] as const).filter((key) =>
    key === 'default' ? setsDefault : changes[key] !== undefined,
  )
  if (keys.length === 0) return []
  return before.heirsOf(tableOf(column)).flatMap((heir) => {
    const found = inheritedColumn(before, heir, column.name)
    if (found === null) return []
    const own = ownChanges(found, columnsAbove(before, found), keys)
    return [...(own === null ? [] : [own]), ...heirsAgain(before, found, changes)]
  })
}

/** What columns of a table have of their own although the table inherits them: what is said behind its CREATE. */
export function ownDetails(catalog: Catalog, table: Table): readonly AlterColumn[] {
  return [...catalog.membersOf(table)].flatMap((column) => {
    if (column.kind !== 'column' || column.inherited !== true) return []
    const own = ownChanges(column, columnsAbove(catalog, column), ['nullable', 'default', 'comment'])
    return own === null ? [] : [own]
  })
}

/** The columns that a column is inherited from, the nearest first; empty where nobody knows them. */
export function columnsAbove(catalog: Catalog, column: Column): readonly Column[] {
  const table = catalog.get({ kind: 'table', namespace: column.namespace, name: column.table })
  const parents = table?.kind === 'table' ? (table.inherits ?? []) : []
  const above = parents.flatMap((parent) => {
    const one = catalog.get({ kind: 'column', namespace: parent.namespace, table: parent.name, name: column.name })
    return one?.kind === 'column' ? [one] : []
  })
  return [...above, ...above.flatMap((one) => columnsAbove(catalog, one))]
}

function inheritedColumn(catalog: Catalog, heir: Table, name: string): Column | null {
  const column = catalog.get({ kind: 'column', namespace: heir.namespace, table: heir.name, name })
  return column?.kind === 'column' && column.inherited === true ? column : null
}

function ownChanges(
  column: Column,
  above: readonly Column[],
  keys: readonly ('nullable' | 'default' | 'comment')[],
): AlterColumn | null {
  const [parent] = above
  if (parent === undefined) return null
  const given = asInherited(parent)
  const changed = keys.filter((key) => JSON.stringify(column[key]) !== JSON.stringify(given[key]))
  if (changed.length === 0) return null
  const { namespace, table, name } = column
  const changes: ColumnChanges = Object.fromEntries(changed.map((key) => [key, column[key]]))
  // Changes of those above reach it first.
  return { kind: 'alterColumn', namespace, table, column: name, changes, using: null, requires: above.map(idOf) }
}

/** A column as those have it that inherit it: without comment, and numbered by the sequence of the parent's. */
export function asInherited(column: Column): Column {
  const { requires: _, ...rest } = column
  return { ...rest, comment: null, ...numbering(column), inherited: true }
}

function numbering(column: Column): { readonly default?: ColumnDefault; readonly identity: null } {
  const sequence = column.identity?.generation === 'serial' ? ownSequence(column) : null
  if (sequence === null) return { identity: null }
  const name = [column.namespace, sequence]
    .flatMap((part) =>
      part === null ? [] : [/^[a-z_][a-z0-9_]*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`],
    )
    .join('.')
  const expression = canonicalExpression(`nextval('${name.replaceAll("'", "''")}'::regclass)`)
  return { identity: null, default: { kind: 'expression', expression } }
}

function putInherited<Member extends Column | Check>(draft: CatalogDraft, member: Member, heir: Table): Member | null {
  // A column stays a column.
  const given = member.kind === 'column' ? (asInherited(member) as Member) : member
  const copy: Member = { ...given, namespace: heir.namespace, table: heir.name, inherited: true }
  const id = idOf(copy)
  if (draft.has(id) || keyOf(id) === keyOf(idOf(member))) return null
  draft.put(copy)
  return copy
}
