import type { Catalog, DefinedObject } from '../schema/index.ts'
import { sourceString } from '../text/index.ts'
import { requireFree } from './catalog-state.ts'
import type { CreateObject, DropObject } from './data.ts'
import {
  definedId,
  describeObject,
  noStatements,
  objectsOn,
  requireObject,
  touchesOfCreating,
  touchesOfDropping,
} from './defined-object.ts'
import { defineOperation } from './definition.ts'
import { nothingToUndo, reversible } from './reversal.ts'
import { printCall } from './source/call-place.ts'
import { optionalString } from './source/source-tree.ts'
import { attributesSource } from './source/value-source.ts'

export const createObject = defineOperation<CreateObject>({
  kind: 'createObject',
  touches: touchesOfCreating,
  reverse: ({ object: { objectType, namespace, on, name } }) =>
    reversible([{ kind: 'dropObject', objectType, namespace, on, name, ifExists: false }]),
  apply(draft, { object }) {
    requireFree(draft, definedId(object))
    draft.put(object)
  },
  emit: ({ object }) => noStatements(object),
  source({ object }, writer, receiver) {
    const { objectType, name, attributes, namespace, on, comment } = object
    printCall(
      writer,
      receiver,
      'createObject',
      [sourceString(objectType), sourceString(name), attributesSource(attributes)],
      { schema: optionalString(namespace), on: optionalString(on), comment: optionalString(comment) },
    )
  },
  describe: ({ object }) => `Create ${describeObject(object)}`,
})

export const dropObject = defineOperation<DropObject>({
  kind: 'dropObject',
  touches: touchesOfDropping,
  reverse(op, before) {
    if (op.ifExists && !before.has(definedId(op))) return nothingToUndo
    const object = requireObject(before, op)
    const owned = ownedBy(op, before).map((one) => ({ kind: 'createObject', object: one }) as const)
    // A virtual table of SQLite has rows of its own.
    const loses = object.facts['rows'] === true ? `Rows of ${describeObject(op)}` : null
    return reversible([{ kind: 'createObject', object }, ...owned], loses)
  },
  apply(draft, op) {
    if (op.ifExists && !draft.has(definedId(op))) return
    requireObject(draft, op)
    // Triggers and rules go with the view that they stand on.
    for (const object of ownedBy(op, draft)) draft.remove(object)
    draft.remove(definedId(op))
  },
  emit: (op) => noStatements(op),
  source(op, writer, receiver) {
    printCall(writer, receiver, 'dropObject', [sourceString(op.objectType), sourceString(op.name)], {
      schema: optionalString(op.namespace),
      on: optionalString(op.on),
      ifExists: op.ifExists,
    })
  },
  describe: (op) => `Drop ${describeObject(op)}`,
})

function ownedBy(op: DropObject, catalog: Catalog): readonly DefinedObject[] {
  return op.on === null ? objectsOn(catalog, { namespace: op.namespace, name: op.name }) : []
}
