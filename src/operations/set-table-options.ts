import type { JsonObject } from '../errors/index.ts'
import { type ObjectId, type Table, type TableRef, displayTable, keyOf, withAttributes } from '../schema/index.ts'
import { printTableCall } from './source/call-place.ts'
import { attributeEntries, parentsSource } from './source/member-source.ts'
import { optionalString } from './source/source-tree.ts'
import { requireTable } from './catalog-state.ts'
import type { SetTableOptions } from './data.ts'
import { type OperationDefinition, type Touch, defineOperation } from './definition.ts'
import { noStatementsFor } from './defined-object.ts'
import { forgetDefinition } from './forget-definition.ts'
import { reversible } from './reversal.ts'
import { changes, joins, needs, partitionsId, parts, releases, tableId } from './touches.ts'

const refOf = (op: SetTableOptions): TableRef => ({ namespace: op.namespace, name: op.table })

export const setTableOptions: OperationDefinition<SetTableOptions> = defineOperation<SetTableOptions>({
  kind: 'setTableOptions',
  touches(op, before) {
    const table = before.get(tableId(refOf(op)))
    const id = tableId(refOf(op))
    const found = (table?.kind === 'table' ? (table.inherits ?? []) : []).map(tableId)
    const next = op.inherits?.map(tableId) ?? found
    const without = (ones: readonly ObjectId[], others: readonly ObjectId[]) =>
      ones.filter((one) => !others.some((other) => keyOf(other) === keyOf(one)))
    const left = without(found, next)
    const joined = without(next, found)
    const isMoved = op.bound !== undefined && left.length + joined.length === 0
    const around = (how: 'parts' | 'joins', ones: readonly ObjectId[]): readonly Touch[] =>
      ones.length === 0 ? [] : [id, ...ones].map((one) => ({ how, id: one }))
    const refs = (ones: readonly ObjectId[]) => ones.flatMap((one) => (one.kind === 'table' ? [one] : []))
    const wasPart = table?.kind === 'table' && table.bound !== undefined
    return [
      isAboutLargeValues(op) ? joins(id) : changes(id),
      ...(wasPart ? refs(left).map((one) => parts(partitionsId(one))) : []),
      ...(op.bound == null ? [] : refs(joined).map((one) => joins(partitionsId(one)))),
      ...(isMoved ? refs(next).map((one) => changes(partitionsId(one))) : []),
      ...(isMoved ? next.map(needs) : []),
      ...left.map(releases),
      ...around('parts', isMoved ? next : left),
      ...around('joins', joined),
    ]
  },
  reverse(op, before) {
    const table = requireTable(before, refOf(op))
    const options = Object.fromEntries(Object.entries(table.options).filter(([name]) => name in (op.options ?? {})))
    return reversible([
      {
        ...op,
        ...(op.options === undefined ? {} : { options }),
        ...(op.attributes === undefined ? {} : { attributes: previousOf(op.attributes, table.attributes) }),
        ...(op.inherits === undefined ? {} : { inherits: table.inherits ?? [] }),
        ...(op.bound === undefined ? {} : { bound: table.bound ?? null }),
      },
    ])
  },
  apply(draft, op) {
    const table = requireTable(draft, refOf(op))
    const { inherits, bound, ...rest } = withAttributes(table, op.attributes ?? {})
    const parents = op.inherits ?? inherits ?? []
    const taken = op.bound === undefined ? bound : (op.bound ?? undefined)
    const next: Table = {
      ...rest,
      options: { ...table.options, ...op.options },
      ...(parents.length === 0 ? {} : { inherits: parents }),
      ...(taken === undefined ? {} : { bound: taken }),
    }
    draft.put(next)
    forgetDefinition(draft, refOf(op))
  },
  emit: (op) => noStatementsFor(setTableOptions.describe(op)),
  source(op, writer, receiver) {
    printTableCall(writer, receiver, 'setTableOptions', op, (table) => table, {}, 'schema', {
      ...Object.fromEntries(Object.entries(op.options ?? {}).map(([name, value]) => [name, String(value)])),
      ...(op.inherits === undefined ? {} : { inherits: parentsSource(op.inherits) }),
      ...(op.bound === undefined ? {} : { bound: optionalString(op.bound) ?? 'null' }),
      ...attributeEntries(op.attributes ?? {}),
    })
  },
  describe(op) {
    const names = [
      ...Object.keys(op.options ?? {}),
      ...Object.keys(op.attributes ?? {}),
      ...(op.inherits === undefined ? [] : ['inherits']),
      ...(op.bound === undefined ? [] : ['bound']),
    ]
    return `Set options of table ${displayTable(refOf(op))} (${names.join(', ')})`
  },
})

/** A parameter for the place of large values stays only where there is such a place, and a new column may bring it. */
function isAboutLargeValues({ attributes }: SetTableOptions): boolean {
  const storage = attributes?.['storage']
  const names = typeof storage === 'object' && storage !== null ? Object.keys(storage) : []
  return names.some((name) => name.startsWith('toast.'))
}

/** The values that attributes had before they were changed; null for what there was not. */
export function previousOf(given: JsonObject, before: JsonObject | undefined): JsonObject {
  return Object.fromEntries(Object.keys(given).map((name) => [name, before?.[name] ?? null]))
}
