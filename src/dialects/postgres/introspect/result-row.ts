import { fault } from '../../../errors/index.ts'
import type { Attributes } from '../../../schema/index.ts'

/** A row of a system catalog's query, each value as text, NULL as an empty one; the query's comment says what stands where. */
export type ResultRow = readonly string[]

export function textAt(row: ResultRow, index: number): string {
  const value = row[index]
  if (value === undefined) throw fault(`Expected text at ${index} of a system catalog's row`)
  return value
}

export function textOrNullAt(row: ResultRow, index: number): string | null {
  const value = row[index]
  return value === undefined || value === '' ? null : value
}

export function isTrueAt(row: ResultRow, index: number): boolean {
  return row[index] === 't'
}

export function numberAt(row: ResultRow, index: number): number {
  return Number(row[index])
}

/** Numbers of an `int2[]` in text form (`{1,2}`) or an `int2vector` (`1 2`); an empty array for NULL. */
export function numbersAt(row: ResultRow, index: number): readonly number[] {
  const value = row[index]
  if (value === undefined || value === '' || value === '{}') return []
  return (value.startsWith('{') ? value.slice(1, -1).split(',') : value.split(' ')).map(Number)
}

/** Oids of an `oidvector`, as text. */
export function oidsAt(row: ResultRow, index: number): readonly string[] {
  const value = row[index]
  return value === undefined || value === '' ? [] : value.split(' ')
}

/** Attributes as a field, which there is none of where the row says nothing. */
export function attributesAt(row: ResultRow, index: number): { readonly attributes?: Attributes } {
  const text = textOrNullAt(row, index)
  // The queries build the objects themselves.
  return text === null ? {} : { attributes: JSON.parse(text) as Attributes }
}

/** The mark of what comes from another table, as a field. */
export function inheritedAt(row: ResultRow, index: number): { readonly inherited?: true } {
  return isTrueAt(row, index) ? { inherited: true } : {}
}

/** Texts of a JSON array; an empty array for NULL. */
export function textsAt(row: ResultRow, index: number): readonly string[] {
  const value = row[index]
  // The queries that are read so make the array of texts themselves.
  return value === undefined || value === '' ? [] : (JSON.parse(value) as string[])
}
