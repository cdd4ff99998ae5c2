import type { LimbeckConfig, ResolvedConfig } from '../config/index.ts'
import type { GivenConnection } from '../dialects/index.ts'
import type { Decisions, DeclaredRename } from '../diff/index.ts'
import type { Operations } from '../operations/index.ts'
import type { Severity } from '../review/index.ts'
import type { EventListener } from '../runtime/index.ts'
import type {
  Ask,
  CheckResult,
  CurrentResult,
  DifferenceResult,
  DoctorResult,
  LogResult,
  MigrationResult,
  MergeResult,
  NewRevisionResult,
  PullResult,
  RebaseResult,
  ReviewResult,
  RevisionInfo,
  RevisionsResult,
  SquashResult,
} from './results.ts'

export interface OpenOptions {
  /** Where the search for a configuration starts. Default: the current folder. */
  readonly cwd?: string
  /** A configuration file, instead of searching; or the configuration itself, with paths relative to `cwd`. */
  readonly config?: string | LimbeckConfig
  /** A key under `databases`. */
  readonly name?: string
  /** Wins over the configuration's URL. */
  readonly url?: string
  /** Counts where there is no configuration, no other URL, and none in the environment. */
  readonly fallbackUrl?: string
  /**
   * A client that the program has open, instead of a URL: a connected `Client` of pg (or one of a `Pool`), or a
   * `DatabaseSync`. Jobs take turns on it and leave it open. It must not have a transaction: LB4004.
   */
  readonly connection?: GivenConnection
  /** What `xArguments()` gives to the configuration and to revision files, as `-x KEY=VALUE` does. */
  readonly x?: { readonly [name: string]: string }
  readonly onEvent?: EventListener
  /** Who answers open questions (renames). Left out: nobody, and a question is an error that lists them. */
  readonly ask?: Ask
  /** Ends a run early: the revision that is running is rolled back, those before it stay. */
  readonly signal?: AbortSignal
}

export interface DiffOptions {
  readonly onSql?: (text: string) => void
  readonly renames?: readonly DeclaredRename[]
  readonly decisions?: Decisions
  /** `database`, `models`, a URL, a `.sql` file or folder, or a revision. Default `database`. */
  readonly from?: string
  /** The same. Default `models`. */
  readonly to?: string
  /** What paths in `from` and `to` are relative to. Default: the configuration's folder. */
  readonly cwd?: string
}

export interface NewRevisionOptions {
  readonly message: string
  readonly autogenerate?: boolean
  /** What autogenerate compares the models with. Default: the database. */
  readonly from?: 'database' | 'revisions'
  readonly head?: string
  readonly splice?: boolean
  readonly branchLabel?: string
  readonly versionPath?: string
  readonly revisionId?: string
  readonly dependsOn?: readonly string[]
  /** Default: the configuration's `revisionFormat`. */
  readonly format?: 'ts' | 'sql'
  readonly renames?: readonly DeclaredRename[]
  readonly decisions?: Decisions
}

export interface RebaseOptions {
  /** A revision of the branch that is to be moved. Left out: of two heads the one that is not applied. */
  readonly revision?: string
  /** The head that it is put behind. Left out: the only other one. */
  readonly onto?: string
  /** Works out what would be rewritten and writes nothing. */
  readonly dryRun?: boolean
  /** Rewrites although the branch conflicts with the head. */
  readonly allowConflicts?: boolean
  /** Does not ask the database whether what is moved is applied there. */
  readonly offline?: boolean
}

export interface MigrateOptions {
  /** Receives SQL instead of running it. With a downgrade the target must be a range `from:to`. */
  readonly onSql?: (text: string) => void
  readonly tag?: string
  /** Works out the steps and touches nothing. */
  readonly dryRun?: boolean
  /** Runs although an applied file was edited afterwards. */
  readonly allowEdited?: boolean
  /**
   * What to do about a statement of which a killed run does not tell whether it took effect, and limbeck cannot find
   * out: take it as `done`, or run it `again`. Left out: LB6009 shows the evidence.
   */
  readonly resume?: 'done' | 'again'
}

export interface HistoryOptions {
  /** `from:to`, both ends included; left out: everything. */
  readonly range?: string
  /** Asks the database which revisions are current and applied. */
  readonly indicateCurrent?: boolean
  /** With `indicateCurrent`: also which run applied each revision (`appliedBy`), from the journal. */
  readonly runs?: boolean
  /** At most so many, the newest of the range. */
  readonly limit?: number
  /** Oldest first; with `limit` the newest of the range in that order, as `git log --reverse -n` gives them. */
  readonly reverse?: boolean
}

