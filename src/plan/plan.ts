import type { Operation } from '../operations/index.ts'

/** A change worked out by autogenerate: both directions, ordered and folded into what a careful person would write. */
export interface Plan {
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
  /** What does not come back on the way down, a sentence each ("Values of users.email"). */
  readonly losses: readonly string[]
  /** Operations without a way back, with the reason. */
  readonly irreversible: readonly string[]
}
