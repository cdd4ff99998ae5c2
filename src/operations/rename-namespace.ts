import { idOf, keyOf, renameNamespaceIn, renamedId } from '../schema/index.ts'
import { statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { requireFree, stateError } from './catalog-state.ts'
import type { RenameNamespace } from './data.ts'
import { defineOperation } from './definition.ts'
import { reversible } from './reversal.ts'
import { printCall } from './source/call-place.ts'
import { makes, removes } from './touches.ts'

const idOfNamespace = (name: string) => ({ kind: 'namespace', name }) as const

/** Everything in it stays what it is, and is named with the new name. */
export const renameNamespace = defineOperation<RenameNamespace>({
  kind: 'renameNamespace',
  touches(op, before) {
    const renaming = { id: idOfNamespace(op.name), to: op.to }
    const moved = [...before.objects()].flatMap((object) => {
      const id = idOf(object)
      const next = renamedId(id, renaming)
      return keyOf(next) === keyOf(id) ? [] : [removes(id), makes(next)]
    })
    return before.has(renaming.id) ? moved : [removes(renaming.id), makes(idOfNamespace(op.to)), ...moved]
  },
  reverse: (op) => reversible([{ ...op, name: op.to, to: op.name }]),
  apply(draft, op) {
    const id = idOfNamespace(op.name)
    if (!draft.has(id)) throw stateError(`No schema '${op.name}' in the catalog.`, id)
    requireFree(draft, idOfNamespace(op.to))
    renameNamespaceIn(draft, op.name, op.to)
  },
  emit: (op, grammar) => [statement(`ALTER SCHEMA ${grammar.quote(op.name)} RENAME TO ${grammar.quote(op.to)}`)],
  source(op, writer, receiver) {
    printCall(writer, receiver, 'renameSchema', [sourceString(op.name), sourceString(op.to)], {})
  },
  describe: (op) => `Rename schema ${op.name} to ${op.to}`,
})
