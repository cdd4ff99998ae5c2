import { type JsonObject, LimbeckError } from '../errors/index.ts'
import type { Direction, Revision } from '../revisions/index.ts'
import type { Statement } from '../sql/index.ts'

/** Where in a run something failed. */
export interface FailurePlace {
  readonly direction: Direction
  readonly revision: Revision
  /** The operation that was running, its position from 1; null when the file's own code failed. */
  readonly operation: { readonly position: number; readonly kind: string; readonly describe: string } | null
  readonly statement: Statement | null
  /** The line of the file, from 1, where the statement begins, where that is known (`.sql` revisions). */
  readonly line?: number | null
}

const mostLinesShown = 12
const mostColumnsShown = 160

/**
 * The same error with its place: revision, file, operation, statement with a caret under the spot that the database
 * named. The first line of the message stays what it was.
 */
export function locateFailure(error: LimbeckError, place: FailurePlace): LimbeckError {
  const { revision, direction, statement } = place
  const operation = place.operation ?? operationIn(error)
  const spot = statement === null ? null : spotOf(error, statement.sql)
  const fileLine = place.line === undefined || place.line === null ? null : place.line + (spot?.line ?? 0)
  const lines = [
    `  revision   ${revision.id}${revision.message === '' ? '' : ` (${revision.message})`}, ${direction}`,
    `  file       ${revision.file}${fileLine === null ? '' : `:${fileLine}`}`,
    ...(operation === null ? [] : [`  operation  ${operation.position}: ${operation.describe}`]),
    ...(statement === null ? [] : statementLines(statement.sql, spot)),
  ]
  const details: JsonObject = {
    ...error.details,
    revision: revision.id,
    file: revision.file,
    direction,
    ...(place.operation === null ? {} : { operation: { ...place.operation } }),
    ...(statement === null ? {} : { statement: statement.sql }),
    ...(spot === null ? {} : { line: spot.line + 1, column: spot.column + 1 }),
    ...(fileLine === null ? {} : { fileLine }),
  }
  return new LimbeckError(error.code, [error.message, ...lines].join('\n'), {
    hints: error.hints,
    details,
    cause: error.cause ?? error,
  })
}

/** The statement with a caret under the spot that the database named, and that spot: line and column, both from 1. */
export function excerptOf(
  error: LimbeckError,
  sql: string,
): { readonly lines: readonly string[]; readonly line: number; readonly column: number | null } {
  const spot = spotOf(error, sql)
  return {
    lines: statementLines(sql, spot),
    line: (spot?.line ?? 0) + 1,
    column: spot === null ? null : spot.column + 1,
  }
}

/** The call of `op` that an error was thrown for before it reached a database. */
function operationIn({ details }: LimbeckError): { readonly position: number; readonly describe: string } | null {
  const { operation } = details
  if (typeof operation !== 'object' || operation === null || Array.isArray(operation)) return null
  const { position, describe } = operation as JsonObject
  return typeof position === 'number' && typeof describe === 'string' ? { position, describe } : null
}

/** The same error with other hints. */
export function withHints(error: LimbeckError, hints: readonly string[]): LimbeckError {
  return new LimbeckError(error.code, error.message, { hints, details: error.details, cause: error.cause })
}

/** The same error with more details. */
export function withDetails(error: LimbeckError, details: JsonObject): LimbeckError {
  return new LimbeckError(error.code, error.message, {
    hints: error.hints,
    details: { ...error.details, ...details },
    cause: error.cause,
  })
}

/** A place in a text: line and column, both from 0. */
interface Spot {
  readonly line: number
  readonly column: number
}

/** The spot that the database named: `details.position` of the explained error, a character of the statement from 1. */
function spotOf(error: LimbeckError, sql: string): Spot | null {
  const position = error.details['position']
  if (typeof position !== 'number' || position < 1 || position > sql.length + 1) return null
  const before = sql.slice(0, position - 1).split('\n')
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 }
}

function statementLines(sql: string, spot: Spot | null): readonly string[] {
  const lines = sql.split('\n')
  const first = Math.max(0, Math.min((spot?.line ?? 0) - Math.floor(mostLinesShown / 2), lines.length - mostLinesShown))
  const shown = lines.slice(first, first + mostLinesShown)
  const out = shown.flatMap((line, index) => {
    const column = spot?.line === first + index ? spot.column : null
    const start = column === null ? 0 : Math.max(0, column - Math.floor(mostColumnsShown / 2))
    const cut = line.slice(start, start + mostColumnsShown)
    return column === null ? [cut] : [cut, `${' '.repeat(column - start)}^`]
  })
  const before = first > 0 ? ['…'] : []
  const after = first + mostLinesShown < lines.length ? ['…'] : []
  return [...before, ...out, ...after].map((line, index) =>
    `  ${index === 0 ? 'statement' : '         '}  ${line}`.trimEnd(),
  )
}
