import { fitLiteral } from '../../../models/index.ts'
import { type ColumnDefault, type ColumnType, canonicalExpression } from '../../../schema/index.ts'
import { parseDefault } from './parse-default.ts'
import { printDefault } from './print-default.ts'

/**
 * A default as the server shows it. A literal that models cannot say for the type (`0.0` of a double) is an expression;
 * `declared` keeps the server's text where limbeck's own spelling would come back as another one (`now()`, `'0'::bigint`).
 *
 * @param sql the server's text
 * @param typeText the server's words for the column's type
 */
export function readDefault(sql: string, type: ColumnType, typeText: string): ColumnDefault | null {
  const value = parseDefault(sql, type)
  if (value === null || value.kind === 'expression' || value.kind === 'uuid') return value
  if (value.kind === 'literal' && fitLiteral(value.value, type) === undefined)
    return { kind: 'expression', expression: canonicalExpression(sql) }
  const shown = shownAs(printDefault(value, type, { randomUuid: true }), typeText)
  return shown === sql ? value : { ...value, declared: sql }
}

/**
 * What the server shows of a default that was written like this: a string as a constant of the column's type, a number
 * that is negative or long as a constant of its own.
 *
 * @see https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-SYNTAX-CONSTANTS-NUMERIC
 */
function shownAs(printed: string, typeText: string): string {
  if (printed.startsWith("'")) return `${printed}::${bareType(typeText)}`
  const number = /^(-?)(\d+)(\.\d+)?$/.exec(printed)
  if (number === null) return printed
  const [, sign = '', whole = '', fraction] = number
  const isLong = BigInt(whole) > 2147483647n
  if (fraction !== undefined) return sign === '' ? printed : `'${printed}'::numeric`
  if (sign === '' && !isLong) return printed
  return `'${printed}'::${isLong ? (BigInt(whole) > 9223372036854775807n ? 'numeric' : 'bigint') : 'integer'}`
}

/** The type without its length and precision, as constants have it: `character varying(40)` → `character varying`. */
function bareType(typeText: string): string {
  return typeText.replace(/\(\d+(?:,\d+)?\)/, '').replace(/^character(?=$|\[)/, 'bpchar')
}
