import { isLimbeckError } from '../errors/index.ts'
import { similarNames } from '../text/index.ts'
import { tableBrand, tableColumnBrand } from './brands.ts'
import { didYouMean, modelError } from './model-error.ts'
import { type TablePlace, detailsOf, displayOf } from './place.ts'
import type { AnyTable } from './table.ts'
import { isTableColumn } from './table-column.ts'
import { type TableExtra, isTableExtra } from './table-extras.ts'

/**
 * Calls the function that lists a table's constraints and indexes.
 *
 * @throws LimbeckError LB3003 when it names an unknown column, LB3013 when it returns something else, LB3014 when it fails.
 */
export function readExtras(table: AnyTable, place: TablePlace): readonly TableExtra[] {
  const { extras } = table[tableBrand]
  if (extras === null) return []
  const listed = callExtras(extras as (columns: unknown) => unknown, watched(table, place), place)
  const items: readonly unknown[] | null = Array.isArray(listed) ? listed : null
  if (items === null) {
    throw modelError('LB3013', `The third argument of table ${displayOf(place)} does not return a list.`, place.file, {
      hints: ['Return the constraints and indexes in an array: `(t) => [index().on(t.name)]`.'],
      details: detailsOf(place),
    })
  }
  return items.map((item, at) => {
    if (isTableExtra(item)) return item
    const message = `Item ${at + 1} of the constraints of table ${displayOf(place)} is neither a constraint nor an index.`
    const hints = ['Indexes and unique constraints need their columns: `index().on(t.name)`.']
    throw modelError('LB3013', message, place.file, { hints, details: detailsOf(place) })
  })
}

function callExtras(extras: (columns: unknown) => unknown, columns: unknown, place: TablePlace): unknown {
  try {
    return extras(columns)
  } catch (error) {
    if (isLimbeckError(error)) throw error
    const reason = error instanceof Error ? error.message : String(error)
    const message = `The constraints of table ${displayOf(place)} could not be read: ${reason}.`
    throw modelError('LB3014', message, place.file, { details: detailsOf(place), cause: error })
  }
}

/** The table, but an unknown column is an error with near misses instead of `undefined`: models run without a type check. */
function watched(table: AnyTable, place: TablePlace): AnyTable {
  return new Proxy(table, {
    get(target, name, receiver): unknown {
      if (typeof name === 'string' && !Object.hasOwn(target, name)) {
        throw unknownColumn(name, 'The list of constraints', Object.keys(target[tableBrand].columns), place)
      }
      return Reflect.get(target, name, receiver)
    },
  })
}

/**
 * The names of the columns of a constraint or index.
 *
 * @throws LimbeckError LB3003 when there are none, one is unknown, of another table, or named twice.
 */
export function columnNamesOf(
  columns: readonly unknown[],
  what: string,
  known: readonly string[],
  place: TablePlace,
): readonly string[] {
  const names = columns.map((column) => columnNameOf(column, what, known, place))
  const twice = names.find((name, at) => names.indexOf(name) < at)
  if (names.length > 0 && twice === undefined) return names
  const problem = twice === undefined ? 'has no columns' : `names the column "${twice}" twice`
  throw modelError('LB3003', `${what} of table ${displayOf(place)} ${problem}.`, place.file, {
    details: detailsOf(place),
  })
}

/** The name of one column; see {@link columnNamesOf}. */
export function columnNameOf(column: unknown, what: string, known: readonly string[], place: TablePlace): string {
  const name = isTableColumn(column) ? column[tableColumnBrand].name : column
  if (isTableColumn(column)) {
    const { table } = column[tableColumnBrand]
    if (table.name !== place.table || table.namespace !== place.namespace) {
      const message = `${what} of table ${displayOf(place)} names the column "${table.name}.${String(name)}" of another table.`
      throw modelError('LB3003', message, place.file, {
        hints: ['Take the columns from the parameter: `(t) => [index().on(t.name)]`.'],
        details: detailsOf(place),
      })
    }
  }
  if (typeof name === 'string' && (known.includes(name) || place.inherits === true)) return name
  throw unknownColumn(typeof name === 'string' ? name : String(name), what, known, place)
}

function unknownColumn(name: string, what: string, known: readonly string[], place: TablePlace) {
  const message = `${what} of table ${displayOf(place)} names the column "${name}", which the table does not have.`
  const near = didYouMean(similarNames(name, known))
  const hints = near.length > 0 ? near : [`Its columns are ${known.map((one) => `"${one}"`).join(', ')}.`]
  return modelError('LB3003', message, place.file, { hints, details: { ...detailsOf(place), column: name } })
}
