import type { ConflictReport } from '../conflicts/index.ts'
import type { Decisions, Question } from '../diff/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Finding } from '../review/index.ts'
import type { Direction } from '../revisions/index.ts'
import type { Loss } from '../runtime/index.ts'

/** Results of jobs: plain data, what `--json` prints under `result`. */

export interface RevisionInfo {
  readonly id: string
  readonly downRevisions: readonly string[]
  /** The revisions that follow it directly. */
  readonly nextRevisions: readonly string[]
  readonly dependsOn: readonly string[]
  /** Own and inherited labels. */
  readonly branchLabels: readonly string[]
  readonly message: string
  readonly createdAt: string | null
  readonly file: string
  /** No revision follows it. */
  readonly isHead: boolean
  /** A head that another revision's `dependsOn` uses up: the database never has a row for it at the end. */
  readonly isEffectiveHead: boolean
  readonly isBase: boolean
  readonly isBranchPoint: boolean
  readonly isMergePoint: boolean
  /** In the database's version table (or implied by it); false where no database was asked. */
  readonly isCurrent: boolean
  /** Applied: current or an ancestor of a current one; null where no database was asked. */
  readonly isApplied: boolean | null
  /** The run that applied it, where it was asked for; null when it is not applied, or the journal does not know. */
  readonly appliedBy?: RunInfo | null
}

export interface RevisionsResult {
  readonly revisions: readonly RevisionInfo[]
}

export interface CurrentResult extends RevisionsResult {
  /** Every revision is applied; a head that another one depends on needs no row of its own. */
  readonly atHeads: boolean
  /** What `upgrade heads` would run, in the order in which it would. */
  readonly pending: readonly RevisionInfo[]
  readonly databaseUrl: string
  /** Applied revisions whose file was edited afterwards. */
  readonly editedAfterApplied: readonly string[]
}

export interface MigrationResult {
  readonly steps: readonly MigrationStep[]
  readonly headsBefore: readonly string[]
  readonly headsAfter: readonly string[]
  /** With `dryRun`: tables and columns with rows that a downgrade would drop or empty, as far as its operations tell. */
  readonly losses?: readonly Loss[]
}

export interface MigrationStep {
  readonly direction: Direction
  readonly revision: string
  readonly message: string
  /** With `dryRun`: the SQL that it would run. */
  readonly sql?: string
  /** With `dryRun`: why the SQL ends early; null when it is all there. */
  readonly incomplete?: string | null
}

/** One run of a revision, a stamp, or an edited file that was accepted, as the journal remembers it. */
export interface RunInfo {
  readonly id: number
  readonly direction: 'upgrade' | 'downgrade' | 'stamp' | 'accept'
  readonly revision: string
  /** Null when there is no file of this revision. */
  readonly message: string | null
  /** `interrupted`: broken off. `running`: still under way, or killed. */
  readonly status: 'running' | 'done' | 'failed' | 'interrupted'
  /** ISO 8601. */
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly durationMs: number | null
  /** SQL statements that ran. */
  readonly statements: number
  /** `ada@laptop`. */
  readonly osUser: string | null
  readonly databaseUser: string | null
  /** `pid 4711 on laptop`, or `script`. */
  readonly process: string | null
  readonly limbeckVersion: string
  readonly error: string | null
}

export interface LogResult {
  /** Newest first. */
  readonly runs: readonly RunInfo[]
}

export interface OperationInfo {
  readonly kind: Operation['kind']
  /** One line in words. */
  readonly describe: string
  /** The operation as data. */
  readonly operation: Operation
}

export interface DifferenceResult {
  readonly operations: readonly OperationInfo[]
  /** What the database has and limbeck does not model, a sentence each. */
  readonly unmodelled: readonly string[]
  /** What was compared, in words, where `diff` was told. */
  readonly from?: string
  readonly to?: string
}

export interface PullResult {
  /** What was written: absolute paths. */
  readonly files: readonly string[]
  readonly tables: number
  /** What the files cannot say, a sentence each. */
  readonly unsaid: readonly string[]
}

export interface NewRevisionResult {
  /** Null: no file was written, because autogenerate found nothing to do, or a hook left nothing of what it found. */
  readonly revision: RevisionInfo | null
  /** The revisions that a hook added behind it; left out when there are none. */
  readonly further?: readonly RevisionInfo[]
  readonly operations: readonly OperationInfo[]
  readonly findings: readonly Finding[]
  readonly unmodelled: readonly string[]
}

/** What replaying parallel lines told. */
export interface MergeResult extends NewRevisionResult, ConflictReport {}

export interface CheckResult extends DifferenceResult, ConflictReport {
  /** More than one: revisions were made side by side. */
  readonly heads: readonly string[]
  /** Why models and database were not compared, since there are conflicts anyway; null when they were. */
  readonly notCompared: string | null
}

export interface RebaseResult extends ConflictReport {
  /** The revisions that stand behind `onto` now, oldest first. */
  readonly moved: readonly RevisionInfo[]
  /** The id of the head that they stand behind. */
  readonly onto: string
  /** The files that change: `downRevision` and the comment in front of it. */
  readonly rewritten: readonly {
    readonly revision: string
    readonly file: string
    readonly downRevisionsBefore: readonly string[]
    readonly downRevisionsAfter: readonly string[]
  }[]
  readonly headsBefore: readonly string[]
  readonly headsAfter: readonly string[]
  /** False: nothing was written (`dryRun`). */
  readonly written: boolean
}

/** Something in a squashed range that people wrote by hand: SQL, rows, custom operations, or code. */
export interface SquashedPart {
  readonly revision: string
  /** One line in words. */
  readonly describe: string
  /** Code that asks the database for rows; it cannot be copied. */
  readonly isCode: boolean
  /** Whether it is in the squashed revision. */
  readonly kept: boolean
}

export interface SquashResult {
  /** The squashed revision; null with `dryRun`. */
  readonly revision: RevisionInfo | null
  /** Where it is, or would be. */
  readonly file: string
  readonly text: string
  readonly replaced: readonly {
    readonly id: string
    readonly message: string
    readonly file: string
    /** Null: deleted. */
    readonly archivedTo: string | null
  }[]
  readonly operations: number
  readonly handWritten: readonly SquashedPart[]
  /** Why it has no way back; empty when it has one. */
  readonly irreversible: readonly string[]
  readonly proof: {
    /** The database that ran both; null: only the operations were replayed in memory. */
    readonly server: string | null
    /** Why no database ran them. */
    readonly reason: string | null
  }
}

export interface ReviewResult {
  readonly findings: readonly Finding[]
  readonly revisions: readonly string[]
}

export interface DoctorResult {
  readonly checks: readonly {
    readonly name: string
    readonly status: 'ok' | 'warning' | 'failed'
    readonly message: string
    readonly hints: readonly string[]
  }[]
}

/** Answers open questions: from a terminal, a decisions file, or nobody (then LB5002 lists them). */
export type Ask = (questions: readonly Question[]) => Promise<Decisions>
