import type { CastSafety } from '../../index.ts'
import type { ColumnType } from '../../../schema/index.ts'
import { comparableType } from './comparable-type.ts'
import { parseType } from './parse-type.ts'
import { printType } from './print-type.ts'

/** How the values of a column become values of another type. */
export interface Conversion {
  readonly safety: CastSafety
  /**
   * Types to cast through, in order, where ALTER COLUMN … TYPE does not find the way alone; empty where it does. A cast
   * that PostgreSQL applies by itself is never spelled out: written ones cut text to length, its own refuse to.
   */
  readonly through: readonly string[]
  /** Instead of casts: the expression that makes the new value of the quoted column. */
  readonly using?: (column: string) => string
}

/** What stands behind USING for a column; null where PostgreSQL finds the way alone. */
export function usingClause({ through, using }: Conversion, column: string): string | null {
  if (using !== undefined) return using(column)
  return through.length === 0 ? null : [column, ...through].join('::')
}

const safe: Conversion = { safety: 'safe', through: [] }
const checked: Conversion = { safety: 'checked', through: [] }
const lossy: Conversion = { safety: 'lossy', through: [] }
const impossible: Conversion = { safety: 'impossible', through: [] }

/** Decimal digits that the widest value of an integer type has. */
const integerDigits = { smallInteger: 5, integer: 10, bigInteger: 19 } as const
type IntegerKind = keyof typeof integerDigits

/**
 * What happens to stored values when a column changes its type.
 *
 * @see https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DATA-TYPE
 * @see https://www.postgresql.org/docs/18/catalog-pg-cast.html
 */
export function conversionOf(from: ColumnType, to: ColumnType): Conversion {
  if (comparableType(from) === comparableType(to)) return safe
  const source = known(from)
  const target = known(to)
  const byCall = callOf(source, target)
  if (byCall !== null) return byCall
  if (isText(target)) return toText(source, target)
  if (isText(source)) return fromText(target)
  if (source.kind === 'array' && target.kind === 'array') {
    const item = conversionOf(source.of, target.of)
    if (item.using !== undefined) return impossible
    return { safety: item.safety, through: item.through.map((type) => `${type}[]`) }
  }
  if (source.kind === 'array' || target.kind === 'array') return impossible
  if (source.kind === 'raw' || target.kind === 'raw') return withRaw(source, target)
  if (isNumber(source) && isNumber(target)) return betweenNumbers(source, target)
  return between(source, target)
}

/**
 * Types that limbeck has no word for, and extensions, bring casts of their own: the server decides, and fails where there
 * is none. A cast is written out, since not all are made on assignment; but not to another length of the same type, which
 * it would cut or fill.
 */
function withRaw(source: ColumnType, target: ColumnType): Conversion {
  const base = (type: ColumnType) => printType(type).replace(/\(.*?\)/, '')
  return base(source) === base(target) ? checked : { safety: 'checked', through: [printType(target)] }
}

/** The ways that are no cast but the call of a function. */
function callOf(source: ColumnType, target: ColumnType): Conversion | null {
  const call = (safety: CastSafety, using: (column: string) => string): Conversion => ({ safety, through: [], using })
  if (isJson(target) && !isJson(source) && !isText(source) && source.kind !== 'raw') {
    return call('safe', (column) => `to_${target.kind}(${column})`)
  }
  if (isJson(source) && target.kind === 'array' && hasPlainText(target.of)) {
    // What has no brackets of its own is written in a list as in an array; anything else does not fit the type.
    return call('checked', (column) => `translate(${column}::text, '[]', '{}')::${printType(target)}`)
  }
  if (
    isJson(source) &&
    hasPlainText(target) &&
    !(source.kind === 'jsonb' && (isNumber(target) || target.kind === 'boolean'))
  ) {
    return call('checked', (column) => `(${column} #>> '{}')::${printType(target)}`)
  }
  if (source.kind === 'binary' && isText(target)) return call('checked', (column) => `convert_from(${column}, 'UTF8')`)
  if (isText(source) && target.kind === 'binary') return call('safe', (column) => `convert_to(${column}, 'UTF8')`)
  if (isJson(source) || isText(source)) return null
  if (target.kind === 'array' && isSame(source, target.of)) {
    return call('safe', (column) => `CASE WHEN ${column} IS NOT NULL THEN ARRAY[${column}] END`)
  }
  if (source.kind === 'array' && isSame(source.of, target)) return call('lossy', (column) => `${column}[1]`)
  if (source.kind === 'boolean' && isNumber(target) && !(target.kind in integerDigits)) {
    return call('safe', (column) => `${column}::integer`)
  }
  if (target.kind === 'boolean' && isNumber(source) && !(source.kind in integerDigits)) {
    return call('lossy', (column) => `${column} <> 0`)
  }
  return null
}

function isJson(type: ColumnType): type is ColumnType & { readonly kind: 'json' | 'jsonb' } {
  return type.kind === 'json' || type.kind === 'jsonb'
}

function isSame(one: ColumnType, other: ColumnType): boolean {
  return comparableType(one) === comparableType(other)
}

/** Whether no value of the type has a bracket, a quote or a backslash in its text. */
function hasPlainText(type: ColumnType): boolean {
  return isNumber(type) || ['boolean', 'uuid', 'date', 'time', 'timestamp'].includes(type.kind)
}

