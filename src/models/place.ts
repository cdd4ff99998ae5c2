import type { NamingConvention } from '../schema/index.ts'

/** Where a constraint, index or column stands, which its builder does not know. */
export interface TablePlace {
  readonly namespace: string | null
  readonly table: string
  /** The column, where the place is one. */
  readonly name?: string | undefined
  readonly namingConvention: NamingConvention
  /** The table has columns of another one, which its model does not list. */
  readonly inherits?: boolean
  /**
   * Refuses what a database may hold but a model should not say: defaults that do not fit their type, names that would
   * be cut, settings that contradict each other. Models are strict; revision files also write down what was found.
   */
  readonly strict?: boolean
  /** The model file, for messages. */
  readonly file?: string | null
  /** Near misses of what a function in `.references()` tried to return, given its source text. */
  readonly nearMisses?: (source: string) => readonly string[]
}

/** Where a column stands. */
export interface ColumnPlace extends TablePlace {
  readonly name: string
}

/** The name of a table or column in quotes, for messages. */
export function displayOf(place: TablePlace): string {
  const parts = [place.namespace, place.table, place.name ?? null]
  return `"${parts.filter((part) => part !== null).join('.')}"`
}

/** The name of a table or column, for machines. */
export function detailsOf(place: TablePlace) {
  return { namespace: place.namespace, table: place.table, ...(place.name === undefined ? {} : { column: place.name }) }
}
