import type { Direction } from '../revisions/index.ts'

/** What happens during a job, for the command line, the studio and callers. Plain data. */
export type LimbeckEvent =
  | { readonly kind: 'lockWaiting'; readonly holder: string | null; readonly waitedMs: number }
  | { readonly kind: 'lockAcquired'; readonly waitedMs: number }
  | {
      readonly kind: 'revisionStarted'
      readonly direction: Direction
      readonly revision: string
      readonly downRevisions: readonly string[]
      readonly message: string
      /** 1 for the first of the run. */
      readonly position: number
      readonly total: number
    }
  | {
      readonly kind: 'revisionFinished'
      readonly direction: Direction
      readonly revision: string
      readonly durationMs: number
      readonly statements: number
    }
  | {
      /** A lock was not to be had in time: everything since the last commit is rolled back and runs again. */
      readonly kind: 'retrying'
      /** Null: the whole run, where it is one transaction. */
      readonly revision: string | null
      /** 1 for the first time. */
      readonly retry: number
      readonly retries: number
      readonly pauseMs: number
      readonly reason: string
    }
  | {
      readonly kind: 'statementFinished'
      readonly sql: string
      readonly durationMs: number
      /** Changed rows, where the driver says. */
      readonly rows: number | null
    }
  | {
      /** A part of `op.updateInBatches` is done. */
      readonly kind: 'batchFinished'
      readonly table: string
      /** 1 for the first of the call. */
      readonly batch: number
      /** Changed rows of this batch, and of the call so far. */
      readonly rows: number
      readonly totalRows: number
      /** Whether it is committed, or waits for the transaction around it. */
      readonly committed: boolean
      readonly durationMs: number
    }
  | ProgressEvent
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'warning'; readonly message: string; readonly hints: readonly string[] }

/** How far a piece of work is that takes its time; a few times a second at most. Shorter work says nothing. */
export interface ProgressEvent {
  readonly kind: 'progress'
  /** For people: `Loading revision files`. */
  readonly activity: string
  /** What is counted; null: nothing is, and `done` is 0. */
  readonly unit: 'files' | 'rows' | 'tables' | null
  readonly done: number
  /** Null where it is not known. */
  readonly total: number | null
  /** Since the work began. */
  readonly durationMs: number
}

export type EventListener = (event: LimbeckEvent) => void
