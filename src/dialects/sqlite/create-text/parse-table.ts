import { Cursor } from './cursor.ts'
import { parseConflictClause, parseParts, parseReference } from './parse-clauses.ts'
import { parseColumn } from './parse-column.ts'
import type { ParsedColumn, ParsedTable, ParsedTableConstraint } from './parsed.ts'

/**
 * Takes a CREATE TABLE text of `sqlite_schema` apart.
 *
 * @throws LimbeckError LB6165 when it cannot be read.
 * @see https://www.sqlite.org/lang_createtable.html
 */
export function parseTable(text: string): ParsedTable {
  const cursor = new Cursor(text)
  cursor.expects('CREATE')
  if (!cursor.takes('TEMP')) cursor.takes('TEMPORARY')
  cursor.expects('TABLE')
  cursor.takes('IF', 'NOT', 'EXISTS')
  const nameStart = cursor.start
  let name = cursor.name()
  if (cursor.takes('.')) name = cursor.name()
  const nameSpan = { start: nameStart, end: cursor.end }
  cursor.expects('(')
  const bodyStart = cursor.end
  const items: (ParsedColumn | ParsedTableConstraint)[] = []
  for (;;) {
    items.push(parseItem(cursor))
    // The comma between table constraints may be left out.
    if (!cursor.takes(',') && cursor.sees(')')) break
    if (cursor.sees(')')) break
  }
  const bodyEnd = cursor.start
  cursor.expects(')')
  let strict = false
  let withoutRowid = false
  while (!cursor.atEnd) {
    if (cursor.takes('STRICT')) strict = true
    else if (cursor.takes('WITHOUT', 'ROWID')) withoutRowid = true
    else if (!cursor.takes(',') && !cursor.takes(';')) throw cursor.unexpected('a table option')
  }
  const columns = items.filter((item) => item.kind === 'column')
  const constraints = items.filter((item) => item.kind !== 'column')
  return {
    text,
    name,
    nameSpan,
    body: { start: bodyStart, end: bodyEnd },
    items,
    columns,
    constraints,
    strict,
    withoutRowid,
  }
}

/** A column or a constraint of a CREATE TABLE text. */
export function parseItem(cursor: Cursor): ParsedColumn | ParsedTableConstraint {
  return isTableConstraint(cursor) ? parseTableConstraint(cursor) : parseColumn(cursor)
}

/** What table constraints start with. The words are reserved in SQLite, so a column of such a name stands in quotes. */
export const tableConstraintStarts: readonly string[] = ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN']

function isTableConstraint(cursor: Cursor): boolean {
  return tableConstraintStarts.some((word) => cursor.sees(word))
}

function parseTableConstraint(cursor: Cursor): ParsedTableConstraint {
  const start = cursor.start
  const name = cursor.takes('CONSTRAINT') ? cursor.name() : null
  const named = () => ({ name, span: { start, end: cursor.end } })
  if (cursor.takes('PRIMARY', 'KEY')) {
    const { parts, autoincrement } = parseParts(cursor)
    const onConflict = parseConflictClause(cursor)
    return { kind: 'primaryKey', parts, autoincrement, onConflict, ...named() }
  }
  if (cursor.takes('UNIQUE')) {
    const { parts } = parseParts(cursor)
    const onConflict = parseConflictClause(cursor)
    return { kind: 'unique', parts, autoincrement: false, onConflict, ...named() }
  }
  if (cursor.takes('CHECK')) {
    const expression = cursor.parenthesized()
    parseConflictClause(cursor)
    return { kind: 'check', expression, ...named() }
  }
  if (cursor.takes('FOREIGN', 'KEY')) {
    const columns = parseParts(cursor).parts.map((part) => part.column ?? cursor.textOf(part.expression))
    cursor.expects('REFERENCES')
    const reference = parseReference(cursor)
    return { kind: 'foreignKey', columns, reference, ...named() }
  }
  throw cursor.unexpected('a table constraint')
}
