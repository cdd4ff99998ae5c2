import { type JsonObject, LimbeckError, isLimbeckError } from '../../../errors/index.ts'
import type { Statement } from '../../../sql/index.ts'
import { explanationOf } from './explanations.ts'
import { type ServerError, readServerError } from './server-error.ts'
import { caretText, positionInStatement } from './statement-position.ts'

/**
 * What went wrong in the user's names and what to do, from an error of the driver; an error of limbeck stays what it is.
 *
 * `details` holds what the server said: `sqlState`, `position` (a character of the statement, from 1), `line`, `caret`,
 * `statement`, `message`, `detail`, `constraint`, `table`, `column`, as far as it said it.
 *
 * @see https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
export function explainError(error: unknown, statement: Statement | null): LimbeckError {
  if (isLimbeckError(error)) return error
  const server = readServerError(error)
  if (server === null) return explainDriverError(error, statement)
  const { code, message, hints } = explanationOf(server)
  const lines = [
    oneLine(message),
    ...(message.includes(server.message) ? [] : [`  server     ${server.message}`]),
    ...(server.detail === null || message.includes(server.detail) ? [] : [`  detail     ${oneLine(server.detail)}`]),
    ...(server.where === null ? [] : [`  where      ${server.where.split('\n')[0]}`]),
  ]
  return new LimbeckError(code, lines.join('\n'), { hints, details: detailsOf(server, statement), cause: error })
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, '; ')
}

function detailsOf(server: ServerError, statement: Statement | null): JsonObject {
  const { sqlState, message, detail, namespace, table, column, constraint, dataType } = server
  const known = { detail, namespace, table, column, constraint, dataType }
  return {
    sqlState,
    message,
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null)),
    ...(statement === null ? {} : { statement: statement.sql }),
    ...placeOf(server, statement),
  }
}

function placeOf(server: ServerError, statement: Statement | null): JsonObject {
  if (server.position === null || statement === null) return {}
  const hasParameters = statement.parameters !== null && statement.parameters.length > 0
  const position = positionInStatement(statement.sql, hasParameters, server.position)
  if (position === null) return {}
  const line = statement.sql.slice(0, position - 1).split('\n').length
  return { position, line, caret: caretText(statement.sql, position) }
}

/** What fails in the driver: a line that breaks, a value that cannot be sent. */
function explainDriverError(error: unknown, statement: Statement | null): LimbeckError {
  const message = error instanceof Error ? error.message : String(error)
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const isLost =
    /^E(?:CONNRESET|PIPE|TIMEDOUT|CONNREFUSED|HOSTUNREACH)$/.test(code) ||
    /connection terminated|not queryable|connection error/i.test(message)
  return new LimbeckError(
    isLost ? 'LB6117' : 'LB6100',
    isLost ? `The connection to PostgreSQL was lost: ${message}.` : `The statement could not be run: ${message}.`,
    {
      hints: isLost
        ? [
            'Run the command again: a transaction that was open is undone, and the journal knows what ran outside of one.',
          ]
        : [],
      details: {
        message,
        ...(code === '' ? {} : { code }),
        ...(statement === null ? {} : { statement: statement.sql }),
      },
      cause: error,
    },
  )
}
