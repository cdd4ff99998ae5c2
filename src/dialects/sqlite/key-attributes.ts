import type { Attributes, PrimaryKey, Unique } from '../../schema/index.ts'
import { conflictClause } from './conflict-clause.ts'
import { quote } from './names.ts'

/**
 * What only SQLite says of a primary key or unique constraint: `onConflict`, and for each column its `order` and its
 * `collate` (null: the column's own). Of a primary key also `rowid: false`: INTEGER PRIMARY KEY DESC behind a column does
 * not name the rowid.
 *
 * @see https://www.sqlite.org/lang_createtable.html#rowid
 */
export function keyAttributes(said: {
  readonly onConflict: string | null
  readonly order?: readonly string[]
  readonly collate?: readonly (string | null)[]
  readonly rowid?: false
}): { readonly attributes?: Attributes } {
  const { onConflict, order = [], collate = [], rowid } = said
  const attributes = {
    ...(onConflict === null ? {} : { onConflict }),
    ...(order.includes('desc') ? { order } : {}),
    ...(collate.every((name) => name === null) ? {} : { collate }),
    ...(rowid === undefined ? {} : { rowid }),
  }
  return Object.keys(attributes).length === 0 ? {} : { attributes }
}

/** Those that count in comparison. */
export function comparableKeyAttributes({ attributes = {} }: PrimaryKey | Unique): Attributes {
  const names = ['onConflict', 'order', 'collate', 'rowid'] as const
  return Object.fromEntries(names.flatMap((name) => (attributes[name] === undefined ? [] : [[name, attributes[name]]])))
}

/** `("a" COLLATE "NOCASE" DESC, "b") ON CONFLICT REPLACE`. */
export function keyText({ columns, attributes = {} }: PrimaryKey | Unique): string {
  const at = (name: string, place: number): unknown => {
    const list = attributes[name]
    return Array.isArray(list) ? list[place] : undefined
  }
  const parts = columns.map((column, place) => {
    const collation = at('collate', place)
    return `${quote(column)}${typeof collation === 'string' ? ` COLLATE ${quote(collation)}` : ''}${at('order', place) === 'desc' ? ' DESC' : ''}`
  })
  return `(${parts.join(', ')})${conflictClause(attributes['onConflict'])}`
}
