import { LimbeckError } from '../../../errors/index.ts'
import type { DefinedObject } from '../../../schema/index.ts'
import { type ParsedTrigger, type Span, parseTrigger } from '../create-text/index.ts'
import { quote } from '../names.ts'
import { comparableText } from './comparable-text.ts'
import { type ObjectType, textOf } from './object-type.ts'

/**
 * Its `definition` is the whole statement. The names in its head follow those of the object, which `op.renameObject` and
 * `op.renameTable` change.
 *
 * @see https://www.sqlite.org/lang_createtrigger.html
 */
export const trigger: ObjectType = {
  objectType: 'trigger',
  keyword: 'TRIGGER',
  read: (text) => ({ name: parseTrigger(text).name, attributes: { definition: text }, facts: {} }),
  create(object) {
    const parsed = readDefinition(object)
    if (parsed.temporary) throw unreadable(object, 'it is temporary, and goes with the connection that makes it')
    if (object.on === null) throw unreadable(object, '`on` does not say which table or view it belongs to')
    const named = (name: string, own: string, span: Span) =>
      name.toLowerCase() === own.toLowerCase() ? parsed.text.slice(span.start, span.end) : quote(own)
    const { text, nameSpan, tableSpan } = parsed
    return [
      text.slice(0, nameSpan.start),
      named(parsed.name, object.name, nameSpan),
      text.slice(nameSpan.end, tableSpan.start),
      named(parsed.table, object.on, tableSpan),
      text.slice(tableSpan.end).replace(/[\s;]+$/, ''),
    ].join('')
  },
  comparable(object) {
    const { text, event, body } = readDefinition(object)
    const said = comparableText(text.slice(event.start, event.end))
    // BEFORE is what SQLite takes where nothing is said.
    const time = /^(before|after|instead)\b/.test(said) ? '' : 'before '
    return { definition: `${time}${said} on it ${comparableText(text.slice(body.start, body.end))}` }
  },
  body(object) {
    const { text, event, body } = readDefinition(object)
    return `${text.slice(event.start, event.end)} ${text.slice(body.start, body.end)}`
  },
}

function readDefinition(object: DefinedObject): ParsedTrigger {
  try {
    return parseTrigger(textOf(object, 'definition'))
  } catch (cause) {
    throw unreadable(object, 'its `definition` is no CREATE TRIGGER statement', cause)
  }
}

function unreadable({ on, name, attributes }: DefinedObject, why: string, cause?: unknown): LimbeckError {
  const full = on === null ? name : `${on}.${name}`
  return new LimbeckError('LB5015', `limbeck cannot make the trigger '${full}': ${why}.`, {
    hints: [
      "Write `op.createObject('trigger', 'name', { definition: 'CREATE TRIGGER … END' }, { on: 'table' })`, as in docs/sqlite.md.",
    ],
    details: { objectType: 'trigger', name: full, definition: attributes['definition'] ?? null },
    cause,
  })
}
