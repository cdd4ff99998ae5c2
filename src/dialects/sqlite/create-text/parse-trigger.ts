import { Cursor } from './cursor.ts'
import type { ParsedTrigger } from './parsed.ts'

/**
 * Takes the head of a CREATE TRIGGER text apart.
 *
 * @throws LimbeckError LB6165 when it cannot be read.
 * @see https://www.sqlite.org/lang_createtrigger.html
 */
export function parseTrigger(text: string): ParsedTrigger {
  const cursor = new Cursor(text)
  cursor.expects('CREATE')
  const temporary = cursor.takes('TEMP') || cursor.takes('TEMPORARY')
  cursor.expects('TRIGGER')
  cursor.takes('IF', 'NOT', 'EXISTS')
  let nameStart = cursor.start
  let name = cursor.name()
  if (cursor.takes('.')) {
    nameStart = cursor.start
    name = cursor.name()
  }
  const nameSpan = { start: nameStart, end: cursor.end }
  const events = cursor.start
  while (!cursor.sees('ON')) cursor.next()
  const event = { start: events, end: cursor.end }
  cursor.expects('ON')
  const tableStart = cursor.start
  let table = cursor.name()
  if (cursor.takes('.')) table = cursor.name()
  const tableSpan = { start: tableStart, end: cursor.end }
  cursor.takes('FOR', 'EACH', 'ROW')
  return { text, name, nameSpan, temporary, event, table, tableSpan, body: { start: cursor.start, end: text.length } }
}