function known(type: ColumnType): ColumnType {
  return type.kind === 'raw' ? parseType(type.sql) : type
}

function isText(type: ColumnType): type is ColumnType & { readonly kind: 'text' | 'string' | 'char' } {
  return type.kind === 'text' || type.kind === 'string' || type.kind === 'char'
}

/** Characters that every value of a type fits into; null when there is no bound. */
function widthOf(type: ColumnType): number | null {
  switch (type.kind) {
    case 'string':
    case 'char':
      return type.kind === 'char' ? (type.length ?? 1) : type.length
    case 'uuid':
      return 36
    case 'boolean':
      return 5
    case 'smallInteger':
    case 'integer':
    case 'bigInteger':
      return integerDigits[type.kind] + 1
    case 'enum':
      // Values are read from the models or the catalog; where only the name is known, anything is possible.
      return type.values.length === 0 ? null : Math.max(...type.values.map((value) => Array.from(value).length))
    default:
      return null
  }
}

function toText(from: ColumnType, to: ColumnType): Conversion {
  if (from.kind === 'binary') return impossible
  const limit = widthOf(to)
  const width = widthOf(from)
  return limit === null || (width !== null && width <= limit) ? safe : checked
}

function fromText(to: ColumnType): Conversion {
  const cast = (safety: CastSafety): Conversion => ({ safety, through: [printType(to)] })
  switch (to.kind) {
    case 'binary':
      return impossible
    case 'raw':
      return cast('checked')
    // A cast rounds text to the scale of a number and to the fraction of a time.
    case 'decimal':
      return cast(to.precision === null ? 'checked' : 'lossy')
    case 'time':
    case 'timestamp':
    case 'interval':
      return cast(to.precision === null ? 'checked' : 'lossy')
    default:
      return cast('checked')
  }
}

type NumberType = ColumnType & { readonly kind: IntegerKind | 'float' | 'double' | 'decimal' }

function isNumber(type: ColumnType): type is NumberType {
  return type.kind in integerDigits || type.kind === 'float' || type.kind === 'double' || type.kind === 'decimal'
}

function betweenNumbers(from: NumberType, to: NumberType): Conversion {
  const digits = from.kind in integerDigits ? integerDigits[from.kind as IntegerKind] : null
  if (to.kind === 'decimal') {
    if (from.kind === 'float' || from.kind === 'double') return lossy
    if (to.precision === null) return safe
    const room = to.precision - (to.scale ?? 0)
    if (digits !== null) return room >= digits ? safe : checked
    return betweenDecimals(from, to)
  }
  if (to.kind === 'float' || to.kind === 'double') {
    if (from.kind === 'float') return safe
    if (digits === null) return lossy
    // A float holds whole numbers of 24 bits exactly, a double of 53.
    return digits <= (to.kind === 'float' ? 5 : 10) ? safe : lossy
  }
  if (digits === null) return lossy
  return digits <= integerDigits[to.kind] ? safe : checked
}

function betweenDecimals(from: NumberType, to: NumberType & { readonly kind: 'decimal' }): Conversion {
  if (from.kind !== 'decimal' || from.precision === null) return lossy
  const [fromScale, toScale] = [from.scale ?? 0, to.scale ?? 0]
  if (toScale < fromScale) return lossy
  return (to.precision ?? 0) - toScale >= from.precision - fromScale ? safe : checked
}

function between(from: ColumnType, to: ColumnType): Conversion {
  const cast = (safety: CastSafety, ...through: readonly string[]): Conversion => ({
    safety,
    through: [...through, printType(to)],
  })
  if (from.kind === 'boolean' && to.kind in integerDigits) {
    return to.kind === 'integer' ? cast('safe') : cast('safe', 'integer')
  }
  if (to.kind === 'boolean' && from.kind in integerDigits) {
    return from.kind === 'integer' ? cast('lossy') : cast('lossy', 'integer')
  }
  if (from.kind === 'enum' && to.kind === 'enum') return cast('checked', 'text')
  if (from.kind === 'json' && to.kind === 'jsonb') return checked
  if (from.kind === 'jsonb' && to.kind === 'json') return safe
  if (from.kind === 'jsonb' && (isNumber(to) || to.kind === 'boolean')) {
    return cast(to.kind === 'boolean' ? 'checked' : 'lossy')
  }
  return betweenTimes(from, to)
}

function betweenTimes(from: ColumnType, to: ColumnType): Conversion {
  const precise = (type: ColumnType) => ('precision' in type ? (type.precision ?? 6) : 6)
  const rounds = precise(to) < precise(from)
  if (from.kind === to.kind && (from.kind === 'time' || from.kind === 'timestamp')) {
    // What a time without zone means is decided by the session, and an hour a year means two things.
    const sameZone = to.kind === from.kind && to.withTimezone === from.withTimezone
    return rounds || !sameZone ? lossy : safe
  }
  if (from.kind === 'interval' && to.kind === 'interval') return rounds ? lossy : safe
  if (from.kind === 'date' && to.kind === 'timestamp') return safe
  if (from.kind === 'timestamp' && to.kind === 'date') return lossy
  if (from.kind === 'timestamp' && to.kind === 'time') return to.withTimezone && !from.withTimezone ? impossible : lossy
  if (from.kind === 'time' && !from.withTimezone && to.kind === 'interval') return safe
  if (from.kind === 'interval' && to.kind === 'time' && !to.withTimezone) return lossy
  return impossible
}
