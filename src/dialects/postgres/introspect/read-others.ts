import type { OtherObject, TableRef } from '../../../schema/index.ts'
import type { OwnedSequences } from './read-columns.ts'
import { type ResultRow, isTrueAt, textAt, textOrNullAt } from './result-row.ts'

const kindWords: { readonly [relkind: string]: string } = {
  p: 'partitioned table',
  v: 'view',
  m: 'materialized view',
  f: 'foreign table',
  S: 'sequence',
  c: 'composite type',
}

/** What a relation is if it is not a plain table, in words; null for a plain table. */
export function specialRelation(row: ResultRow): string | null {
  return textOrNullAt(row, 6) ?? kindWords[textAt(row, 3)] ?? null
}

/** A relation that is not a plain table. Sequences that belong to a column are part of it and not reported. */
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

/** What limbeck does not model about a plain table, one object for each. */
export function readTableExtras(row: ResultRow, table: TableRef): readonly OtherObject[] {
  const words = [
    isTrueAt(row, 7) ? 'row level security' : null,
    textOrNullAt(row, 8) === null ? null : 'storage parameters',
    textOrNullAt(row, 9) === null ? null : 'tablespace',
    isTrueAt(row, 10) ? 'replica identity' : null,
  ]
  return words
    .filter((objectType) => objectType !== null)
    .map((objectType) => ({
      kind: 'other',
      objectType,
      namespace: table.namespace,
      table: table.name,
      name: table.name,
      definition: null,
    }))
}
