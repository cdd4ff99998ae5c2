import type { Operation } from './data.ts'
import type { Reversal } from './definition.ts'

/** Operations that undo, in their order. */
export function reversible(operations: readonly Operation[], loses: string | null = null): Reversal {
  return { kind: 'reversible', operations, loses }
}

/** Why there is no way back. */
export function irreversible(reason: string): Reversal {
  return { kind: 'irreversible', reason }
}

/** The way back of what changes nothing. */
export const nothingToUndo: Reversal = reversible([])

/** Several losses as one text, or null. */
export function joinLosses(losses: readonly (string | null)[]): string | null {
  const given = losses.filter((loss) => loss !== null)
  return given.length === 0 ? null : given.join('; ')
}
