import type { ResolvedConfig } from '../config/index.ts'
import type { GivenConnection } from '../dialects/index.ts'
import type { EventListener } from '../runtime/index.ts'
import type { KeptConnection } from './kept-connection.ts'
import type { Ask } from './results.ts'

/** What every job of an open project has in common. */
export interface ProjectContext {
  readonly config: ResolvedConfig
  readonly onEvent: EventListener
  /** Null: nobody answers questions. */
  readonly ask: Ask | null
  readonly signal: AbortSignal | null
  /** A client that the caller opened; every job uses it instead of opening one. */
  readonly given: GivenConnection | null
  /** The one connection that outlives a job, of an in-memory database. */
  readonly kept: KeptConnection
}
