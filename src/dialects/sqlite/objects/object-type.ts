import type { JsonObject } from '../../../errors/index.ts'
import type { DefinedObject } from '../../../schema/index.ts'

/** One type of defined object: everything that limbeck knows about it on SQLite, in one file. */
export interface ObjectType {
  readonly objectType: string
  /** As DROP says it. */
  readonly keyword: 'VIEW' | 'TRIGGER' | 'TABLE'
  /** A CREATE text of the database → the object, without what it requires. */
  read(text: string): Pick<DefinedObject, 'name' | 'attributes' | 'facts'>
  create(object: DefinedObject): string
  /** What counts in comparison, in one spelling. */
  comparable(object: DefinedObject): JsonObject
  /** The SQL in which other objects may be named. */
  body(object: DefinedObject): string
  /** Whether its arguments name tables and columns anywhere, and in strings, too. */
  readonly namesAnywhere?: boolean
  /** The statement that gives it another name, where there is one. */
  rename?(object: Pick<DefinedObject, 'name'>, to: string): string
  /** The statements that change it and keep its rows, or null where that cannot be. Both ways, or neither. */
  alter?(found: DefinedObject, wanted: DefinedObject): readonly string[] | null
}

/** A text attribute; empty when it is missing. */
export function textOf(object: Pick<DefinedObject, 'attributes'>, attribute: string): string {
  const value = object.attributes[attribute]
  return typeof value === 'string' ? value : ''
}

/** Texts of a list attribute; none when it is missing. */
export function textsOf(object: Pick<DefinedObject, 'attributes'>, attribute: string): readonly string[] {
  const value = object.attributes[attribute]
  return Array.isArray(value) ? value.map(String) : []
}
