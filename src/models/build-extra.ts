import { assertNever } from '../errors/index.ts'
import type { Constraint, ForeignKey, Index, IndexPart } from '../schema/index.ts'
import { type SqlToken, nameOfToken, tokenizeSql } from '../text/index.ts'
import { indexPartBrand, tableExtraBrand } from './brands.ts'
import { buildCheck, buildForeignKey, expressionOf, nameOf } from './build-constraint.ts'
import { type IndexPartState, indexPartOf, isIndexPart } from './index-part.ts'
import { modelError } from './model-error.ts'
import { type TablePlace, detailsOf, displayOf } from './place.ts'
import { resolveReference } from './resolve-reference.ts'
import { isSqlExpression } from './sql-expression.ts'
import type { IndexState, TableExtra, TableExtraState } from './table-extras.ts'
import { columnNameOf, columnNamesOf } from './table-reader.ts'

/**
 * Turns a constraint or index builder into an object of a catalog.
 *
 * @throws LimbeckError LB3002, LB3003, LB3011, LB3015
 */
export function buildExtra(extra: TableExtra, known: readonly string[], place: TablePlace): Constraint | Index {
  const state = extra[tableExtraBrand]
  const { namespace, table } = place
  switch (state.kind) {
    case 'index':
      return buildIndex(state, known, place)
    case 'check':
      return buildCheck(state, place)
    case 'foreignKey':
      return buildCompositeForeignKey(state, known, place)
    case 'primaryKey': {
      const columns = columnNamesOf(state.columns, 'The primary key', known, place)
      return {
        kind: 'primaryKey',
        namespace,
        table,
        ...nameOf(state.name, { kind: 'primaryKey', columns }, place),
        columns,
      }
    }
    case 'unique': {
      const what = describe('unique constraint', state.name)
      const columns = columnNamesOf(state.columns, what, known, place)
      return {
        kind: 'unique',
        namespace,
        table,
        ...nameOf(state.name, { kind: 'unique', columns }, place),
        columns,
        deferrable: state.deferrable,
        nullsNotDistinct: state.nullsNotDistinct,
        include: state.include.map((column) => columnNameOf(column, what, known, place)),
      }
    }
    default:
      return assertNever(state)
  }
}

function buildCompositeForeignKey(
  state: Extract<TableExtraState, { kind: 'foreignKey' }>,
  known: readonly string[],
  place: TablePlace,
): ForeignKey {
  const what = describe('foreign key', state.options.name ?? null)
  const columns = columnNamesOf(state.columns, what, known, place)
  const reference = resolveReference(state.references, place)
  if (reference.columns.length !== columns.length) {
    const message = `${what} of table ${displayOf(place)} has ${columns.length} columns and references ${reference.columns.length}.`
    throw modelError('LB3003', message, place.file, {
      hints: ['Name as many columns in `references` as in `columns`, in the same order.'],
      details: detailsOf(place),
    })
  }
  return buildForeignKey(columns, reference, state.options, place)
}

function buildIndex(state: IndexState, known: readonly string[], place: TablePlace): Index {
  const what = describe('index', state.name)
  if (state.parts.length === 0) columnNamesOf([], what, known, place)
  const parts = state.parts.map((part) => buildIndexPart(part, what, known, place))
  const columns = parts.map((part) => part.column ?? wordsOf(part.expression?.sql ?? ''))
  const { name, nameSource } = nameOf(state.name, { kind: 'index', columns }, place)
  return {
    kind: 'index',
    namespace: place.namespace,
    table: place.table,
    name,
    nameSource,
    unique: state.unique,
    parts,
    where: state.where === null ? null : expressionOf(state.where, place),
    method: state.method,
    include: state.include.map((column) => columnNameOf(column, what, known, place)),
    nullsNotDistinct: state.nullsNotDistinct,
  }
}

function buildIndexPart(part: unknown, what: string, known: readonly string[], place: TablePlace): IndexPart {
  if (isSqlExpression(part)) {
    const { of: _of, ...plain } = indexPartOf(part)[indexPartBrand]
    return { ...plain, expression: expressionOf(part, place) }
  }
  if (isIndexPart(part)) {
    const { of, ...plain }: IndexPartState = part[indexPartBrand]
    if (of === null || plain.column === null) return plain
    if (of.name === place.table && of.namespace === place.namespace) {
      return { ...plain, column: columnNameOf(plain.column, what, known, place) }
    }
    columnNameOf(`${of.name}.${plain.column}`, what, known, place)
  }
  const column = columnNameOf(part, what, known, place)
  return { column, expression: null, order: 'asc', nulls: null, operatorClass: null, collation: null }
}

/** What an expression contributes to the conventional name of its index: `lower(email)` → `lower_email`. */
function wordsOf(expression: string): string {
  const isName = (token: SqlToken) => token.kind === 'word' || token.kind === 'identifier'
  return tokenizeSql(expression).filter(isName).map(nameOfToken).join('_') || 'expression'
}

function describe(what: string, name: string | null): string {
  return name === null ? `An unnamed ${what}` : `The ${what} "${name}"`
}
