import type { OpenOptions, Project } from '../jobs/index.ts'

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

export {
  type DatabaseConfig,
  type LimbeckConfig,
  type ResolvedConfig,
  type ReviewConfig,
  defineConfig,
  xArguments,
} from '../config/index.ts'
export { type ErrorCode, type Json, type JsonObject, LimbeckError, isLimbeckError } from '../errors/index.ts'
export type * from '../jobs/index.ts'
export type { Decisions, DeclaredRename, Question } from '../diff/index.ts'
export type { Finding, Severity } from '../review/index.ts'
export type { Direction } from '../revisions/index.ts'
export type { EventListener, LimbeckEvent } from '../runtime/index.ts'
export type { Operation, OperationKind, Operations } from '../operations/index.ts'
export {
  type SqlExpression,
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
