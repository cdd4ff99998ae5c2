import type { Json } from '../../../errors/index.ts'
import type { ColumnDefault, ColumnType } from '../../../schema/index.ts'
import { comparableExpression } from '../comparable-expression.ts'
import { parseType } from '../types/parse-type.ts'
import { parseDefault } from './parse-default.ts'

/** One spelling for all defaults of a column that mean the same; null for none. */
export function comparableDefault(value: ColumnDefault | null, type: ColumnType): string | null {
  if (value === null) return null
  if (value.kind !== 'expression') return spell(value, type)
  const { expression } = value
  // What people write as an expression may be a literal to the server, which does not remember how it was written.
  const parsed = parseDefault(expression.canonical ?? expression.sql, type)
  if (parsed === null) return null
  return parsed.kind === 'expression' ? comparableExpression(expression) : spell(parsed, type)
}

function spell(value: Exclude<ColumnDefault, { kind: 'expression' }>, columnType: ColumnType): string | null {
  if (value.kind !== 'literal') return value.kind
  const type = columnType.kind === 'raw' ? parseType(columnType.sql) : columnType
  // A JSON null is a value; any other NULL is what a column has without a default.
  if (value.value === null && type.kind !== 'json' && type.kind !== 'jsonb') return null
  return `literal ${JSON.stringify(comparableLiteral(value.value, type))}`
}

function comparableLiteral(value: Json, type: ColumnType): Json {
  if (value === null) return null
  switch (type.kind) {
    case 'json':
    case 'jsonb':
      return sortKeys(value)
    case 'integer':
    case 'bigInteger':
    case 'smallInteger':
    case 'decimal':
    case 'float':
    case 'double':
      return decimalText(textOf(value))
    case 'array':
      return isList(value)
        ? value.map((item) => comparableLiteral(item, isList(item) && type.of.kind !== 'array' ? type : type.of))
        : textOf(value)
    case 'uuid':
      return textOf(value).toLowerCase()
    case 'boolean':
      return Boolean(value)
    default:
      return textOf(value)
  }
}

function textOf(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(sortKeys(value)) : String(value)
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

/** A decimal number without a sign of plus, leading zeros, and zeros at the end of its fraction. */
function decimalText(text: string): string {
  const found = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text.trim())
  if (found === null) return Number.isFinite(Number(text)) ? String(Number(text)) : text
  const [, sign = '', whole = '', fraction = ''] = found
  const digits = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`
  return sign === '-' && digits !== '0' ? `-${digits}` : digits
}

function sortKeys(value: Json): Json {
  if (value === null || typeof value !== 'object') return value
  if (isList(value)) return value.map((item) => sortKeys(item))
  const entries = Object.entries(value).map(([key, item]): [string, Json] => [key, sortKeys(item)])
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
