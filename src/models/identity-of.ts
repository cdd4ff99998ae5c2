import { type Identity, sequenceNumber } from '../schema/index.ts'
import type { IdentityOptions } from './column-state.ts'

/** The identity that options describe. */
export function identityOf({ always, serial, ...options }: IdentityOptions): Identity {
  const { start, increment, minimum, maximum, cache, cycle, ...names } = options
  const numberOf = (value: number | bigint | undefined) => (value == null ? null : sequenceNumber(value))
  return {
    ...names,
    generation: always === true ? 'always' : serial === true ? 'serial' : 'byDefault',
    start: numberOf(start),
    increment: numberOf(increment),
    minimum: numberOf(minimum),
    maximum: numberOf(maximum),
    cache: numberOf(cache),
    cycle: cycle ?? false,
  }
}
