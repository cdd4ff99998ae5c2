import { type OtherObject, type Table, type TableRef, defaultTableOptions } from '../../../schema/index.ts'
import type { OwnedSequences } from './read-columns.ts'
import { type ResultRow, attributesAt, isTrueAt, textAt, textOrNullAt } from './result-row.ts'

const kindWords: { readonly [relkind: string]: string } = {
  v: 'view',
  m: 'materialized view',
  f: 'foreign table',
  S: 'sequence',
  c: 'composite type',
}

/** What a relation is if limbeck does not model it, in words; null for a table. */
export function specialRelation(row: ResultRow): string | null {
  return textOrNullAt(row, 6) ?? kindWords[textAt(row, 3)] ?? null
}

/** A relation that is not a table. Sequences that belong to a column are part of it and not reported. */
export function readRelation(
  row: ResultRow,
  objectType: string,
  namespace: string | null,
  sequences: OwnedSequences,
): OtherObject | null {
  const oid = textAt(row, 0)
  if (objectType === 'sequence' && [...sequences.values()].some((sequence) => sequence.oid === oid)) return null
  return { kind: 'other', objectType, namespace, table: null, name: textAt(row, 2), definition: null }
}

/** One row of the relations query as a table. */
export function readTable(row: ResultRow, table: TableRef): Table {
  const parents = textOrNullAt(row, 7)
  const bound = textOrNullAt(row, 8)
  const partitionBy = textOrNullAt(row, 9)
  return {
    kind: 'table',
    ...table,
    comment: textOrNullAt(row, 5),
    options: { ...defaultTableOptions, unlogged: isTrueAt(row, 4) },
    definition: null,
    // The query builds the list itself.
    ...(parents === null ? {} : { inherits: JSON.parse(parents) as TableRef[] }),
    ...(bound === null ? {} : { bound }),
    ...(partitionBy === null ? {} : { partitionBy }),
    ...attributesAt(row, 10),
  }
}
