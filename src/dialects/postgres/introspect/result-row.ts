import { fault } from '../../../errors/index.ts'

/** A row of a system catalog's query as an array of values; the query's comment says what stands where. */
export type ResultRow = readonly unknown[]

export function textAt(row: ResultRow, index: number): string {
  const value = row[index]
  if (typeof value !== 'string') throw fault(`Expected text at ${index} of a system catalog's row`)
  return value
}

export function textOrNullAt(row: ResultRow, index: number): string | null {
  const value = row[index]
  return typeof value === 'string' && value !== '' ? value : null
}

export function numberAt(row: ResultRow, index: number): number {
  return Number(row[index])
}

/** Numbers of an `int2[]` in text form (`{1,2}`) or an `int2vector` (`1 2`); an empty array for NULL. */
export function numbersAt(row: ResultRow, index: number): readonly number[] {
  const value = row[index]
  if (typeof value !== 'string' || value === '' || value === '{}') return []
  return (value.startsWith('{') ? value.slice(1, -1).split(',') : value.split(' ')).map(Number)
}

/** Oids of an `oidvector`, as text. */
export function oidsAt(row: ResultRow, index: number): readonly string[] {
  const value = row[index]
  return typeof value === 'string' && value !== '' ? value.split(' ') : []
}
