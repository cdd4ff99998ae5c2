import { type ErrorCode, type JsonObject, LimbeckError, isLimbeckError } from '../../errors/index.ts'
import type { Statement } from '../../sql/index.ts'
import { tokenizeSql } from '../../text/index.ts'
import { enumOfMarkerName } from './enum-marker.ts'
import { guardOf, newTableName } from './rebuild/index.ts'

/** What an explanation is made of. */
interface Explanation {
  readonly code: ErrorCode
  readonly message: string
  readonly hints: readonly string[]
  readonly details?: JsonObject
}

/**
 * A driver's error with what happened in the user's names and what to do. A {@link LimbeckError} is passed through.
 *
 * @see https://www.sqlite.org/rescode.html
 */
export function explainError(error: unknown, statement: Statement | null): LimbeckError {
  if (isLimbeckError(error)) return error
  const { errcode, message } = error as { errcode?: unknown; message?: unknown }
  const text = withoutRebuildNames(typeof message === 'string' ? message : String(error))
  const code = typeof errcode === 'number' ? errcode : null
  const explained = byCode(code, text, statement?.sql ?? '') ?? byMessage(text, statement?.sql ?? '') ?? plain(text)
  return new LimbeckError(explained.code, explained.message, {
    hints: explained.hints,
    details: {
      sqliteCode: code,
      sqliteMessage: text,
      ...(statement === null ? {} : { statement: statement.sql }),
      ...positionOf(text, statement?.sql ?? null),
      ...explained.details,
    },
    cause: error,
  })
}

/** Users know their table, not the one that is being filled to take its place. */
function withoutRebuildNames(message: string): string {
  return message.replaceAll(newTableName(''), '')
}

function plain(message: string): Explanation {
  return {
    code: 'LB6150',
    message: `SQLite: ${message}.`,
    hints: ['Run again with `--verbose` to see every statement.'],
  }
}

const cleanUp =
  'Look at these rows, and repair them in the revision in front of this change, such as with `op.execute`.'

function byCode(code: number | null, message: string, sql: string): Explanation | null {
  if (code === null) return null
  switch (code & 0xff) {
    case 19:
      return constraintFailure(code, message, sql)
    case 5:
    case 6:
      return {
        code: 'LB6161',
        message: `The database is locked by another program: ${message}.`,
        hints: [
          'Close programs that write to the database, such as the application or a database browser, and run again.',
          'Nothing was changed: SQLite gives the lock before the first change or not at all.',
        ],
      }
    case 3:
    case 8:
    case 14:
    case 23:
      return {
        code: 'LB6162',
        message: `The database cannot be written: ${message}.`,
        hints: ['Check the permissions of the file and of its folder: SQLite writes its journal beside the file.'],
      }
    case 13:
      return {
        code: 'LB6163',
        message: 'The disk is full.',
        hints: ['Make room and run again; nothing was changed. A rebuild needs the size of the table once more.'],
      }
    case 11:
    case 26:
      return {
        code: 'LB6164',
        message: `The file is damaged or is not a database: ${message}.`,
        hints: ['Stop writing to it, and restore a backup; `PRAGMA integrity_check` says more.'],
      }
    default:
      return null
  }
}

