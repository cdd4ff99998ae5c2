import type { ColumnType } from '../../../schema/index.ts'
import { normalizeTypeText, parseType } from './parse-type.ts'
import { printType } from './print-type.ts'

/** Fractional digits that a time has when nothing is said. */
const defaultTimePrecision = 6

/** One spelling for all types that PostgreSQL treats alike: synonyms, lengths that it does not keep, default precisions. */
export function comparableType(type: ColumnType): string {
  const known = type.kind === 'raw' ? parseType(type.sql) : type
  switch (known.kind) {
    case 'array':
      // PostgreSQL has one array type for all numbers of dimensions.
      return known.of.kind === 'array' ? comparableType(known.of) : `${comparableType(known.of)}[]`
    case 'char':
      return printType({ ...known, length: known.length ?? 1 })
    case 'decimal':
      return printType({ ...known, scale: known.precision === null ? null : (known.scale ?? 0) })
    case 'time':
    case 'timestamp':
    case 'interval':
      return printType({ ...known, precision: known.precision === defaultTimePrecision ? null : known.precision })
    case 'enum':
    case 'raw':
      return normalizeTypeText(printType(known))
    default:
      return printType(known)
  }
}
