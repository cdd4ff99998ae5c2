import type { Deferrable, ForeignKeyAction } from '../../../schema/index.ts'
import type { Cursor } from './cursor.ts'
import type { ParsedPart, ParsedReference } from './parsed.ts'

/** `ON CONFLICT …`, if it stands ahead: its word in lower case; null for ABORT, which is what nothing said means. */
export function parseConflictClause(cursor: Cursor): string | null {
  if (!cursor.takes('ON', 'CONFLICT')) return null
  const word = cursor.next().text.toLowerCase()
  return word === 'abort' ? null : word
}

/** `( column [COLLATE name] [ASC | DESC], … )` of keys and indexes; also a trailing AUTOINCREMENT. */
export function parseParts(cursor: Cursor): { readonly parts: readonly ParsedPart[]; readonly autoincrement: boolean } {
  cursor.expects('(')
  const parts: ParsedPart[] = []
  let autoincrement = false
  do {
    parts.push(parsePart(cursor))
    autoincrement = cursor.takes('AUTOINCREMENT') || autoincrement
  } while (cursor.takes(','))
  cursor.expects(')')
  return { parts, autoincrement }
}

function parsePart(cursor: Cursor): ParsedPart {
  const start = cursor.start
  const first = cursor.peek()
  let count = 0
  let depth = 0
  while (depth > 0 || !endsPart(cursor)) {
    const token = cursor.next()
    count += 1
    if (token.text === '(') depth += 1
    else if (token.text === ')') depth -= 1
  }
  const expression = { start, end: cursor.end }
  const collation = cursor.takes('COLLATE') ? cursor.name() : null
  const order = cursor.takes('DESC') ? 'desc' : 'asc'
  if (order === 'asc') cursor.takes('ASC')
  if (cursor.takes('NULLS')) cursor.next()
  const isName =
    count === 1 &&
    first !== undefined &&
    (first.kind === 'word' || first.kind === 'identifier' || first.kind === 'string')
  return { column: isName ? nameIn(cursor, expression.start, expression.end) : null, expression, collation, order }
}

/** A COLLATE inside an expression belongs to it; only the one behind it all, in front of the end, is the part's own. */
function endsPart(cursor: Cursor): boolean {
  if (cursor.atEnd) return true
  if (cursor.sees(',') || cursor.sees(')') || cursor.sees('AUTOINCREMENT')) return true
  if (cursor.sees('ASC') || cursor.sees('DESC') || cursor.sees('NULLS', 'FIRST') || cursor.sees('NULLS', 'LAST'))
    return true
  if (!cursor.sees('COLLATE')) return false
  const behind = cursor.peek(2)?.text.toUpperCase() ?? ')'
  return [',', ')', 'ASC', 'DESC', 'NULLS', 'AUTOINCREMENT'].includes(behind)
}

function nameIn(cursor: Cursor, start: number, end: number): string {
  const text = cursor.text.slice(start, end)
  const mark = text[0]
  if (mark === '"' || mark === "'" || mark === '`') return text.slice(1, -1).replaceAll(mark + mark, mark)
  return mark === '[' ? text.slice(1, -1) : text
}

/** What stands behind REFERENCES: table, columns, actions, MATCH, DEFERRABLE. */
export function parseReference(cursor: Cursor): ParsedReference {
  const start = cursor.start
  const table = cursor.name()
  const tableSpan = { start, end: cursor.end }
  const columns = cursor.sees('(')
    ? parseParts(cursor).parts.map((part) => part.column ?? cursor.textOf(part.expression))
    : null
  let onDelete: ForeignKeyAction = 'no action'
  let onUpdate: ForeignKeyAction = 'no action'
  let match: string | null = null
  let deferrable: Deferrable = 'no'
  for (;;) {
    if (cursor.takes('ON', 'DELETE')) onDelete = parseAction(cursor)
    else if (cursor.takes('ON', 'UPDATE')) onUpdate = parseAction(cursor)
    else if (cursor.takes('ON', 'INSERT')) parseAction(cursor)
    else if (cursor.takes('MATCH')) match = cursor.name()
    else if (cursor.takes('NOT', 'DEFERRABLE')) {
      if (cursor.takes('INITIALLY')) cursor.next()
    } else if (cursor.takes('DEFERRABLE')) {
      deferrable = cursor.takes('INITIALLY', 'DEFERRED') ? 'deferred' : 'immediate'
      cursor.takes('INITIALLY', 'IMMEDIATE')
    } else return { table, tableSpan, columns, onDelete, onUpdate, deferrable, match }
  }
}

function parseAction(cursor: Cursor): ForeignKeyAction {
  if (cursor.takes('SET', 'NULL')) return 'set null'
  if (cursor.takes('SET', 'DEFAULT')) return 'set default'
  if (cursor.takes('CASCADE')) return 'cascade'
  if (cursor.takes('RESTRICT')) return 'restrict'
  if (cursor.takes('NO', 'ACTION')) return 'no action'
  throw cursor.unexpected('an action')
}
