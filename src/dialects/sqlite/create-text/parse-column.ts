import type { Cursor } from './cursor.ts'
import { parseConflictClause, parseReference } from './parse-clauses.ts'
import type { ParsedColumn, ParsedColumnConstraint, Span } from './parsed.ts'

/** Words that cannot be part of a declared type, because a column constraint starts with them. */
const constraintStarts = [
  'CONSTRAINT',
  'PRIMARY',
  'NOT',
  'NULL',
  'UNIQUE',
  'CHECK',
  'DEFAULT',
  'COLLATE',
  'REFERENCES',
  'AS',
]

/** One column: name, declared type, constraints. */
export function parseColumn(cursor: Cursor): ParsedColumn {
  const start = cursor.start
  const name = cursor.name()
  const nameSpan = { start, end: cursor.end }
  const typeSpan = parseType(cursor)
  const constraints: ParsedColumnConstraint[] = []
  while (!cursor.atEnd && !cursor.sees(',') && !cursor.sees(')')) {
    constraints.push(parseColumnConstraint(cursor))
  }
  const type = typeSpan === null ? '' : typeText(cursor.textOf(typeSpan))
  return { kind: 'column', span: { start, end: cursor.end }, name, nameSpan, type, typeSpan, constraints }
}

function parseType(cursor: Cursor): Span | null {
  const start = cursor.start
  let seen = false
  for (;;) {
    const token = cursor.peek()
    if (token === undefined || !['word', 'identifier', 'string'].includes(token.kind)) break
    if (token.kind === 'word' && constraintStarts.includes(token.text.toUpperCase())) break
    if (cursor.sees('GENERATED', 'ALWAYS')) break
    cursor.next()
    seen = true
  }
  if (seen && cursor.sees('(')) cursor.parenthesized()
  return seen ? { start, end: cursor.end } : null
}

function typeText(text: string): string {
  return text
    .replace(/--[^\n]*|\/\*[^]*?\*\//g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\s*([(),])\s*/g, '$1')
    .trim()
}

function parseColumnConstraint(cursor: Cursor): ParsedColumnConstraint {
  const start = cursor.start
  const name = cursor.takes('CONSTRAINT') ? cursor.name() : null
  const named = () => ({ name, span: { start, end: cursor.end } })
  if (cursor.takes('PRIMARY', 'KEY')) {
    const descending = cursor.takes('DESC')
    cursor.takes('ASC')
    const onConflict = parseConflictClause(cursor)
    const autoincrement = cursor.takes('AUTOINCREMENT')
    return { kind: 'primaryKey', autoincrement, descending, onConflict, ...named() }
  }
  if (cursor.takes('NOT', 'NULL')) {
    const onConflict = parseConflictClause(cursor)
    return { kind: 'notNull', onConflict, ...named() }
  }
  if (cursor.takes('NULL')) {
    parseConflictClause(cursor)
    return { kind: 'null', ...named() }
  }
  if (cursor.takes('UNIQUE')) {
    const onConflict = parseConflictClause(cursor)
    return { kind: 'unique', onConflict, ...named() }
  }
  if (cursor.takes('CHECK')) {
    const expression = cursor.parenthesized()
    parseConflictClause(cursor)
    return { kind: 'check', expression, ...named() }
  }
  if (cursor.takes('DEFAULT')) {
    const value = parseDefaultValue(cursor)
    return { kind: 'default', value, ...named() }
  }
  if (cursor.takes('COLLATE')) {
    const collation = cursor.name()
    return { kind: 'collate', collation, ...named() }
  }
  if (cursor.takes('REFERENCES')) {
    const reference = parseReference(cursor)
    return { kind: 'references', reference, ...named() }
  }
  if (cursor.takes('GENERATED', 'ALWAYS', 'AS') || cursor.takes('AS')) {
    const expression = cursor.parenthesized()
    const stored = cursor.takes('STORED')
    cursor.takes('VIRTUAL')
    return { kind: 'generated', expression, stored, ...named() }
  }
  // SQLite takes a name with nothing behind it.
  if (name !== null) return { kind: 'other', ...named() }
  if (cursor.takes('NOT', 'DEFERRABLE') || cursor.takes('DEFERRABLE')) {
    if (cursor.takes('INITIALLY')) cursor.next()
    return { kind: 'other', ...named() }
  }
  throw cursor.unexpected('a column constraint')
}

/** A literal, a signed number, a word such as CURRENT_TIMESTAMP, or an expression in parentheses (kept in the span). */
function parseDefaultValue(cursor: Cursor): Span {
  const start = cursor.start
  if (cursor.sees('(')) cursor.parenthesized()
  else {
    while (cursor.takes('-') || cursor.takes('+')) continue
    cursor.next()
  }
  return { start, end: cursor.end }
}