export interface LogOptions {
  /** Anything that names revisions, or the beginning of an id whose file is gone. */
  readonly revision?: string
  /** Only runs that failed, were broken off, or have not ended. */
  readonly failed?: boolean
  /** At most so many, the newest. */
  readonly limit?: number
}

export interface SquashOptions {
  /** `A:B`, both included, or one revision for all up to it. Left out: everything up to the head. */
  readonly range?: string
  readonly message?: string
  /** What becomes of hand-written SQL, rows and code in a range that begins at the base. Left out: LB2025 lists them. */
  readonly handWritten?: 'keep' | 'drop'
  /** A server where scratch databases can be made for the proof. Default: the project's. */
  readonly scratchUrl?: string
  /** Delete the old files instead of moving them to `__squashed`. */
  readonly deleteFiles?: boolean
  /** Works everything out, proves it, and writes nothing. */
  readonly dryRun?: boolean
}

export interface PullOptions {
  /** Folder for the files, relative to `cwd`. Default: that of the configured models, else `models`, or `schema` for SQL. */
  readonly out?: string
  /** What paths are relative to. Default: the configuration's folder. */
  readonly cwd?: string
  /** Models in TypeScript, or the statements that make the schema. Default `ts`. */
  readonly format?: 'ts' | 'sql'
  /** All in one file, or one for each table. Default: one for up to 15 tables. */
  readonly layout?: 'one' | 'each'
  /** Overwrite files that are there. */
  readonly force?: boolean
}

/** An open project: every job of limbeck. The command line, the programmatic API and the studio use nothing else. */
export interface Project {
  readonly config: ResolvedConfig
  revision(options: NewRevisionOptions): Promise<NewRevisionResult>
  merge(options: {
    readonly revisions: readonly string[]
    readonly message?: string
    readonly branchLabel?: string
    readonly revisionId?: string
    readonly splice?: boolean
    /** Writes the merge although its sides conflict, with the conflicts as a comment. */
    readonly allowConflicts?: boolean
  }): Promise<MergeResult>
  /** Moves a branch behind another head by rewriting `downRevision` in its files. */
  rebase(options?: RebaseOptions): Promise<RebaseResult>
  upgrade(target: string, options?: MigrateOptions): Promise<MigrationResult>
  downgrade(target: string, options?: MigrateOptions): Promise<MigrationResult>
  stamp(
    targets: readonly string[],
    options?: { readonly onSql?: (text: string) => void; readonly tag?: string; readonly purge?: boolean },
  ): Promise<MigrationResult>
  ensureVersion(options?: { readonly onSql?: (text: string) => void }): Promise<void>
  current(): Promise<CurrentResult>
  history(options?: HistoryOptions): Promise<RevisionsResult>
  log(options?: LogOptions): Promise<LogResult>
  heads(options?: { readonly resolveDependencies?: boolean }): Promise<RevisionsResult>
  branches(): Promise<RevisionsResult>
  show(revision: string): Promise<RevisionsResult>
  /** The revision that a text names, for commands that need just one (`edit`). */
  find(revision: string): Promise<RevisionInfo>
  /**
   * Compares the models with the database. `conflictsSuffice`: where the heads conflict and the database cannot be compared,
   * the conflicts are the result (`notCompared` says why) and not the error.
   */
  check(options?: { readonly conflictsSuffice?: boolean }): Promise<CheckResult>
  diff(options?: DiffOptions): Promise<DifferenceResult>
  /**
   * Writes the schema of the database as model files, or as SQL. Throws LB1011 rather than overwrite a file, unless
   * `force` says so.
   */
  pull(options?: PullOptions): Promise<PullResult>
  review(options?: {
    readonly range?: string
  }): Promise<ReviewResult & { readonly failed: boolean; readonly failOn: Severity | 'never' }>
  doctor(): Promise<DoctorResult>
  /**
   * Runs operations outside of any revision, as one revision would: under the migration lock, in one transaction. The
   * version table and the journal stay as they are.
   */
  operations(work: (op: Operations) => Promise<void>): Promise<void>
  /**
   * Builds an empty database from the models and stamps it with the heads, without running a revision: for tests, and
   * for the first start of a new installation. Throws LB6021 for a database that has tables.
   */
  createAll(): Promise<DifferenceResult & { readonly headsAfter: readonly string[] }>
  /** Puts one revision in the place of several. */
  squash(options?: SquashOptions): Promise<SquashResult>
  close(): Promise<void>
}
