import type { CustomCommand, CustomCommandValues } from '../config/index.ts'
import type {
  CheckResult,
  CurrentResult,
  MigrateOptions,
  MigrationResult,
  OpenOptions,
  Project,
} from '../jobs/index.ts'

/**
 * Opens a project: finds `limbeck.config.ts` from the current folder upwards and gives every job of limbeck. Opens no
 * connection; what a job needs is imported when it first runs.
 *
 * @throws LimbeckError LB1001 to LB1004 for the configuration, LB4002 for a URL that is not understood
 * @example
 * const project = await openProject()
 * await project.upgrade('head')
 */
export async function openProject(options: OpenOptions = {}): Promise<Project> {
  return (await import('../jobs/index.ts')).openProject(options)
}

/**
 * Opens the project, upgrades its database and closes it: one line for an application's start-up. Safe on any number of
 * processes at once; a database that is up to date costs a query or two and no lock.
 *
 * @throws LimbeckError as {@link Project.upgrade} and {@link openProject}
 * @example
 * await upgrade('head')
 */
export async function upgrade(target = 'head', options: OpenOptions & MigrateOptions = {}): Promise<MigrationResult> {
  return await once(options, (project) => project.upgrade(target, options))
}

/**
 * As {@link upgrade}, in the other direction.
 *
 * @throws LimbeckError as {@link Project.downgrade} and {@link openProject}
 */
export async function downgrade(target: string, options: OpenOptions & MigrateOptions = {}): Promise<MigrationResult> {
  return await once(options, (project) => project.downgrade(target, options))
}

/**
 * Where the database is, and what is pending.
 *
 * @throws LimbeckError as {@link Project.current} and {@link openProject}
 */
export async function current(options: OpenOptions = {}): Promise<CurrentResult> {
  return await once(options, (project) => project.current())
}

/**
 * What autogenerate would write; no operations when models and database agree.
 *
 * @throws LimbeckError as {@link Project.check} and {@link openProject}
 */
export async function check(options: OpenOptions = {}): Promise<CheckResult> {
  return await once(options, (project) => project.check())
}

async function once<Result>(options: OpenOptions, job: (project: Project) => Promise<Result>): Promise<Result> {
  return (await import('../jobs/index.ts')).runOnce(options, job)
}

/**
 * A command of the project's own, for `commands` in the configuration. It gets the project that the global options name;
 * `-n all` runs it once for each database. What it returns is printed, or stands in `result` with `--json`.
 *
 * @example
 * export default defineConfig({
 *   commands: {
 *     differences: defineCommand({
 *       summary: 'Count the differences between models and database',
 *       run: async (project) => (await project.check()).operations.length,
 *     }),
 *   },
 * })
 */
export function defineCommand(
  command: Omit<CustomCommand, 'run'> & {
    readonly run: (project: Project, values: CustomCommandValues) => unknown
  },
): CustomCommand {
  return command
}

export {
  type ConfigContext,
  type ConfigFunction,
  type CustomCommand,
  type CustomCommandValues,
  type DatabaseConfig,
  type LimbeckConfig,
  type ModelSource,
  type ResolvedConfig,
  type ReviewConfig,
  defineConfig,
  xArguments,
} from '../config/index.ts'
export { type ErrorCode, type Json, type JsonObject, LimbeckError, isLimbeckError } from '../errors/index.ts'
export type * from '../jobs/index.ts'
export type {
  ColumnComparison,
  CompareDefault,
  CompareType,
  Decisions,
  DeclaredRename,
  IncludeName,
  IncludeObject,
  ObjectPair,
  Question,
} from '../diff/index.ts'
export type {
  Conflict,
  ConflictKind,
  ConflictReport,
  ConflictSide,
  UnknownPart,
  UnknownReason,
} from '../conflicts/index.ts'
export type { Finding, Severity } from '../review/index.ts'
export type { Direction } from '../revisions/index.ts'
export type {
  EventListener,
  HookContext,
  HookStep,
  Hooks,
  LimbeckEvent,
  OnVersionApply,
  RevisionHookContext,
  RunEndContext,
  RunHookContext,
  TransactionMode,
  VersionApplied,
} from '../runtime/index.ts'
export type { GivenConnection } from '../dialects/index.ts'
export {
  type AddedRevision,
  type Comparator,
  type ComparatorContext,
  type EmitOverrides,
  type GenerationConfig,
  type PostWriteHook,
  type ProcessRevision,
  type RenderItemHook,
  type RevisionContext,
  type RevisionDraft,
  type RewriteContext,
  type Rewriter,
  defineComparator,
  defineOperation,
  rewriter,
} from '../generation/index.ts'
export type {
  CustomEmitContext,
  CustomOperation,
  CustomOperationDefinition,
  CustomOperationKind,
  CustomSql,
  Operation,
  OperationKind,
  OperationOf,
  Operations,
} from '../operations/index.ts'
export {
  type SqlExpression,
  type SqlFiles,
  array,
  bigInteger,
  binary,
  boolean,
  char,
  date,
  datetime,
  decimal,
  double,
  enumType,
  float,
  integer,
  interval,
  json,
  jsonb,
  raw,
  smallInteger,
  sql,
  string,
  text,
  time,
  timestamp,
  uuid,
} from '../models/index.ts'
