import { type Catalog, type Constraint, displayTable, tableOf } from '../../schema/index.ts'
import type { DifferenceNotes } from './difference-rule.ts'

/**
 * Warns of a foreign key that points at columns which are neither the primary key nor unique, or at no table. A database
 * refuses it, or (SQLite) takes it and refuses changes of the rows under it while it enforces foreign keys.
 *
 * @see https://www.sqlite.org/foreignkeys.html#fk_indexes
 */
export function warnOfLooseKey(constraint: Constraint, wanted: Catalog, notes: DifferenceNotes): void {
  if (constraint.kind !== 'foreignKey') return
  const { namespace, table, columns } = constraint.references
  const other = wanted.definitionOf({ namespace, name: table })
  const place = `Foreign key '${displayTable(tableOf(constraint))}.${constraint.name}'`
  const name = displayTable({ namespace, name: table })
  if (other === undefined) {
    notes.warnings.push(`${place} points at '${name}', which is no table.`)
    return
  }
  const wantedColumns = sorted(columns)
  const keys = [
    ...(other.primaryKey === null ? [] : [other.primaryKey.columns]),
    ...other.uniques.map((unique) => unique.columns),
    ...other.indexes
      .filter((index) => index.unique && index.where === null)
      .map((index) => index.parts.map((part) => part.column ?? '')),
  ]
  if (columns.length > 0 && keys.some((key) => sorted(key) === wantedColumns)) return
  notes.warnings.push(
    `${place} points at columns of '${name}' that are neither its primary key nor unique (${columns.join(', ')}): no database can enforce it.`,
  )
}

function sorted(names: readonly string[]): string {
  return [...names].sort().join('\n')
}
