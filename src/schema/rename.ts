import { nameOfToken, renameInSql, significantTokens, tokenizeSql } from '../text/index.ts'
import type { CatalogDraft } from './catalog.ts'
import type { Expression } from './expression.ts'
import { followRename } from './follow-rename.ts'
import { type TableRef, idOf } from './object-id.ts'
import type { Column, DefinedObject, Index, OtherObject, TableMember } from './objects.ts'
import { keepingSequence } from './sequence-name.ts'

/** Renames a table in a catalog, with its members and every foreign key that points at it. */
export function renameTableIn(draft: CatalogDraft, ref: TableRef, to: string): void {
  const table = draft.get({ kind: 'table', namespace: ref.namespace, name: ref.name })
  if (table === undefined) return
  const pointing = draft.referencesTo(ref)
  const members = [...draft.membersOf(ref)].map((member) => {
    const moved = { ...member, table: to }
    return moved.kind === 'column' && member.kind === 'column' ? keepingSequence(moved, member) : moved
  })
  draft.replaceTable(ref, { ...table, name: to, definition: null }, members)
  for (const key of pointing) {
    const owner = key.table === ref.name && key.namespace === ref.namespace ? to : key.table
    draft.put({ ...key, table: owner, references: { ...key.references, table: to } })
  }
  markStale(draft, ref, null)
  followRename(draft, { id: { kind: 'table', namespace: ref.namespace, name: ref.name }, to })
  for (const heir of draft.heirsOf(ref)) {
    const renamed = (parent: TableRef) =>
      parent.namespace === ref.namespace && parent.name === ref.name ? { ...parent, name: to } : parent
    draft.put({ ...heir, inherits: (heir.inherits ?? []).map(renamed) })
  }
}

/**
 * Marks the objects whose text names what is renamed: a database may follow the rename in the text that it keeps, and only
 * it knows how. A trigger names its own table once in its head, which follows.
 */
function markStale(draft: CatalogDraft, ref: TableRef, column: string | null): void {
  const wanted = (column ?? ref.name).toLowerCase()
  const objects = [...draft.looseObjects()]
  for (const object of objects) {
    if (object.kind !== 'defined') continue
    const { definition } = object.attributes
    if (typeof definition !== 'string') continue
    const names = significantTokens(tokenizeSql(definition, { brackets: true })).map((one) =>
      nameOfToken(one).toLowerCase(),
    )
    const isOwn = object.on === ref.name && object.namespace === ref.namespace
    const mentions = names.filter((name) => name === wanted).length
    const isMeant = column === null || isOwn || names.includes(ref.name.toLowerCase())
    if (!isMeant || mentions <= (isOwn && column === null ? 1 : 0)) continue
    draft.put({ ...object, facts: { ...object.facts, stale: true } })
  }
}

/** Gives a defined object another name, and wherever others name it. */
export function renameDefinedIn(draft: CatalogDraft, object: DefinedObject, to: string): void {
  followRename(draft, { id: idOf(object), to })
}

/** Renames a column in a catalog, wherever the table's keys, indexes and expressions or other tables' keys name it. */
export function renameColumnIn(draft: CatalogDraft, ref: TableRef, from: string, to: string): void {
  const table = draft.get({ kind: 'table', namespace: ref.namespace, name: ref.name })
  if (table === undefined) return
  markStale(draft, ref, from)
  const pointing = draft.referencesTo(ref)
  const members = [...draft.membersOf(ref)].map((member) => renameInMember(member, from, to))
  draft.replaceTable(ref, { ...table, definition: null }, members)
  const column = { kind: 'column', namespace: ref.namespace, table: ref.name, name: from } as const
  followRename(draft, { id: column, to })
  for (const key of pointing) {
    const own = key.table === ref.name && key.namespace === ref.namespace
    const columns = own ? replaceName(key.columns, from, to) : key.columns
    const references = { ...key.references, columns: replaceName(key.references.columns, from, to) }
    draft.put({ ...key, columns, references })
  }
  for (const heir of draft.heirsOf(ref)) {
    const theirs = draft.get({ kind: 'column', namespace: heir.namespace, table: heir.name, name: from })
    if (theirs?.kind === 'column') renameColumnIn(draft, heir, from, to)
  }
}

function renameInMember(member: TableMember | OtherObject, from: string, to: string): TableMember | OtherObject {
  switch (member.kind) {
    case 'column':
      return renameInColumn(member, from, to)
    case 'primaryKey':
    case 'foreignKey':
      return { ...member, columns: replaceName(member.columns, from, to) }
    case 'unique':
      return {
        ...member,
        columns: replaceName(member.columns, from, to),
        include: replaceName(member.include, from, to),
      }
    case 'check':
      return { ...member, expression: renameInExpression(member.expression, from, to) }
    case 'index':
      return renameInIndex(member, from, to)
    default:
      return member
  }
}

function renameInColumn(column: Column, from: string, to: string): Column {
  const renamed = column.name === from ? keepingSequence({ ...column, name: to }, column) : column
  return {
    ...renamed,
    generated:
      column.generated === null
        ? null
        : { ...column.generated, expression: renameInExpression(column.generated.expression, from, to) },
  }
}

function renameInIndex(index: Index, from: string, to: string): Index {
  return {
    ...index,
    parts: index.parts.map((part) => ({
      ...part,
      column: part.column === from ? to : part.column,
      expression: part.expression === null ? null : renameInExpression(part.expression, from, to),
    })),
    where: index.where === null ? null : renameInExpression(index.where, from, to),
    include: replaceName(index.include, from, to),
  }
}

function replaceName(names: readonly string[], from: string, to: string): readonly string[] {
  return names.map((name) => (name === from ? to : name))
}

function renameInExpression(expression: Expression, from: string, to: string): Expression {
  return {
    sql: renameInSql(expression.sql, from, to),
    canonical: expression.canonical === null ? null : renameInSql(expression.canonical, from, to),
  }
}
