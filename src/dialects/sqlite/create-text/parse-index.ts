import { Cursor } from './cursor.ts'
import { parseParts } from './parse-clauses.ts'
import type { ParsedIndex } from './parsed.ts'
import { plainIndex } from './plain-index.ts'

/**
 * Takes a CREATE INDEX text of `sqlite_schema` apart.
 *
 * @throws LimbeckError LB6165 when it cannot be read.
 * @see https://www.sqlite.org/lang_createindex.html
 */
export function parseIndex(text: string): ParsedIndex {
  return plainIndex(text) ?? parseWhole(text)
}

function parseWhole(text: string): ParsedIndex {
  const cursor = new Cursor(text)
  cursor.expects('CREATE')
  const unique = cursor.takes('UNIQUE')
  cursor.expects('INDEX')
  cursor.takes('IF', 'NOT', 'EXISTS')
  const nameStart = cursor.start
  let name = cursor.name()
  if (cursor.takes('.')) name = cursor.name()
  const nameSpan = { start: nameStart, end: cursor.end }
  cursor.expects('ON')
  const table = cursor.name()
  const { parts } = parseParts(cursor)
  if (!cursor.takes('WHERE')) return { text, name, nameSpan, table, unique, parts, where: null }
  const start = cursor.start
  while (!cursor.atEnd && !cursor.sees(';')) cursor.next()
  return { text, name, nameSpan, table, unique, parts, where: { start, end: cursor.end } }
}
