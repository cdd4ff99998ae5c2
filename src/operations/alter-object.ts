import type { JsonObject } from '../errors/index.ts'
import type { DefinedObject } from '../schema/index.ts'
import { sourceString } from '../text/index.ts'
import type { AlterObject } from './data.ts'
import { definedId, describeObject, noStatements, requireObject, touchesOfAltering } from './defined-object.ts'
import { defineOperation } from './definition.ts'
import { reversible } from './reversal.ts'
import { printCall } from './source/call-place.ts'
import { optionalString } from './source/source-tree.ts'
import { attributesSource } from './source/value-source.ts'

export const alterObject = defineOperation<AlterObject>({
  kind: 'alterObject',
  touches: (op, before) => touchesOfAltering(op, before, op.requires ?? before.get(definedId(op))?.requires ?? []),
  reverse(op, before) {
    const found = requireObject(before, op)
    const back: JsonObject = Object.fromEntries(
      Object.keys(op.changes).map((name) => [name, found.attributes[name] ?? null]),
    )
    return reversible([
      {
        ...op,
        changes: back,
        ...(op.comment === undefined ? {} : { comment: found.comment }),
        requires: found.requires,
      },
    ])
  },
  apply(draft, op) {
    draft.put(alteredObject(requireObject(draft, op), op))
  },
  emit: (op) => noStatements(op),
  source(op, writer, receiver) {
    printCall(
      writer,
      receiver,
      'alterObject',
      [sourceString(op.objectType), sourceString(op.name), attributesSource(op.changes)],
      {
        schema: optionalString(op.namespace),
        on: optionalString(op.on),
        comment: op.comment === undefined ? null : op.comment === null ? 'null' : sourceString(op.comment),
      },
    )
  },
  describe(op) {
    const names = [...Object.keys(op.changes), ...(op.comment === undefined ? [] : ['comment'])]
    return `Alter ${describeObject(op)} (${names.join(', ')})`
  },
})

/** The object behind the operation. An attribute that becomes null is none any more. */
export function alteredObject(object: DefinedObject, op: AlterObject): DefinedObject {
  const attributes = Object.fromEntries(
    Object.entries({ ...object.attributes, ...op.changes }).filter(([, value]) => value !== null),
  )
  return {
    ...object,
    attributes,
    comment: op.comment === undefined ? object.comment : op.comment,
    requires: op.requires ?? object.requires,
  }
}
