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
      readonly kind: 'statementFinished'
      readonly sql: string
      readonly durationMs: number
      /** Changed rows, where the driver says. */
      readonly rows: number | null
    }
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'warning'; readonly message: string; readonly hints: readonly string[] }

export type EventListener = (event: LimbeckEvent) => void
