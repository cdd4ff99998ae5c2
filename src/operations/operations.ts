import type { Operation } from './data.ts'

/**
 * What a revision file receives as `op`. Every call returns a promise; operations run in the order they were called
 * even where an `await` was forgotten, and the step ends only when all have run.
 */
export interface Operations {
  /** Runs an operation given as data. */
  run(operation: Operation): Promise<void>
  /** True while SQL is written instead of run (`--sql`): there is no database to ask. */
  readonly isOffline: boolean
}
