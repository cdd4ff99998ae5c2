import { assertNever } from '../errors/index.ts'
import {
  type Catalog,
  type Column,
  type ColumnType,
  type Expression,
  type ForeignKey,
  type ObjectId,
  type OtherObject,
  type TableMember,
  type TableRef,
  idOf,
  ownSequence,
  ownSequenceId,
  tableOf,
} from '../schema/index.ts'
import { isLoose, keyColumns, keysUnder, namesIn } from './column-use.ts'
import { enumValuesIn } from './enum-expressions.ts'
import { enumIn, enumValuesInDefault } from './enum-use.ts'
import type { Touch } from './definition.ts'

export { settleTouches, settleWholeTable } from './settle-touches.ts'

/**
 * What making or removing one object has to do with others. Five ids stand for what the catalog keeps elsewhere:
 * the value of an enum type (an `other` of type `enumValue`), the sequence of a column's own (an `other` of type
 * `own sequence`), the place for a table's one primary key (a primary key without a name), and the index of the same name
 * that a primary key or unique constraint brings with it, and {@link partitionsId}.
 */

export const makes = (id: ObjectId): Touch => ({ how: 'makes', id })
export const removes = (id: ObjectId): Touch => ({ how: 'removes', id })
export const changes = (id: ObjectId): Touch => ({ how: 'changes', id })
export const needs = (id: ObjectId): Touch => ({ how: 'needs', id })
export const releases = (id: ObjectId): Touch => ({ how: 'releases', id })

export const tableId = (ref: TableRef): ObjectId => ({ kind: 'table', namespace: ref.namespace, name: ref.name })
export const columnId = (ref: TableRef, name: string): ObjectId => ({
  kind: 'column',
  namespace: ref.namespace,
  table: ref.name,
  name,
})
export const enumId = (ref: TableRef): ObjectId => ({ kind: 'enumType', namespace: ref.namespace, name: ref.name })
export const enumValueId = (ref: TableRef, value: string): ObjectId => ({
  kind: 'other',
  objectType: 'enumValue',
  namespace: ref.namespace,
  table: ref.name,
  name: value,
})

/** Stands for the rows that the partitions of a table take: what leaves makes room for what joins. */
export const partitionsId = (ref: TableRef): ObjectId => ({
  kind: 'other',
  objectType: 'partitions',
  namespace: ref.namespace,
  table: null,
  name: ref.name,
})
export const parts = (id: ObjectId): Touch => ({ how: 'parts', id })
export const joins = (id: ObjectId): Touch => ({ how: 'joins', id })

/** The namespace of an object, where it is not the default one. */
export function namespaceIds(namespace: string | null): readonly ObjectId[] {
  return namespace === null ? [] : [{ kind: 'namespace', name: namespace }]
}

/** The names that stand or fall with a constraint or index: its own, and those of the comment above. */
export function namesOf(member: TableMember | OtherObject): readonly ObjectId[] {
  if (member.kind !== 'primaryKey' && member.kind !== 'unique') return [idOf(member)]
  const ref = tableOf(member)
  const index: ObjectId = { kind: 'index', namespace: ref.namespace, table: ref.name, name: member.name }
  const place: ObjectId = { kind: 'primaryKey', namespace: ref.namespace, table: ref.name, name: '' }
  return member.kind === 'primaryKey' ? [idOf(member), index, place] : [idOf(member), index]
}

/** What a new member of a table makes and needs. `before` tells which key a foreign key stands on. */
export function touchesOfMaking(member: TableMember | OtherObject, before: Catalog): readonly Touch[] {
  if (member.kind === 'other') return [makes(idOf(member))]
  const ref = tableOf(member)
  const touches = [...namesOf(member).map(makes), ...sequencesOf(member).map(makes), needs(tableId(ref))]
  // A foreign key to a column comes behind the key over it, whose name it does not know: so a key changes its columns.
  const key = keyColumns(member)
  for (const id of pointsAt(member, before)) {
    // A key points at columns of its own table only.
    if (key === null || id.kind !== 'column' || !key.includes(id.name)) touches.push(needs(id))
  }
  for (const column of key ?? []) touches.push(changes(columnId(ref, column)))
  return touches
}

/** What goes with a member of a table, and what it lets go. */
export function touchesOfRemoving(member: TableMember | OtherObject, before: Catalog): readonly Touch[] {
  if (member.kind === 'other') return [removes(idOf(member))]
  const touches = [needs(tableId(tableOf(member)))]
  for (const id of pointsAt(member, before)) touches.push(releases(id))
  for (const id of namesOf(member)) touches.push(removes(id))
  for (const id of sequencesOf(member)) touches.push(removes(id))
  return touches
}

