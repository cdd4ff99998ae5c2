import {
  type Constraint,
  type Deferrable,
  type ForeignKeyAction,
  type OtherObject,
  type TableRef,
  canonicalExpression,
} from '../../../schema/index.ts'
import { tidyExpression } from '../comparable-expression.ts'
import { type CatalogNames, columnNames } from './catalog-names.ts'
import { type ResultRow, isTrueAt, numberAt, numbersAt, textAt, textOrNullAt } from './result-row.ts'

const actions: { readonly [code: string]: ForeignKeyAction } = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
}

const kindWords: { readonly [code: string]: string } = {
  p: 'primary key',
  u: 'unique constraint',
  c: 'check',
  f: 'foreign key',
  x: 'exclusion constraint',
}

/**
 * One row of the constraints query: the constraint, and an object of its own for what limbeck does not model about it
 * (not validated, not enforced), so that nothing is dropped in silence.
 */
export function readConstraint(
  row: ResultRow,
  table: TableRef,
  names: CatalogNames,
): readonly (Constraint | OtherObject)[] {
  const code = textAt(row, 1)
  const remarks = textOrNullAt(row, 15)
  const constraint = readModelled(row, code, table, names)
  const words = `${kindWords[code] ?? 'constraint'}${remarks === null ? '' : ` ${remarks}`}`
  const other: OtherObject = {
    kind: 'other',
    objectType: words,
    namespace: table.namespace,
    table: table.name,
    name: textAt(row, 2),
    definition: null,
  }
  if (constraint === null) return [other]
  return remarks === null ? [constraint] : [constraint, other]
}

function readModelled(row: ResultRow, code: string, table: TableRef, names: CatalogNames): Constraint | null {
  const oid = textAt(row, 0)
  const shared = {
    namespace: table.namespace,
    table: table.name,
    name: textAt(row, 2),
    nameSource: 'given',
  } as const
  const columns = columnNames(names, oid, numbersAt(row, 3))
  switch (code) {
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
  shared: Pick<Constraint, 'namespace' | 'table' | 'name' | 'nameSource'>,
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
