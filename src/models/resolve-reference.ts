import type { TableRef } from '../schema/index.ts'
import { tableColumnBrand } from './brands.ts'
import { didYouMean, modelError } from './model-error.ts'
import { type TablePlace, detailsOf, displayOf } from './place.ts'
import { isTableColumn } from './table-column.ts'

/** Where a foreign key points: a table and its columns. */
export interface ResolvedReference {
  readonly table: TableRef
  readonly columns: readonly string[]
}

/**
 * Finds what `.references()` or `foreignKey({ references })` names: text, a column, several, or a function that returns them.
 *
 * @throws LimbeckError LB3002 when it names no column.
 */
export function resolveReference(target: unknown, place: TablePlace): ResolvedReference {
  // A function is called without arguments, whatever it takes; what it returns is checked below.
  const given: unknown = typeof target === 'function' ? callTarget(target as () => unknown, place) : target
  const references = (Array.isArray(given) ? (given as readonly unknown[]) : [given]).map((one) =>
    resolveOne(one, target, place),
  )
  const [first] = references
  if (first === undefined) throw refused(`${displayOf(place)} references no column.`, target, place)
  const other = references.find(
    ({ table }) => table.name !== first.table.name || table.namespace !== first.table.namespace,
  )
  if (other !== undefined) {
    const names = `"${first.table.name}" and "${other.table.name}"`
    throw refused(`One foreign key of ${displayOf(place)} references columns of two tables, ${names}.`, target, place)
  }
  return { table: first.table, columns: references.map(({ column }) => column) }
}

function resolveOne(
  one: unknown,
  target: unknown,
  place: TablePlace,
): { readonly table: TableRef; readonly column: string } {
  if (isTableColumn(one)) {
    const { table, name } = one[tableColumnBrand]
    return { table, column: name }
  }
  if (typeof one === 'string') {
    const parts = one.split('.')
    const [column = '', table = '', namespace = null] = parts.toReversed()
    if (parts.length > 1 && parts.length < 4 && !parts.includes(''))
      return { table: { namespace, name: table }, column }
    throw refused(`${displayOf(place)} references "${one}", which is not the name of a column.`, target, place)
  }
  const source = typeof target === 'function' ? `: \`${String(target)}\` gives no column` : ''
  throw refused(`${displayOf(place)} references nothing${source}.`, target, place)
}

function callTarget(target: () => unknown, place: TablePlace): unknown {
  try {
    return target()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const message = `The function in references of ${displayOf(place)} failed: ${reason}.`
    throw modelError('LB3002', message, place.file, { hints: [howToRefer], details: detailsOf(place), cause: error })
  }
}

const howToRefer = "Give a column of a table, `() => users.id`, or its name, `'users.id'` or `'schema.users.id'`."

function refused(message: string, target: unknown, place: TablePlace) {
  const near = typeof target === 'function' ? (place.nearMisses?.(String(target)) ?? []) : []
  const hints = [...didYouMean(near), howToRefer]
  return modelError('LB3002', message, place.file, { hints, details: detailsOf(place) })
}
