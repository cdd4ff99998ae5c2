import type { Check, Column, ForeignKey, Index, OtherObject, PrimaryKey, Table, Unique } from './objects.ts'

/** A table gathered for reading: its columns in order, its constraints and indexes by name. */
export interface TableDefinition {
  readonly table: Table
  readonly columns: readonly Column[]
  readonly primaryKey: PrimaryKey | null
  readonly uniques: readonly Unique[]
  readonly checks: readonly Check[]
  readonly foreignKeys: readonly ForeignKey[]
  readonly indexes: readonly Index[]
  /** Triggers and whatever else hangs on the table. */
  readonly others: readonly OtherObject[]
}

/** All objects of a table, the table first. */
export function objectsOf(definition: TableDefinition) {
  return [
    definition.table,
    ...definition.columns,
    ...(definition.primaryKey === null ? [] : [definition.primaryKey]),
    ...definition.uniques,
    ...definition.checks,
    ...definition.foreignKeys,
    ...definition.indexes,
    ...definition.others,
  ] as const
}

/** A definition without what the table has from the one that it inherits from. */
export function ownMembers(definition: TableDefinition): TableDefinition {
  if (definition.table.inherits === undefined) return definition
  const own = <Member extends { readonly inherited?: true }>(members: readonly Member[]) =>
    members.filter(({ inherited }) => inherited !== true)
  return {
    ...definition,
    columns: own(definition.columns),
    primaryKey: definition.primaryKey?.inherited === true ? null : definition.primaryKey,
    uniques: own(definition.uniques),
    checks: own(definition.checks),
    foreignKeys: own(definition.foreignKeys),
    indexes: own(definition.indexes),
  }
}