function constraintFailure(code: number, message: string, sql: string): Explanation {
  const place = /failed: (.+)$/s.exec(message)?.[1] ?? ''
  if (code === 1299) {
    const { table, columns } = columnsIn(place)
    return {
      code: 'LB6153',
      message: `Rows of "${table}" have NULL in "${columns[0] ?? ''}", which must not be NULL.`,
      hints: [
        `Fill them in first: \`op.execute('UPDATE ${table} SET ${columns[0] ?? ''} = … WHERE ${columns[0] ?? ''} IS NULL')\`.`,
        'Or give the column a default, or leave it nullable until the application fills it.',
      ],
      details: { table, columns },
    }
  }
  if (code === 2067 || code === 1555 || code === 2579) {
    const index = /^index '(.+)'$/s.exec(place)?.[1]
    if (index !== undefined) {
      return {
        code: 'LB6151',
        message: `Rows are not unique in the index "${index}".`,
        hints: [cleanUp],
        details: { index },
      }
    }
    const { table, columns } = columnsIn(place)
    return {
      code: 'LB6151',
      message: `Rows of "${table}" are not unique in ${columns.map((one) => `"${one}"`).join(', ')}.`,
      hints: [cleanUp],
      details: { table, columns },
    }
  }
  if (code === 275) return checkFailure(place)
  if (code === 787) {
    return { code: 'LB6152', message: 'Rows point at rows that do not exist (a foreign key).', hints: [cleanUp] }
  }
  if (code === 3091) {
    return { code: 'LB6155', message: `A STRICT table refuses a value: ${message}.`, hints: [cleanUp] }
  }
  return alterFailure(sql) ?? { code: 'LB6154', message: `SQLite: ${message}.`, hints: [cleanUp] }
}

function checkFailure(name: string): Explanation {
  const guard = guardOf(name)
  if (guard !== null) {
    const { table, column, type } = guard
    return {
      code: 'LB6155',
      message: `Values of "${table}"."${column}" do not convert to ${type}; SQLite would have changed them without a word.`,
      hints: [
        'Repair them in the revision in front of the change, such as with `op.execute`.',
        "Or say how they convert: `using: 'a SQL expression'` in `op.alterColumn`.",
      ],
      details: { table, column, type, constraint: name },
    }
  }
  const enumType = enumOfMarkerName(name)
  if (enumType !== null) {
    return {
      code: 'LB6154',
      message: `Rows hold a value that the enum type "${enumType}" does not have.`,
      hints: ['Give them another value first, or a `replacement` to `op.dropEnumValue`.', cleanUp],
      details: { constraint: name, enumType },
    }
  }
  return {
    code: 'LB6154',
    message: `Rows break the check "${name}".`,
    hints: [cleanUp],
    details: { constraint: name },
  }
}

/** SQLite's own ALTER says only "constraint failed"; the statement says which. */
function alterFailure(sql: string): Explanation | null {
  const check = /^ALTER TABLE ("(?:[^"]|"")+") ADD CONSTRAINT ("(?:[^"]|"")+") CHECK/.exec(sql)
  const table = unquoted(check?.[1])
  if (check !== null) {
    const found = checkFailure(unquoted(check[2]))
    return { ...found, details: { ...found.details, table } }
  }
  const notNull = /^ALTER TABLE ("(?:[^"]|"")+") ALTER COLUMN ("(?:[^"]|"")+") SET NOT NULL/.exec(sql)
  if (notNull === null) return null
  return constraintFailure(1299, `failed: ${unquoted(notNull[1])}.${unquoted(notNull[2])}`, '')
}

function unquoted(name: string | undefined): string {
  return (name ?? '').slice(1, -1).replaceAll('""', '"')
}

/** `t.a, t.b` → table and columns. Names are not quoted in SQLite's messages. */
function columnsIn(place: string): { readonly table: string; readonly columns: readonly string[] } {
  const parts = place.split(', ')
  const [first = ''] = parts
  const table = first.slice(0, Math.max(0, first.indexOf('.')))
  return { table, columns: parts.map((part) => part.slice(table.length + 1)) }
}

