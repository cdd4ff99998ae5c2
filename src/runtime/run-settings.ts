import type { OperationConnection } from '../operations/index.ts'
import type { Direction, RevisionId } from '../revisions/index.ts'

/**
 * How a run is cut into transactions: one for each revision; one for all of them, so that all or none are kept; or none
 * but for each single operation.
 */
export type TransactionMode = 'perRevision' | 'perRun' | 'none'

/** `timeouts` of a project or a file in milliseconds; null leaves what the server has. */
export interface TimeoutLimits {
  readonly lockMs: number | null
  readonly statementMs: number | null
  readonly lockRetries: number
}

/** One revision in one direction, or a stamp, as hooks see it. */
export interface HookStep {
  readonly direction: Direction | 'stamp'
  readonly isStamp: boolean
  /** Null for a stamp. */
  readonly revision: RevisionId | null
  readonly message: string
  /** The rows of the version table in front of the step. */
  readonly from: readonly RevisionId[]
  /** The rows behind it. */
  readonly to: readonly RevisionId[]
}

/** What every hook gets. */
export interface HookContext {
  /** The connection of the run. Where a transaction is open, what is written here is kept or lost with it. */
  readonly connection: OperationConnection
  /** As `--json` calls the database: `sqlite` or `postgresql`. */
  readonly dialect: string
  /** A key under `databases`, or `default`. */
  readonly databaseName: string
  /** The values of `-x KEY=VALUE`. */
  readonly x: { readonly [name: string]: string }
  /** The value of `--tag`. */
  readonly tag: string | null
}

export interface RevisionHookContext extends HookContext {
  readonly step: HookStep
}

export interface RunHookContext extends HookContext {
  /** Every step of the run, in order. */
  readonly steps: readonly HookStep[]
}

export interface RunEndContext extends RunHookContext {
  /** The steps that are kept. */
  readonly done: readonly HookStep[]
  /** Why the run failed; null when it did not. */
  readonly error: Error | null
}

export interface VersionApplied extends RevisionHookContext {
  /** The rows of the version table now. */
  readonly heads: readonly RevisionId[]
  /** True while SQL is written instead of run (`--sql`): `execute` then writes it, and `query` has nobody to ask. */
  readonly isOffline: boolean
}

/** Called when the version table has moved, before the commit. */
export type OnVersionApply = (applied: VersionApplied) => unknown

/** Functions that are called around runs and revisions on a database; none of them for a script (`--sql`). */
export interface Hooks {
  /** Under the migration lock, before the first revision; not where there is nothing to do. */
  readonly beforeRun?: (context: RunHookContext) => unknown
  /** In the revision's transaction, before its first statement. */
  readonly beforeRevision?: (context: RevisionHookContext) => unknown
  /** In the revision's transaction, behind its last statement and before the version table moves. */
  readonly afterRevision?: (context: RevisionHookContext) => unknown
  /** When everything is committed or rolled back, also after a failure; still under the lock. */
  readonly afterRun?: (context: RunEndContext) => unknown
}

/** What a project says about its runs. */
export interface RunSettings {
  readonly databaseName: string
  readonly transaction: TransactionMode
  readonly timeouts: TimeoutLimits
  readonly hooks: Hooks
  readonly onVersionApply: readonly OnVersionApply[]
  readonly x: { readonly [name: string]: string }
}

export const defaultRunSettings: RunSettings = {
  databaseName: 'default',
  transaction: 'perRevision',
  timeouts: { lockMs: null, statementMs: null, lockRetries: 0 },
  hooks: {},
  onVersionApply: [],
  x: {},
}
