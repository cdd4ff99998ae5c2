import {
  type Index,
  type IndexPart,
  type OtherObject,
  type TableRef,
  canonicalExpression,
} from '../../../schema/index.ts'
import { tidyExpression } from '../comparable-expression.ts'
import { type CatalogNames, columnNames } from './catalog-names.ts'
import {
  type ResultRow,
  attributesAt,
  inheritedAt,
  isTrueAt,
  numberAt,
  numbersAt,
  oidsAt,
  textAt,
  textOrNullAt,
  textsAt,
} from './result-row.ts'

/** Bits of `pg_index.indoption`. */
const descending = 1
const nullsFirst = 2
/** The collations `default` and none. */
const plainCollations = new Set(['0', '100'])

/**
 * One row of the indexes query. An index that a broken-off concurrent build left invalid is none: it is reported, so
 * that a comparison asks for it again.
 */
export function readIndex(row: ResultRow, table: TableRef, names: CatalogNames): readonly (Index | OtherObject)[] {
  const name = textAt(row, 1)
  const other = (objectType: string): OtherObject => ({
    kind: 'other',
    objectType,
    namespace: table.namespace,
    table: table.name,
    name,
    definition: null,
  })
  if (!isTrueAt(row, 12)) return [other('invalid index')]
  const oid = textAt(row, 0)
  const numbers = numbersAt(row, 4)
  const keys = numberAt(row, 5)
  const where = textOrNullAt(row, 10)
  const index: Index = {
    kind: 'index',
    namespace: table.namespace,
    table: table.name,
    name,
    nameSource: 'given',
    unique: isTrueAt(row, 3),
    parts: numbers.slice(0, keys).map((number, at) => readPart(row, oid, number, at, names)),
    where: where === null ? null : canonicalExpression(tidyExpression(where)),
    method: textOrNullAt(row, 2),
    include: columnNames(names, oid, numbers.slice(keys)),
    nullsNotDistinct: isTrueAt(row, 11),
    ...inheritedAt(row, 16),
    ...attributesAt(row, 13),
  }
  return [index]
}

function readPart(row: ResultRow, table: string, number: number, at: number, names: CatalogNames): IndexPart {
  const option = numbersAt(row, 6)[at] ?? 0
  const order = (option & descending) === 0 ? 'asc' : 'desc'
  const first = (option & nullsFirst) !== 0
  const expression = number === 0 ? (textsAt(row, 9)[at] ?? '') : null
  return {
    column: number === 0 ? null : (names.columns.get(table)?.get(number) ?? null),
    expression: expression === null ? null : canonicalExpression(tidyExpression(withoutParentheses(expression))),
    order,
    // Descending order puts NULLs first where nothing is said.
    nulls: first === (order === 'desc') ? null : first ? 'first' : 'last',
    operatorClass: readOperatorClass(row, at, names),
    collation: readCollation(row, table, number, at, names),
  }
}

/** The operator class where it is not its type's default, with its options: `gist_trgm_ops(siglen=32)`. */
function readOperatorClass(row: ResultRow, at: number, names: CatalogNames): string | null {
  const found = names.operatorClasses.get(oidsAt(row, 7)[at] ?? '')
  if (found === undefined) return null
  const text = textOrNullAt(row, 15)
  // The query makes an object of texts by the places of columns.
  const options = text === null ? undefined : (JSON.parse(text) as { readonly [place: string]: string })[at + 1]
  if (options !== undefined) return `${found.name}(${options})`
  return found.isDefault ? null : found.name
}

function withoutParentheses(text: string): string {
  // The server wraps what is not a call of a function: (a + b).
  return text.startsWith('(') && closesAtEnd(text) ? text.slice(1, -1) : text
}

function closesAtEnd(text: string): boolean {
  let depth = 0
  let quote = ''
  for (let index = 0; index < text.length; index += 1) {
    const mark = text[index]
    if (quote !== '') quote = mark === quote ? '' : quote
    else if (mark === "'" || mark === '"') quote = mark
    else if (mark === '(') depth += 1
    else if (mark === ')') {
      depth -= 1
      if (depth === 0) return index === text.length - 1
    }
  }
  return false
}

/** The collation of a part where it is another than its column's; of an expression where the definition names one. */
function readCollation(row: ResultRow, table: string, number: number, at: number, names: CatalogNames): string | null {
  const oid = oidsAt(row, 8)[at] ?? '0'
  if (plainCollations.has(oid) && !names.columnCollations.get(table)?.has(number)) return null
  if (oid === '0') return null
  if (number === 0)
    return textOrNullAt(row, 14)?.includes(' COLLATE ') === true ? (names.collations.get(oid) ?? null) : null
  const own = names.columnCollations.get(table)?.get(number) ?? '100'
  return own === oid ? null : (names.collations.get(oid) ?? 'default')
}