function byMessage(message: string, sql: string): Explanation | null {
  const missing = /^no such (table|column|index|view|trigger|function|collation sequence|constraint): (.+)$/s.exec(
    message,
  )
  if (missing !== null) {
    const name =
      missing[2]
        ?.replace(/^main\./, '')
        .replace(/ - should this be .*$/s, '')
        .replace(/^"(.*)"$/s, '$1') ?? ''
    return {
      code: 'LB6156',
      message: `There is no ${missing[1] ?? ''} "${name}".`,
      hints: [
        message.includes('single-quotes')
          ? "Text stands in single quotes: 'draft'. Double quotes are for names."
          : 'Check the name, and that what makes it comes before this statement.',
      ],
      details: { missing: name },
    }
  }
  const stranger = /^table (.+) has no column named (.+)$/s.exec(message)
  if (stranger !== null) {
    const [, table = '', column = ''] = stranger
    return {
      code: 'LB6156',
      message: `Table "${table}" has no column "${column}".`,
      hints: ['Check the name, and that what makes it comes before this statement.'],
      details: { missing: column, table },
    }
  }
  const exists =
    /^(?:(table|index|view|trigger) (.+) already exists|there is already (?:a|another) (table|index|table or index) (?:named|with this name):? (.+)|duplicate column name: (.+))$/s.exec(
      message,
    )
  if (exists !== null) {
    const name = exists[2] ?? exists[4] ?? exists[5] ?? ''
    const kind = exists[5] !== undefined ? 'column' : (exists[1] ?? exists[3] ?? 'table')
    return {
      code: 'LB6157',
      message: `There is a ${kind} "${name}" already.`,
      hints: ['If it was made by hand, `limbeck stamp` tells limbeck so; else choose another name.'],
      details: { existing: name },
    }
  }
  const within = /^error in (view|trigger) (.+?)(?: after (?:rename|drop column|add column))?: (.+)$/s.exec(message)
  if (within !== null) {
    const [, kind = '', name = '', reason = ''] = within
    return {
      code: 'LB6158',
      message: `The ${kind} "${name}" stands in the way: ${reason}.`,
      hints: [
        `Drop the ${kind} in front of the change and make it again behind it, with \`op.execute\`.`,
        `If the ${kind} was broken before, drop it: SQLite reads every view and trigger when a column or table changes its name.`,
      ],
      details: { kind, name },
    }
  }
  if (/^near ".*": syntax error$|^incomplete input$|^unrecognized token/s.test(message)) {
    return {
      code: 'LB6159',
      message: `SQLite cannot read the statement: ${message}.`,
      hints: ['Check the SQL at the mark.'],
    }
  }
  if (/^(cannot|Cannot|.*may not be|error in table)/s.test(message)) {
    return {
      code: 'LB6160',
      message: `SQLite cannot make this change: ${message}.`,
      hints: sql.startsWith('ALTER TABLE')
        ? ['Write it with `op.alterTable`, which rebuilds the table where ALTER TABLE cannot.']
        : ['See https://www.sqlite.org/lang_altertable.html for what SQLite can change.'],
    }
  }
  return null
}

/** The character of the statement, from 1, where SQLite stopped reading, as far as the message tells. */
function positionOf(message: string, sql: string | null): JsonObject {
  if (sql === null) return {}
  if (message === 'incomplete input') return spot(sql, sql.length)
  const near =
    /^near "(.*)": syntax error$/s.exec(message)?.[1] ??
    /^no such (?:column|table): (?:main\.)?"?([^"]+?)"?(?: - .*)?$/s.exec(message)?.[1]
  if (near === undefined) return {}
  const matches = tokenizeSql(sql, { brackets: true }).filter(
    ({ text }) => text.toLowerCase() === near.toLowerCase() || text.toLowerCase() === `"${near.toLowerCase()}"`,
  )
  // With the word in several places nobody can say which one was meant.
  const [only] = matches
  return matches.length === 1 && only !== undefined ? spot(sql, only.start) : {}
}

function spot(sql: string, offset: number): JsonObject {
  const lines = sql.slice(0, offset).split('\n')
  const column = lines.at(-1)?.length ?? 0
  const text = sql.split('\n')[lines.length - 1] ?? ''
  return { position: offset + 1, line: lines.length, column: column + 1, caret: `${text}\n${' '.repeat(column)}^` }
}
