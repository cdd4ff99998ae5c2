import { type Column, type TableRef, displayTable, idOf, withAttributes } from '../schema/index.ts'
import { sourceString } from '../text/index.ts'
import { printTableCall } from './source/call-place.ts'
import { requireColumn } from './catalog-state.ts'
import { alterColumnStatements } from './alter-column-statements.ts'
import { changesSource } from './source/alter-column-source.ts'
import { generatedFrom } from './column-use.ts'
import type { AlterColumn, ColumnChanges } from './data.ts'
import { type Touch, defineOperation } from './definition.ts'
import { forgetDefinition } from './forget-definition.ts'
import { columnsAbove, heirsAgain, passOnChanges } from './inherited-members.ts'
import { reversible } from './reversal.ts'
import { previousOf } from './set-table-options.ts'
import {
  changes,
  columnId,
  columnPointsAt,
  makes,
  needs,
  releases,
  removes,
  sequencesOf,
  settleTouches,
  tableId,
} from './touches.ts'

const refOf = (op: AlterColumn): TableRef => ({ namespace: op.namespace, name: op.table })

const words: { readonly [Key in keyof Required<ColumnChanges>]: string } = {
  type: 'type',
  nullable: 'nullability',
  default: 'default',
  identity: 'identity',
  generated: 'generated expression',
  collation: 'collation',
  comment: 'comment',
  attributes: 'attributes',
}

/** The attributes that an operation changes, in a fixed order. */
function changedKeys(given: ColumnChanges): readonly (keyof ColumnChanges)[] {
  // The keys of an object literal are its type's.
  return (Object.keys(words) as (keyof ColumnChanges)[]).filter((key) => given[key] !== undefined)
}

function requiresOf({ requires }: AlterColumn): Pick<Column, 'requires'> {
  return requires === undefined ? {} : { requires }
}

export const alterColumn = defineOperation<AlterColumn>({
  kind: 'alterColumn',
  touches(op, before) {
    const ref = refOf(op)
    const column = before.get(columnId(ref, op.column))
    const around: Touch[] = [needs(tableId(ref)), changes(columnId(ref, op.column))]
    // Without a column in the catalog (it may be renamed by then) only what the changes say is known.
    const known = column?.kind === 'column' ? column : unknownColumn(op)
    const old = column?.kind === 'column' ? columnPointsAt(column, before) : []
    const next = columnPointsAt({ ...known, ...op.changes, ...requiresOf(op) }, before)
    const same = (a: (typeof old)[number], b: (typeof old)[number]) => JSON.stringify(a) === JSON.stringify(b)
    // The parent's own change reaches it, and comes first; on the way back, where nothing is required, last.
    const above =
      column?.kind === 'column' && column.inherited === true && op.requires === undefined
        ? columnsAbove(before, column).map(idOf)
        : []
    const had = column?.kind === 'column' ? sequencesOf(column) : []
    const has = op.changes.identity === undefined ? had : sequencesOf({ ...known, identity: op.changes.identity })
    return settleTouches([
      ...around,
      ...above.map(needs),
      // Said explicitly, it is waited for even where the column stood on it before: it may be made anew.
      ...(op.requires ?? []).map(needs),
      ...has.filter((id) => !had.some((one) => same(one, id))).map(makes),
      ...had.filter((id) => !has.some((one) => same(one, id))).map(removes),
      ...next.filter((id) => !old.some((one) => same(one, id))).map(needs),
      ...old.filter((id) => !next.some((one) => same(one, id))).map(releases),
      ...(op.changes.type === undefined ? [] : generatedFrom(before, ref, op.column)).map((name) =>
        changes(columnId(ref, name)),
      ),
    ])
  },
  reverse(op, before) {
    const column = requireColumn(before, refOf(op), op.column)
    const back: ColumnChanges = {
      ...Object.fromEntries(changedKeys(op.changes).map((key) => [key, column[key]])),
      ...(op.changes.attributes === undefined
        ? {}
        : { attributes: previousOf(op.changes.attributes, column.attributes) }),
    }
    const loses =
      op.using === null ? null : `What USING made of the values of ${displayTable(refOf(op))}.${op.column} is cast back`
    const requires = op.requires === undefined ? {} : { requires: column.requires ?? [] }
    return reversible(
      [{ ...op, changes: back, using: null, ...requires }, ...heirsAgain(before, column, op.changes)],
      loses,
    )
  },
  apply(draft, op) {
    const column = requireColumn(draft, refOf(op), op.column)
    const { attributes, ...changed } = op.changes
    const given = Object.fromEntries(changedKeys(changed).map((key) => [key, changed[key as keyof typeof changed]]))
    const next: Column = { ...column, ...given, ...requiresOf(op) }
    draft.put(withAttributes(next, attributes ?? {}))
    passOnChanges(draft, next, op.changes)
    forgetDefinition(draft, refOf(op))
  },
  emit(op, grammar, before) {
    const column = before.get(columnId(refOf(op), op.column))
    return alterColumnStatements(op, grammar, column?.kind === 'column' ? column : null)
  },
  source(op, writer, receiver) {
    printTableCall(
      writer,
      receiver,
      'alterColumn',
      op,
      (table) => [...table, sourceString(op.column)],
      changesSource(op, writer),
    )
  },
  describe(op) {
    const what = changedKeys(op.changes).map((key) => words[key])
    const list = what.length < 2 ? what.join('') : `${what.slice(0, -1).join(', ')} and ${what.at(-1)}`
    return `Change ${list === '' ? 'nothing' : list} of column ${op.column} of ${displayTable(refOf(op))}`
  },
})

function unknownColumn(op: AlterColumn): Column {
  return {
    kind: 'column',
    namespace: op.namespace,
    table: op.table,
    name: op.column,
    type: { kind: 'raw', sql: '' },
    nullable: true,
    default: null,
    identity: null,
    generated: null,
    collation: null,
    comment: null,
  }
}