/** What the members of a new table make and need besides the table. */
export function touchesOfMakingAll(members: Iterable<TableMember | OtherObject>, before: Catalog): readonly Touch[] {
  const touches: Touch[] = []
  for (const member of members) {
    if (isPlain(member)) for (const id of namesOf(member)) touches.push(makes(id))
    else touches.push(...touchesOfMaking(member, before))
  }
  return touches
}

/** What goes with the members of a table that goes itself. */
export function touchesOfRemovingAll(members: Iterable<TableMember | OtherObject>, before: Catalog): readonly Touch[] {
  const touches: Touch[] = []
  for (const member of members) {
    if (isPlain(member)) for (const id of namesOf(member)) touches.push(removes(id))
    else touches.push(...touchesOfRemoving(member, before))
  }
  return touches
}

/** Whether a member has to do with nothing but its table. Nearly all are so, and a large schema has many. */
function isPlain(member: TableMember | OtherObject): boolean {
  switch (member.kind) {
    case 'column':
      return (
        member.identity === null &&
        member.generated === null &&
        member.requires === undefined &&
        enumIn(member.type) === null
      )
    case 'index':
      return (
        member.where === null && member.requires === undefined && member.parts.every(({ column }) => column !== null)
      )
    default:
      return member.kind === 'primaryKey' || member.kind === 'unique'
  }
}

/** The sequence behind a serial or identity column, which has its name among tables. */
export function sequencesOf(member: TableMember): readonly ObjectId[] {
  const name = member.kind === 'column' && member.inherited !== true ? ownSequence(member) : null
  return name === null ? [] : [ownSequenceId(member.namespace, name)]
}

/** The objects besides its table that a member cannot exist without. */
function pointsAt(member: TableMember, before: Catalog): readonly ObjectId[] {
  const ref = tableOf(member)
  const columns = (names: readonly string[]) => names.map((name) => columnId(ref, name))
  switch (member.kind) {
    case 'column':
      return columnPointsAt(member, before)
    case 'primaryKey':
      return columns(member.columns)
    case 'unique':
      return columns([...member.columns, ...member.include])
    case 'foreignKey':
      return [...columns(member.columns), ...referenced(member, before)]
    case 'check':
      return [...expressionPointsAt(ref, member.expression, before), ...(member.requires ?? [])]
    case 'index':
      return [
        ...member.parts.flatMap((part) =>
          part.column === null ? expressionPointsAt(ref, part.expression, before) : columns([part.column]),
        ),
        ...columns(member.include),
        ...expressionPointsAt(ref, member.where, before),
        ...(member.requires ?? []),
      ]
    default:
      return assertNever(member)
  }
}

/** What the type, default and expression of a column point at. */
export function columnPointsAt(column: Column, before: Catalog): readonly ObjectId[] {
  return [
    ...typePointsAt(column.type),
    ...defaultPointsAt(column),
    ...(column.requires ?? []),
    ...expressionPointsAt(tableOf(column), column.generated?.expression ?? null, before),
  ]
}

/** The enum type in a column's type. */
function typePointsAt(type: ColumnType): readonly ObjectId[] {
  const found = enumIn(type)
  return found === null ? [] : [enumId(found)]
}

/** The enum values in a column's default. */
function defaultPointsAt(column: Column): readonly ObjectId[] {
  const found = enumIn(column.type)
  return found === null ? [] : enumValuesInDefault(column).map((value) => enumValueId(found, value))
}

/** Every column that an expression may name, as written and in lower case, and every enum value it may hold. */
function expressionPointsAt(ref: TableRef, expression: Expression | null, before: Catalog): readonly ObjectId[] {
  if (expression === null) return []
  const names = new Set(namesIn(expression).flatMap((name) => [name, name.toLowerCase()]))
  return [
    ...[...names].map((name) => columnId(ref, name)),
    ...enumValuesIn(before, ref, expression).map(({ type, value }) => enumValueId(type, value)),
  ]
}

function referenced(foreignKey: ForeignKey, before: Catalog): readonly ObjectId[] {
  if (isLoose(foreignKey)) return []
  const ref = { namespace: foreignKey.references.namespace, name: foreignKey.references.table }
  return [
    tableId(ref),
    ...foreignKey.references.columns.map((name) => columnId(ref, name)),
    ...keysUnder(before, foreignKey).flatMap(namesOf),
  ]
}
