import type { Json, JsonObject } from '../errors/index.ts'
import { type NameChange, followName, nameOfToken, significantTokens, spelledName, tokenizeSql } from '../text/index.ts'
import type { CatalogDraft } from './catalog.ts'
import type { ColumnType } from './column-type.ts'
import type { Expression } from './expression.ts'
import { type ObjectId, idOf, keyOf, tableKey } from './object-id.ts'
import type { Check, Column, ColumnDefault, DefinedObject, Index } from './objects.ts'
import { type Renaming, nameChangeOf, renamedId, withoutArguments } from './renamed-id.ts'

/**
 * Brings everything that stands on a renamed object to its new name: ids, and the texts that a database prints with
 * whatever name an object has. Texts that a database keeps as they were written (strings, bodies) stay.
 */
export function followRename(draft: CatalogDraft, renaming: Renaming): void {
  const change = nameChangeOf(renaming)
  const objects = [...draft.looseObjects()]
  for (const object of objects) {
    if (object.kind !== 'defined') continue
    const next = followInObject(object, renaming, change)
    if (next === object) continue
    if (keyOf(next) !== keyOf(object)) draft.remove(object)
    draft.put(next)
  }
  if (change === null) return
  // Copies: what is put replaces what is read.
  const tables = [...draft.tables()]
  for (const table of tables) {
    const members = [...draft.membersOf(table)]
    for (const member of members) {
      if (member.kind !== 'column' && member.kind !== 'check' && member.kind !== 'index') continue
      const isMeant = member.requires !== undefined && standsOn(member.requires, renaming.id)
      if (!isMeant && change.role !== 'type') continue
      const next = followInMember(member, renaming, change)
      if (next !== member) draft.put(next)
    }
  }
}

/** A defined object behind a rename; the same one where nothing about it changes. */
export function followInObject(object: DefinedObject, renaming: Renaming, change: NameChange | null): DefinedObject {
  const id = renamedId(idOf(object), renaming)
  if (id.kind !== 'defined') return object
  const isItself = keyOf(object) === keyOf(renaming.id)
  const isMeant = change?.role === 'namespace' || id.on !== object.on || standsOn(object.requires, renaming.id)
  const follow = (text: string): string => {
    if (isItself) return followOwnName(text, object, renaming.to)
    return change === null || !isMeant ? text : followName(text, change, { declares: object.name.endsWith(')') })
  }
  const map = (ids: readonly ObjectId[]) => ids.map((one) => renamedId(one, renaming))
  const next = {
    ...object,
    namespace: id.namespace,
    on: id.on,
    name: id.name,
    attributes: followAttributes(object.attributes, follow),
    requires: map(object.requires),
    ...(object.mentions === undefined ? {} : { mentions: map(object.mentions) }),
  }
  return JSON.stringify(next) === JSON.stringify(object) ? object : next
}

/**
 * A statement that creates an object says its name first. Whatever else says it is the text of a person: a function that
 * calls itself keeps calling the old name.
 */
function followOwnName(text: string, { name }: DefinedObject, to: string): string {
  if (!/^CREATE\b/i.test(text)) return text
  const own = withoutArguments(name)
  const token = significantTokens(tokenizeSql(text)).find(
    (one) => (one.kind === 'word' || one.kind === 'identifier') && nameOfToken(one) === own,
  )
  if (token === undefined) return text
  return text.slice(0, token.start) + spelledName(withoutArguments(to)) + text.slice(token.end)
}

function followAttributes(attributes: JsonObject, follow: (text: string) => string): JsonObject {
  const inside = (value: Json): Json => {
    if (typeof value === 'string') return follow(value)
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map((item: Json) => inside(item))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inside(item)]))
  }
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, inside(value)]))
}

/** A column, check or index behind a rename of something that it stands on. */
export function followInMember<Member extends Column | Check | Index>(
  member: Member,
  renaming: Renaming,
  change: NameChange,
): Member {
  const follow = (text: string) => followName(text, change)
  const expression = (one: Expression): Expression => ({
    sql: follow(one.sql),
    canonical: one.canonical === null ? null : follow(one.canonical),
  })
  const requires =
    member.requires === undefined ? {} : { requires: member.requires.map((one) => renamedId(one, renaming)) }
  const next = { ...member, ...requires, ...textsOf(member, follow, expression) }
  return JSON.stringify(next) === JSON.stringify(member) ? member : next
}

function textsOf(
  member: Column | Check | Index,
  follow: (text: string) => string,
  expression: (one: Expression) => Expression,
): Partial<Column> | Partial<Check> | Partial<Index> {
  if (member.kind === 'check') return { expression: expression(member.expression) }
  if (member.kind === 'column') {
    const { type, default: value, generated, collation } = member
    return {
      type: followType(type, follow),
      default: followDefault(value, expression),
      generated: generated === null ? null : { ...generated, expression: expression(generated.expression) },
      collation: collation === null ? null : follow(collation),
    }
  }
  return {
    parts: member.parts.map((part) => ({
      ...part,
      expression: part.expression === null ? null : expression(part.expression),
      operatorClass: part.operatorClass === null ? null : follow(part.operatorClass),
      collation: part.collation === null ? null : follow(part.collation),
    })),
    where: member.where === null ? null : expression(member.where),
  }
}

function followType(type: ColumnType, follow: (text: string) => string): ColumnType {
  if (type.kind === 'array') return { ...type, of: followType(type.of, follow) }
  return type.kind === 'raw' ? { ...type, sql: follow(type.sql) } : type
}

function followDefault(value: ColumnDefault | null, expression: (one: Expression) => Expression): ColumnDefault | null {
  return value?.kind === 'expression' ? { ...value, expression: expression(value.expression) } : value
}

/** Whether one of these is the object, or a member of it. */
function standsOn(requires: readonly ObjectId[], old: ObjectId): boolean {
  const key = keyOf(old)
  return requires.some((id) => {
    if (keyOf(id) === key) return true
    if (old.kind !== 'table' || !('table' in id) || id.table === null) return false
    return tableKey({ namespace: id.namespace, name: id.table }) === key
  })
}
