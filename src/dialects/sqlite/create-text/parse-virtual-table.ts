import { Cursor } from './cursor.ts'
import type { ParsedVirtualTable } from './parsed.ts'

/**
 * Takes a CREATE VIRTUAL TABLE text apart.
 *
 * @throws LimbeckError LB6165 when it cannot be read.
 * @see https://www.sqlite.org/lang_createvtab.html
 */
export function parseVirtualTable(text: string): ParsedVirtualTable {
  const cursor = new Cursor(text)
  for (const word of ['CREATE', 'VIRTUAL', 'TABLE']) cursor.expects(word)
  cursor.takes('IF', 'NOT', 'EXISTS')
  let name = cursor.name()
  if (cursor.takes('.')) name = cursor.name()
  cursor.expects('USING')
  const module = cursor.name()
  const definition = cursor.sees('(') ? cursor.textOf(cursor.parenthesized()) : ''
  return { name, module, definition }
}
