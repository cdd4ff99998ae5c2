import type { SequenceNumber } from './objects.ts'

/** A number of a sequence from digits or from what models say; what a `number` does not hold stays as digits. */
export function sequenceNumber(value: string | number | bigint): SequenceNumber {
  if (typeof value === 'number') return value
  const short = Number(value)
  return Number.isSafeInteger(short) ? short : String(value)
}
