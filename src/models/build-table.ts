import type { CatalogObject, DeclaredRename, PrimaryKey, TableMember } from '../schema/index.ts'
import { columnBrand, tableBrand, tableExtraBrand } from './brands.ts'
import { buildColumn } from './build-column.ts'
import { buildExtra } from './build-extra.ts'
import { checkName } from './check-name.ts'
import { isColumnBuilder, saysNullable } from './column-builder.ts'
import type { EnumTypeState } from './column-state.ts'
import { isEnumType } from './enum-type.ts'
import { modelError } from './model-error.ts'
import { type TablePlace, detailsOf, displayOf } from './place.ts'
import type { AnyTable } from './table.ts'
import { readExtras } from './table-reader.ts'

/** A table as objects of a catalog, with what the catalog does not say. */
export interface BuiltTable {
  /** The table, its columns, its primary key, uniques, checks, foreign keys and indexes, in this order. */
  readonly objects: readonly CatalogObject[]
  readonly renames: readonly DeclaredRename[]
  /** The enum types of its columns. */
  readonly enumTypes: readonly EnumTypeState[]
}

/**
 * Turns a table of a model file into objects of a catalog.
 *
 * @throws LimbeckError LB3002, LB3003, LB3006 to LB3015
 */
export function buildTable(table: AnyTable, given: TablePlace): BuiltTable {
  const state = table[tableBrand]
  const place = state.more.inherits === undefined ? given : { ...given, inherits: true }
  checkTable(table, place)
  const known = Object.keys(state.columns)
  const enumTypes: EnumTypeState[] = []
  const members: TableMember[] = []
  const renames: DeclaredRename[] = []
  const rename = (kind: DeclaredRename['kind'], owner: string | null, from: string | null, to: string) => {
    if (from !== null) renames.push({ kind, namespace: state.namespace, owner, from, to })
  }
  rename('table', null, state.renamedFrom, state.name)
  for (const [name, builder] of Object.entries(state.columns)) {
    if (!isColumnBuilder(builder)) throw notAColumn(name, builder, place)
    const built = buildColumn(builder, { ...place, name })
    members.push(built.column, ...built.constraints, ...built.indexes)
    const { enumType, renamedFrom } = builder[columnBrand]
    if (enumType !== null) enumTypes.push(enumType)
    rename('column', state.name, renamedFrom, name)
  }
  for (const extra of readExtras(table, place)) {
    const built = buildExtra(extra, known, place)
    const { attributes } = extra[tableExtraBrand]
    const member = attributes === undefined ? built : { ...built, attributes }
    members.push(member)
    const kind = member.kind === 'index' ? 'index' : 'constraint'
    rename(kind, state.name, extra[tableExtraBrand].renamedFrom, member.name)
  }
  const tableObject: CatalogObject = {
    kind: 'table',
    namespace: state.namespace,
    name: state.name,
    comment: state.comment,
    options: state.options,
    definition: null,
    ...state.more,
  }
  return { objects: [tableObject, ...inOrder(withPrimaryKey(members, state.columns, place))], renames, enumTypes }
}

function checkTable(table: AnyTable, place: TablePlace): void {
  const state = table[tableBrand]
  checkName(state.name, () => 'a table', place.file)
  if (state.namespace !== null) checkName(state.namespace, () => `the schema of table "${state.name}"`, place.file)
  if (state.renamedFrom !== null) checkName(state.renamedFrom, () => `the former table ${displayOf(place)}`, place.file)
  // What inherits has columns that are not its own.
  if (Object.keys(state.columns).length > 0 || state.more.inherits !== undefined) return
  throw modelError('LB3007', `The table ${displayOf(place)} has no columns.`, place.file, {
    hints: ['Give it at least one: `id: integer().primaryKey()`.'],
    details: detailsOf(place),
  })
}

/** Refuses a second primary key, and makes the columns of the one there is refuse NULL where they do not say `.nullable()`. */
function withPrimaryKey(
  members: readonly TableMember[],
  columns: AnyTable[typeof tableBrand]['columns'],
  place: TablePlace,
): readonly TableMember[] {
  const [first, second] = members.filter((member): member is PrimaryKey => member.kind === 'primaryKey')
  if (first === undefined) return members
  if (second !== undefined) {
    const columns = [...first.columns, ...second.columns].map((name) => `t.${name}`).join(', ')
    const names = `on "${first.columns.join('", "')}" and on "${second.columns.join('", "')}"`
    throw modelError('LB3008', `The table ${displayOf(place)} has two primary keys, ${names}.`, place.file, {
      hints: [
        `For one key of several columns write \`primaryKey({ columns: [${columns}] })\` in the list of constraints.`,
      ],
      details: detailsOf(place),
    })
  }
  return members.map((member) =>
    member.kind === 'column' && first.columns.includes(member.name)
      ? { ...member, nullable: saysNullable(columns[member.name]) }
      : member,
  )
}

const order: readonly TableMember['kind'][] = ['column', 'primaryKey', 'unique', 'check', 'foreignKey', 'index']

/** Members of a kind keep their order. */
function inOrder(members: readonly TableMember[]): readonly TableMember[] {
  const sorted: TableMember[] = []
  for (const kind of order) for (const member of members) if (member.kind === kind) sorted.push(member)
  return sorted
}

function notAColumn(name: string, value: unknown, place: TablePlace) {
  const message = `${displayOf({ ...place, name })} is not a column.`
  const hint = howToMakeAColumn(name, value)
  return modelError('LB3013', message, place.file, { hints: [hint], details: { ...detailsOf(place), column: name } })
}

function howToMakeAColumn(name: string, value: unknown): string {
  if (isEnumType(value)) return 'Call the enum type: put `()` behind its name.'
  return typeof value === 'function'
    ? `Call it: \`${name}: ${value.name}()\`.`
    : 'Write `integer()`, `string(255)` and so on.'
}
