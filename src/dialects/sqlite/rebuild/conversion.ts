import { assertNever } from '../../../errors/index.ts'
import type { ColumnType } from '../../../schema/index.ts'
import { type ValueClass, valueClassOf } from '../types.ts'

/** How the values of a column get into a column of another type. */
export interface Conversion {
  /** What the copy selects. */
  readonly expression: string
  /** True for rows whose value would be changed by the conversion instead of converted; null when there can be none. */
  readonly refused: string | null
}

const trueWords = "('true', 't', 'yes', 'y', 'on', '1')"
const falseWords = "('false', 'f', 'no', 'n', 'off', '0')"

/**
 * SQLite's own CAST never fails: text that is no number becomes 0. So a conversion comes with the condition under which
 * it would lose something, and the copy is not made while a row meets it.
 *
 * @param column the quoted name of the column
 * @see https://www.sqlite.org/lang_expr.html#castexpr
 */
export function conversion(column: string, from: ColumnType, to: ColumnType): Conversion {
  const source = valueClassOf(from)
  const target = valueClassOf(to)
  if (source === target || target === 'any') return { expression: column, refused: null }
  switch (target) {
    case 'integer':
      return source === 'boolean' ? { expression: column, refused: null } : exactCast(column, 'INTEGER')
    case 'real':
      return source === 'boolean' ? { expression: column, refused: null } : exactCast(column, 'REAL')
    case 'decimal':
      if (source === 'integer' || source === 'boolean' || source === 'real')
        return { expression: column, refused: null }
      return exactCast(column, 'NUMERIC')
    case 'boolean':
      return toBoolean(column)
    case 'text':
      return toText(column, source)
    case 'binary':
      // Numbers stay numbers: as bytes they would be digits.
      return source === 'text' || source === 'any'
        ? { expression: `CAST(${column} AS BLOB)`, refused: null }
        : { expression: column, refused: null }
    case 'json':
      return { expression: column, refused: `${column} IS NOT NULL AND NOT json_valid(${column})` }
    case 'uuid':
      return {
        expression: column,
        refused:
          `${column} IS NOT NULL AND (length(replace(${column}, '-', '')) <> 32` +
          ` OR replace(${column}, '-', '') GLOB '*[^0-9a-fA-F]*')`,
      }
    case 'timestamp':
      return {
        expression:
          source === 'date'
            ? `CASE WHEN length(${column}) = 10 THEN ${column} || ' 00:00:00' ELSE ${column} END`
            : column,
        refused: notATime(column, 'datetime'),
      }
    case 'date':
      return { expression: source === 'timestamp' ? `date(${column})` : column, refused: notATime(column, 'date') }
    case 'time':
      return { expression: source === 'timestamp' ? `time(${column})` : column, refused: notATime(column, 'time') }
    default:
      return assertNever(target)
  }
}

/**
 * Comparing with a number makes SQLite read text as a number only where that loses nothing, so a value equals its cast
 * exactly when the cast keeps it.
 *
 * @see https://www.sqlite.org/datatype3.html#type_conversions_prior_to_comparison
 */
function exactCast(column: string, type: string): Conversion {
  const cast = `CAST(${column} AS ${type})`
  return { expression: cast, refused: `${column} IS NOT NULL AND NOT (${column} = ${cast})` }
}

function toBoolean(column: string): Conversion {
  const word = `lower(trim(${column}))`
  return {
    expression: `CASE WHEN ${word} IN ${trueWords} THEN 1 WHEN ${word} IN ${falseWords} THEN 0 ELSE ${column} END`,
    refused: `${column} IS NOT NULL AND ${word} NOT IN ${trueWords} AND ${word} NOT IN ${falseWords}`,
  }
}

function toText(column: string, source: ValueClass): Conversion {
  if (source === 'boolean') {
    const expression = `CASE ${column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE CAST(${column} AS TEXT) END`
    return { expression, refused: null }
  }
  return {
    expression: `CAST(${column} AS TEXT)`,
    refused: source === 'binary' || source === 'any' ? notPlainText(column) : null,
  }
}

/** Other bytes than those of ASCII may be no text at all, and SQLite has no way to tell. */
function notPlainText(column: string): string {
  const text = `CAST(${column} AS TEXT)`
  const other = `'*[^' || char(1) || '-' || char(127) || ']*'`
  return `typeof(${column}) = 'blob' AND (instr(${column}, x'00') > 0 OR ${text} GLOB ${other})`
}

/** Numbers pass SQLite's date functions as Julian days; nobody means that. */
function notATime(column: string, reader: 'date' | 'time' | 'datetime'): string {
  return `${column} IS NOT NULL AND (typeof(${column}) <> 'text' OR ${reader}(${column}) IS NULL)`
}
