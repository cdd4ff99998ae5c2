/** What a sequence counts from and between: bounds go to 2^63, which a `number` does not hold. */
export interface SequenceBounds {
  readonly start: bigint
  readonly minimum: bigint
  readonly maximum: bigint
}

export interface MoveIntoBounds {
  /** In front of the ALTER: moves a sequence that stands outside of its new bounds; null where that cannot be. */
  readonly move: string | null
  /** In the ALTER: no number between the old bounds is between the new ones. */
  readonly restart: boolean
}

/**
 * A sequence that has not got to its new minimum, or that gave no number yet, goes on at its start; the server refuses the
 * bounds otherwise. Numbers that are taken already are not given again.
 *
 * @param sequence SQL for the sequence as a `regclass`
 * @see https://www.postgresql.org/docs/18/sql-altersequence.html
 */
export function moveIntoBounds(sequence: string, found: SequenceBounds, wanted: SequenceBounds): MoveIntoBounds {
  const [minimum, maximum] = [larger(found.minimum, wanted.minimum), smaller(found.maximum, wanted.maximum)]
  if (minimum > maximum) return { move: null, restart: true }
  const last = `pg_sequence_last_value(${sequence})`
  const outside = [
    ...(wanted.minimum > found.minimum ? [`COALESCE(${last}, ${found.start}) < ${wanted.minimum}`] : []),
    ...(wanted.maximum < found.start ? [`${last} IS NULL`] : []),
  ]
  if (outside.length === 0) return { move: null, restart: false }
  const next = smaller(larger(wanted.start, minimum), maximum)
  return { move: `SELECT setval(${sequence}, ${next}, false) WHERE ${outside.join(' OR ')}`, restart: false }
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}

function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}
