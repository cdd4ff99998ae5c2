import type { ObjectId } from './object-id.ts'
import type { Column } from './objects.ts'

const maxIdentifierBytes = 63

/**
 * The name that PostgreSQL gives the sequence of a serial or identity column where it is free: `table_column_seq`, the longer
 * part cut until it fits.
 *
 * @see https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/indexcmds.c makeObjectName
 */
export function sequenceNameOf(table: string, column: string): string {
  const room = maxIdentifierBytes - '__seq'.length
  let [first, second] = [byteLength(table), byteLength(column)]
  while (first + second > room) {
    if (first > second) first -= 1
    else second -= 1
  }
  return `${cut(table, first)}_${cut(column, second)}_seq`
}

/** The name of the sequence behind a column; null where it has none of its own. */
export function ownSequence({ table, name, identity }: Pick<Column, 'table' | 'name' | 'identity'>): string | null {
  if (identity === null || identity.generation === 'auto') return null
  return identity.sequence ?? sequenceNameOf(table, name)
}

/** Stands for the sequence of a column's own, which is no object of the catalog. */
export function ownSequenceId(namespace: string | null, name: string): ObjectId {
  return { kind: 'other', objectType: 'own sequence', namespace, table: null, name }
}

/** The column under another name or in a table of another, numbered by the same sequence as before. */
export function keepingSequence(column: Column, before: Column): Column {
  const name = ownSequence(before)
  if (name === null || column.identity === null) return column
  const { sequence: _, ...identity } = column.identity
  const isUsual = name === sequenceNameOf(column.table, column.name)
  return { ...column, identity: isUsual ? identity : { ...identity, sequence: name } }
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}

/** The first bytes of a text, without half a character at the end. */
function cut(text: string, bytes: number): string {
  const all = new TextEncoder().encode(text)
  if (all.length <= bytes) return text
  return new TextDecoder().decode(all.subarray(0, bytes)).replace(/\uFFFD+$/, '')
}
