import {
  type Constraint,
  type Deferrable,
  type ForeignKeyAction,
  type TableRef,
  canonicalExpression,
} from '../../../schema/index.ts'
import { tidyExpression } from '../comparable-expression.ts'
import { type CatalogNames, columnNames } from './catalog-names.ts'
import { type ResultRow, attributesAt, inheritedAt, isTrueAt, numberAt, numbersAt, textAt } from './result-row.ts'

const actions: { readonly [code: string]: ForeignKeyAction } = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
}

/** One row of the constraints query; null for a foreign key to what is no table. */
export function readConstraint(row: ResultRow, table: TableRef, names: CatalogNames): Constraint | null {
  const oid = textAt(row, 0)
  const shared = {
    namespace: table.namespace,
    table: table.name,
    name: textAt(row, 2),
    nameSource: 'given',
    ...inheritedAt(row, 15),
    ...attributesAt(row, 16),
  } as const
  const columns = columnNames(names, oid, numbersAt(row, 3))
  switch (row[1]) {
    case 'p':
      return { kind: 'primaryKey', ...shared, columns }
    case 'u':
      return {
        kind: 'unique',
        ...shared,
        columns,
        deferrable: readDeferrable(row),
        nullsNotDistinct: isTrueAt(row, 14),
        include: columnNames(names, oid, numbersAt(row, 12).slice(numberAt(row, 13))),
      }
    case 'c':
      return { kind: 'check', ...shared, expression: canonicalExpression(tidyExpression(textAt(row, 11))) }
    case 'f':
      return readForeignKey(row, shared, columns, names)
    default:
      return null
  }
}

function readForeignKey(
  row: ResultRow,
  shared: Pick<Constraint, 'namespace' | 'table' | 'name' | 'nameSource' | 'inherited' | 'attributes'>,
  columns: readonly string[],
  names: CatalogNames,
): Constraint | null {
  const target = textAt(row, 4)
  const references = names.tables.get(target)
  if (references === undefined) return null
  return {
    kind: 'foreignKey',
    ...shared,
    columns,
    references: {
      namespace: references.namespace,
      table: references.name,
      columns: columnNames(names, target, numbersAt(row, 5)),
    },
    onDelete: actions[textAt(row, 6)] ?? 'no action',
    onUpdate: actions[textAt(row, 7)] ?? 'no action',
    deferrable: readDeferrable(row),
    match: row[8] === 'f' ? 'full' : 'simple',
  }
}

function readDeferrable(row: ResultRow): Deferrable {
  if (!isTrueAt(row, 9)) return 'no'
  return isTrueAt(row, 10) ? 'deferred' : 'immediate'
}
