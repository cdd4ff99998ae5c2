import { Cursor } from './cursor.ts'
import type { ParsedView } from './parsed.ts'

/**
 * Takes a CREATE VIEW text apart.
 *
 * @throws LimbeckError LB6165 when it cannot be read.
 * @see https://www.sqlite.org/lang_createview.html
 */
export function parseView(text: string): ParsedView {
  const cursor = new Cursor(text)
  cursor.expects('CREATE')
  if (!cursor.takes('TEMP')) cursor.takes('TEMPORARY')
  cursor.expects('VIEW')
  cursor.takes('IF', 'NOT', 'EXISTS')
  let name = cursor.name()
  if (cursor.takes('.')) name = cursor.name()
  const columns: string[] = []
  if (cursor.takes('(')) {
    do columns.push(cursor.name())
    while (cursor.takes(','))
    cursor.expects(')')
  }
  cursor.expects('AS')
  return { name, columns, definition: text.slice(cursor.start).replace(/[\s;]+$/, '') }
}
