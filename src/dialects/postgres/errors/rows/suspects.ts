import type { Operation } from '../../../../operations/index.ts'
import type { ColumnType, ForeignKey, Index, TableRef, Unique } from '../../../../schema/index.ts'
import { literal } from '../../literal.ts'
import { quoteName, quoteQualified } from '../../quote-name.ts'
import { printType } from '../../types/print-type.ts'

/** Rows that stand in the way, as a query can find them. */
export interface Suspects {
  readonly table: TableRef
  /** SQL that is true for a row that is in the way; the row's table goes by `t`. */
  readonly condition: string
  /** What is wrong with them, behind "3 rows of table 'users' ". */
  readonly words: string
}

/** The single changes within an operation. */
export function changesOf(op: Operation): readonly Operation[] {
  return op.kind === 'alterTable' ? op.changes : [op]
}

const on = (column: string) => `t.${quoteName(column)}`

export function nullSuspects(table: TableRef, columns: readonly string[]): Suspects {
  const [first = ''] = columns
  return {
    table,
    condition: columns.map((column) => `${on(column)} IS NULL`).join(' OR '),
    words: columns.length === 1 ? `have NULL in '${first}'` : `have NULL in one of '${columns.join("', '")}'`,
  }
}

export function checkSuspects(table: TableRef, name: string, sql: string): Suspects {
  return { table, condition: `NOT (${sql})`, words: `break '${name}'` }
}

export function uniqueSuspects(
  unique:
    | Unique
    | Index
    | { readonly columns: readonly string[]; readonly namespace: string | null; readonly table: string },
): Suspects {
  const table = { namespace: unique.namespace, name: unique.table }
  const isIndex = 'parts' in unique
  const keys = isIndex
    ? unique.parts.map((part) => (part.expression === null ? quoteName(part.column ?? '') : `(${part.expression.sql})`))
    : unique.columns.map((column) => quoteName(column))
  const where = isIndex && unique.where !== null ? [`(${unique.where.sql})`] : []
  const nullsCount = 'nullsNotDistinct' in unique && unique.nullsNotDistinct
  const present = nullsCount ? [] : keys.map((key) => `${key} IS NOT NULL`)
  const filter = [...where, ...present].join(' AND ')
  const list = keys.join(', ')
  const repeated = `SELECT ${list} FROM ${quoteQualified(table.namespace, table.name)}${filter === '' ? '' : ` WHERE ${filter}`} GROUP BY ${list} HAVING count(*) > 1`
  // In the outer query the bare names are the row's own, so no alias is needed in front of them.
  const own = nullsCount
    ? `EXISTS (SELECT FROM (${repeated}) r (${keys.map((_key, at) => `k${at}`).join(', ')}) WHERE ${keys.map((key, at) => `${key} IS NOT DISTINCT FROM r.k${at}`).join(' AND ')})`
    : `(${list}) IN (${repeated})`
  return {
    table,
    condition: [...where, own].join(' AND '),
    words: `repeat a value of ${isIndex ? list : unique.columns.map((column) => `'${column}'`).join(', ')}`,
  }
}

export function foreignKeySuspects(key: ForeignKey): Suspects {
  const table = { namespace: key.namespace, name: key.table }
  const { references } = key
  const pairs = key.columns.map((column, at) => `p.${quoteName(references.columns[at] ?? '')} = ${on(column)}`)
  const target = quoteQualified(references.namespace, references.table)
  return {
    table,
    condition: `${key.columns.map((column) => `${on(column)} IS NOT NULL`).join(' AND ')}
      AND NOT EXISTS (SELECT FROM ${target} p WHERE ${pairs.join(' AND ')})`,
    words: `point with '${key.columns.join("', '")}' at no row of '${references.table}'`,
  }
}

export function enumSuspects(table: TableRef, column: string, isArray: boolean, value: string): Suspects {
  const spelled = literal(value)
  return {
    table,
    condition: isArray ? `${spelled} = ANY (${on(column)}::text[])` : `${on(column)}::text = ${spelled}`,
    words: `hold '${value}' in '${column}'`,
  }
}

/** Rows whose value does not become one of the type; null where only the server's own attempt can tell. */
export function castSuspects(table: TableRef, column: string, type: ColumnType, major: number): Suspects | null {
  const text = `${on(column)}::text`
  const words = `have a value in '${column}' that is no ${printType(type)}`
  const found = (condition: string) => ({ table, condition: `${on(column)} IS NOT NULL AND (${condition})`, words })
  if (type.kind === 'string' || type.kind === 'char') {
    return type.length === null
      ? null
      : {
          ...found(`length(${text}) > ${type.length}`),
          words: `have more than ${type.length} characters in '${column}'`,
        }
  }
  if (type.kind === 'enum') return found(`${text} NOT IN (SELECT unnest(enum_range(NULL::${printType(type)}))::text)`)
  // From 16 on the server tells without failing.
  if (major >= 16) return found(`NOT pg_input_is_valid(${text}, ${literal(printType(type))})`)
  const pattern = patterns[type.kind]
  return pattern === undefined ? null : found(`${text} !~* ${literal(pattern)}`)
}

const number = String.raw`^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$`
const patterns: { readonly [Kind in ColumnType['kind']]?: string } = {
  integer: String.raw`^\s*[-+]?\d{1,10}\s*$`,
  bigInteger: String.raw`^\s*[-+]?\d{1,19}\s*$`,
  smallInteger: String.raw`^\s*[-+]?\d{1,5}\s*$`,
  decimal: number,
  float: number,
  double: number,
  boolean: String.raw`^\s*(t|true|y|yes|on|1|f|false|n|no|off|0)\s*$`,
  uuid: String.raw`^\s*\{?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\}?\s*$`,
}
