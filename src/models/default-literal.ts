import { type Json, assertNever } from '../errors/index.ts'
import type { ColumnType } from '../schema/index.ts'

/** A default's literal as the catalog keeps it, or undefined when it does not fit the column's type. */
export function fitLiteral(value: unknown, type: ColumnType): Json | undefined {
  switch (type.kind) {
    case 'smallInteger':
    case 'integer':
    case 'bigInteger':
      return fitInteger(value, type.kind)
    case 'float':
    case 'double':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined
    case 'decimal':
      return fitDecimal(value, type.precision, type.scale)
    case 'string':
    case 'char':
      return typeof value === 'string' && lengthOf(value) <= (type.length ?? Infinity) ? value : undefined
    case 'text':
      return typeof value === 'string' ? value : undefined
    case 'interval':
      return typeof value === 'string' && value.trim() !== '' ? value : undefined
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'date':
      return fitText(value instanceof Date ? isoOf(value)?.slice(0, 10) : value, datePattern)
    case 'time':
      return fitText(value, timePattern)
    case 'timestamp':
      return fitText(value instanceof Date ? timestampOf(value, type.withTimezone) : value, timestampPattern)
    case 'json':
    case 'jsonb':
      return isJson(value) ? value : undefined
    case 'uuid':
      return fitText(value, /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i)
    case 'binary':
      return undefined
    case 'enum':
      return typeof value === 'string' && type.values.includes(value) ? value : undefined
    case 'array':
      return fitArray(value, type.of)
    case 'raw':
      return isJson(value) ? value : undefined
    default:
      return assertNever(type)
  }
}

const day = String.raw`\d{4,6}-\d\d-\d\d`
const hour = String.raw`\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?: ?(?:Z|[+-]\d\d(?::?\d\d)?))?`
const datePattern = new RegExp(`^(?:${day}|-?infinity)$`)
const timePattern = new RegExp(`^${hour}$`)
const timestampPattern = new RegExp(`^(?:${day}(?:[ T]${hour})?|-?infinity)$`)

/** Characters as databases count them: code points. */
function lengthOf(text: string): number {
  return Array.from(text).length
}

function fitText(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined
}

const integerLimits = { smallInteger: 2n ** 15n, integer: 2n ** 31n, bigInteger: 2n ** 63n } as const

/** A number where JavaScript holds it exactly, else its digits. */
function fitInteger(value: unknown, kind: keyof typeof integerLimits): number | string | undefined {
  const written =
    typeof value === 'bigint' ||
    Number.isSafeInteger(value) ||
    (kind === 'bigInteger' && typeof value === 'string' && /^-?\d+$/.test(value))
  if (!written) return undefined
  // All three of the kinds that came through are what BigInt() takes.
  const exact = BigInt(value as bigint | number | string)
  if (exact >= integerLimits[kind] || exact < -integerLimits[kind]) return undefined
  return Number.isSafeInteger(Number(exact)) ? Number(exact) : String(exact)
}

/** A number where its text comes back unchanged, else the text: `'0.00'` keeps its zeros. */
function fitDecimal(value: unknown, precision: number | null, scale: number | null): number | string | undefined {
  if (typeof value !== 'string' && typeof value !== 'bigint' && !Number.isFinite(value)) return undefined
  const written = String(value)
  const parts = /^[+-]?(\d*)(?:\.(\d*))?(?:e[+-]?\d+)?$/i.exec(written)
  if (parts === null || !/\d/.test(written)) return undefined
  const whole = (parts[1] ?? '').replace(/^0+/, '').length
  const fraction = (parts[2] ?? '').replace(/0+$/, '').length
  if (precision !== null && (whole > precision - (scale ?? 0) || fraction > (scale ?? 0))) return undefined
  return String(Number(written)) === written ? Number(written) : written
}

function fitArray(value: unknown, of: ColumnType): Json | undefined {
  if (!Array.isArray(value)) return undefined
  const items: Json[] = []
  for (const item of value as readonly unknown[]) {
    const fitted = item === null ? null : fitLiteral(item, of)
    if (fitted === undefined) return undefined
    items.push(fitted)
  }
  return items
}

/** Whether a value survives JSON unchanged. */
export function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isJson)
  if (typeof value !== 'object') return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return (prototype === null || prototype === Object.prototype) && Object.values(value).every(isJson)
}

function isoOf(value: Date): string | undefined {
  return Number.isNaN(value.getTime()) ? undefined : value.toISOString()
}

/** The moment in UTC, as both databases read it: `2026-01-31 08:00:00+00:00`. */
function timestampOf(value: Date, withTimezone: boolean): string | undefined {
  const written = isoOf(value)
    ?.replace('T', ' ')
    .replace(/(?:\.000)?Z$/, '')
    .replace(/Z$/, '')
  return written === undefined || !withTimezone ? written : `${written}+00:00`
}
