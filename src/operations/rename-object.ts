import { renameDefinedIn } from '../schema/index.ts'
import { sourceString } from '../text/index.ts'
import { requireFree } from './catalog-state.ts'
import type { RenameObject } from './data.ts'
import { definedId, describeObject, noStatements, requireObject } from './defined-object.ts'
import { defineOperation } from './definition.ts'
import { reversible } from './reversal.ts'
import { printCall } from './source/call-place.ts'
import { optionalString } from './source/source-tree.ts'
import { makes, namespaceIds, needs, removes } from './touches.ts'

export const renameObject = defineOperation<RenameObject>({
  kind: 'renameObject',
  touches: (op) => [
    ...namespaceIds(op.namespace).map(needs),
    removes(definedId(op)),
    makes(definedId({ ...op, name: op.to })),
  ],
  reverse: (op) => reversible([{ ...op, name: op.to, to: op.name }]),
  apply(draft, op) {
    const object = requireObject(draft, op)
    requireFree(draft, definedId({ ...op, name: op.to }))
    renameDefinedIn(draft, object, op.to)
  },
  emit: (op) => noStatements(op),
  source(op, writer, receiver) {
    printCall(
      writer,
      receiver,
      'renameObject',
      [sourceString(op.objectType), sourceString(op.name), sourceString(op.to)],
      {
        schema: optionalString(op.namespace),
        on: optionalString(op.on),
      },
    )
  },
  describe: (op) => `Rename ${describeObject(op)} to ${op.to}`,
})
