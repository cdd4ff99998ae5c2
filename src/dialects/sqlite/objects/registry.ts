import type { ObjectType } from './object-type.ts'
import { trigger } from './trigger.ts'
import { view } from './view.ts'
import { virtualTable } from './virtual-table.ts'

/** The types of defined objects that SQLite has, by their names. */
export const objectTypes: ReadonlyMap<string, ObjectType> = new Map(
  [view, trigger, virtualTable].map((type) => [type.objectType, type]),
)
