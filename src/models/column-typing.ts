import type { Json } from '../errors/index.ts'

/**
 * The TypeScript types of a database type: what rows give (`read`), what they take (`write`), and what `.default()`
 * takes (`literal`). Interfaces, so that the compiler looks them up by name and editors show a name.
 */
export interface BaseTyping {
  readonly read: unknown
  readonly write: unknown
  readonly literal: unknown
}

export interface NumberTyping {
  readonly read: number
  readonly write: number
  readonly literal: number
}
/** Numbers that a JavaScript number cannot hold exactly. */
export interface BigNumberTyping {
  readonly read: string
  readonly write: string | number | bigint
  readonly literal: string | number | bigint
}
export interface StringTyping {
  readonly read: string
  readonly write: string
  readonly literal: string
}
export interface BooleanTyping {
  readonly read: boolean
  readonly write: boolean
  readonly literal: boolean
}
export interface TimestampTyping {
  readonly read: Date
  readonly write: Date | string
  readonly literal: Date | string
}
/** A span of time as the driver `pg` gives it; parts that are zero are left out. */
export interface IntervalValue {
  readonly years?: number
  readonly months?: number
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
  readonly milliseconds?: number
}
export interface IntervalTyping {
  readonly read: IntervalValue
  readonly write: IntervalValue | string
  readonly literal: string
}
/** `write` takes text too, since some drivers want `JSON.stringify(value)`. */
export interface JsonTyping<Value> {
  readonly read: Value
  readonly write: Value | string
  readonly literal: Value
}
export interface BinaryTyping {
  readonly read: Uint8Array
  readonly write: Uint8Array
  readonly literal: never
}
export interface EnumTyping<Value extends string> {
  readonly read: Value
  readonly write: Value
  readonly literal: Value
}
export interface ArrayTyping<Of extends BaseTyping> {
  readonly read: Of['read'][]
  readonly write: readonly Of['write'][]
  readonly literal: readonly Of['literal'][]
}
export interface RawTyping<Value> {
  readonly read: Value
  readonly write: Value
  readonly literal: Json
}

/** Whether an inserted row must name the column, may leave it out, or must not name it. */
export type Presence = 'required' | 'optional' | 'never'

/**
 * The types of one column. The property names are those of Kysely's `ColumnType`, so that a column is one without
 * depending on Kysely.
 */
export interface ColumnTyping<Base extends BaseTyping, Null extends null, Inserted extends Presence> {
  readonly __select__: Base['read'] | Null
  readonly __insert__: InsertedValue<Base['write'], Null, Inserted>
  readonly __update__: [Inserted] extends ['never'] ? never : Base['write'] | Null
}

type InsertedValue<Value, Null extends null, Inserted extends Presence> = [Inserted] extends ['never']
  ? never
  : [Inserted] extends ['optional']
    ? Value | Null | undefined
    : [null] extends [Null]
      ? Value | null | undefined
      : Value

/** The types of any column. */
export interface AnyColumnTyping {
  readonly __select__: unknown
  readonly __insert__: unknown
  readonly __update__: unknown
}
