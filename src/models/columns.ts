import type { Json } from '../errors/index.ts'
import { columnBrand } from './brands.ts'
import { type ColumnBuilder, columnOf } from './column-builder.ts'
import type {
  ArrayTyping,
  BaseTyping,
  BigNumberTyping,
  BinaryTyping,
  BooleanTyping,
  IntervalTyping,
  JsonTyping,
  NumberTyping,
  Presence,
  RawTyping,
  StringTyping,
  TimestampTyping,
} from './column-typing.ts'

/** A column that nothing was said about: nullable, without a default. */
export type NewColumn<Base extends BaseTyping> = ColumnBuilder<Base, null, 'required'>

/** A whole number of 32 bits. `number` in rows. */
export function integer(): NewColumn<NumberTyping> {
  return columnOf({ kind: 'integer' })
}

/** A whole number of 64 bits. `string` in rows: a JavaScript number cannot hold it. */
export function bigInteger(): NewColumn<BigNumberTyping> {
  return columnOf({ kind: 'bigInteger' })
}

/** A whole number of 16 bits. `number` in rows. */
export function smallInteger(): NewColumn<NumberTyping> {
  return columnOf({ kind: 'smallInteger' })
}

/** Text of up to `length` characters (varchar); without a length, of any. */
export function string(length?: number): NewColumn<StringTyping> {
  return columnOf({ kind: 'string', length: length ?? null })
}

/** Text of exactly `length` characters, padded with blanks. */
export function char(length?: number): NewColumn<StringTyping> {
  return columnOf({ kind: 'char', length: length ?? null })
}

/** Text of any length. */
export function text(): NewColumn<StringTyping> {
  return columnOf({ kind: 'text' })
}

/** True or false. SQLite's drivers give `1` and `0`. */
export function boolean(): NewColumn<BooleanTyping> {
  return columnOf({ kind: 'boolean' })
}

/** A floating point number of single precision. */
export function float(): NewColumn<NumberTyping> {
  return columnOf({ kind: 'float' })
}

/** A floating point number of double precision, as JavaScript's. */
export function double(): NewColumn<NumberTyping> {
  return columnOf({ kind: 'double' })
}

/** An exact number of `precision` digits, `scale` of them behind the point. `string` in rows. */
export function decimal(precision?: number, scale?: number): NewColumn<BigNumberTyping> {
  return columnOf({ kind: 'decimal', precision: precision ?? null, scale: scale ?? null })
}

/** A calendar day. */
export function date(): NewColumn<TimestampTyping> {
  return columnOf({ kind: 'date' })
}

/** Options of {@link time} and {@link timestamp}. */
export interface TimeOptions {
  /** Fractional digits of a second, 0 to 6. Default: the database's. */
  readonly precision?: number
  /** Keeps the time zone (time) or the moment in UTC (timestamp). Default false. */
  readonly withTimezone?: boolean
}

/** A time of day. `string` in rows. */
export function time(options: TimeOptions = {}): NewColumn<StringTyping> {
  return columnOf({ kind: 'time', precision: options.precision ?? null, withTimezone: options.withTimezone ?? false })
}

/** A day and time. `withTimezone: true` stores a moment, which is what most columns want. */
export function timestamp(options: TimeOptions = {}): NewColumn<TimestampTyping> {
  return columnOf({
    kind: 'timestamp',
    precision: options.precision ?? null,
    withTimezone: options.withTimezone ?? false,
  })
}

/** The same as {@link timestamp}. */
export const datetime: typeof timestamp = timestamp

/** A span of time. */
export function interval(options: { readonly precision?: number } = {}): NewColumn<IntervalTyping> {
  return columnOf({ kind: 'interval', precision: options.precision ?? null })
}

/** JSON, kept as text where the database has both. `Value` is its TypeScript type. */
export function json(): NewColumn<JsonTyping<Json>>
export function json<Value>(): NewColumn<JsonTyping<Value>>
export function json(): NewColumn<JsonTyping<unknown>> {
  return columnOf({ kind: 'json' })
}

/** JSON in PostgreSQL's binary form, which can be indexed. `Value` is its TypeScript type. */
export function jsonb(): NewColumn<JsonTyping<Json>>
export function jsonb<Value>(): NewColumn<JsonTyping<Value>>
export function jsonb(): NewColumn<JsonTyping<unknown>> {
  return columnOf({ kind: 'jsonb' })
}

/** A UUID. `string` in rows. */
export function uuid(): NewColumn<StringTyping> {
  return columnOf({ kind: 'uuid' })
}

/** Bytes, at most `length` where the database can limit them. `Uint8Array` in rows. */
export function binary(length?: number): NewColumn<BinaryTyping> {
  return columnOf({ kind: 'binary', length: length ?? null })
}

/** A list of values of one type: `array(string(50))`. What `of` says besides its type is not used. */
export function array<Of extends BaseTyping, Null extends null, Inserted extends Presence>(
  of: ColumnBuilder<Of, Null, Inserted>,
): NewColumn<ArrayTyping<Of>> {
  const { type, enumType } = of[columnBrand]
  return columnOf({ kind: 'array', of: type }, enumType)
}

/** A type that only one database knows, in its own words: `raw('tsvector')`. Never escaped. */
export function raw(type: string): NewColumn<RawTyping<string>>
export function raw<Value>(type: string): NewColumn<RawTyping<Value>>
export function raw(type: string): NewColumn<RawTyping<unknown>> {
  return columnOf({ kind: 'raw', sql: type })
}
