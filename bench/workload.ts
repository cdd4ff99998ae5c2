import type { Stage } from './stage.ts'
import type { TimedCommand } from './measure/timed-command.ts'

/** One of those that do the same work: limbeck, its limit, or a peer. */
export interface Contender {
  /** As the table names it. */
  readonly name: string
  readonly command: TimedCommand
  /** At most so many turns, for peers that take long. */
  readonly runs?: number
  /** A peer: where it fails, the row stands without it. */
  readonly optional?: boolean
  /** Puts everything where it was before a run; its time does not count. */
  before?(): void | Promise<void>
  /**
   * Looks whether the run had its effect. Its time does not count.
   *
   * @throws Error when it had not: what fails fast is not fast
   */
  check(stdout: string): void | Promise<void>
}

/** What is good enough. Each part that is given must hold. */
export interface Target {
  /** Highest ratio of wall time to that of the limit. */
  readonly ratio?: number
  /** Highest peak memory. */
  readonly memoryMiB?: number
  /** Highest ratio of peak memory to that of the limit. */
  readonly memoryRatio?: number
}

/** What peers can be asked, all of it on PostgreSQL. */
export type PeerWork =
  | { readonly work: 'version' }
  | { readonly work: 'nothing to do'; readonly revisions: number }
  | { readonly work: 'apply'; readonly revisions: number }
  | { readonly work: 'autogenerate'; readonly tables: number }

/** One row of the table. */
export interface Workload {
  /** For `--only` and the file of `--json`: `start/version`. */
  readonly id: string
  readonly title: string
  /** What it is measured against, as the table names it. */
  readonly limit: string
  /** Left out: the row only shows how cost grows. */
  readonly target?: Target
  /** Turns that count, unless `--runs` says. */
  readonly runs: number
  /** One point of a curve: which one, how large, and what is counted. */
  readonly growth?: { readonly curve: string; readonly size: number; readonly unit: string }
  /** What peers do beside it, if they can. */
  readonly peers?: PeerWork
  /** Makes ready what is timed: limbeck first, its limit second. */
  prepare(stage: Stage): Promise<readonly Contender[]>
}

/** For commands whose effect is that they end well and say something. */
export function saysSomething(stdout: string): void {
  if (stdout.trim() === '') throw new Error('The command printed nothing.')
}

/** @throws Error naming both when they differ */
export function demand(what: string, found: unknown, wanted: unknown): void {
  if (String(found) !== String(wanted)) throw new Error(`${what}: ${String(found)}, not ${String(wanted)}.`)
}
