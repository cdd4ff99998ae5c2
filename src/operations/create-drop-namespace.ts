import { statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { printCall } from './source/call-place.ts'
import { requireFree, stateError } from './catalog-state.ts'
import type { CreateNamespace, DropNamespace } from './data.ts'
import { defineOperation } from './definition.ts'
import { nothingToUndo, reversible } from './reversal.ts'
import { makes, removes } from './touches.ts'

const idOfNamespace = (name: string) => ({ kind: 'namespace', name }) as const

export const createNamespace = defineOperation<CreateNamespace>({
  kind: 'createNamespace',
  touches: (op) => [makes(idOfNamespace(op.name))],
  reverse(op, before) {
    if (op.ifNotExists && before.has(idOfNamespace(op.name))) return nothingToUndo
    return reversible([{ kind: 'dropNamespace', name: op.name, ifExists: false }])
  },
  apply(draft, op) {
    if (op.ifNotExists && draft.has(idOfNamespace(op.name))) return
    requireFree(draft, idOfNamespace(op.name))
    draft.put(idOfNamespace(op.name))
  },
  emit: (op, grammar) => [
    statement(`CREATE SCHEMA ${op.ifNotExists ? 'IF NOT EXISTS ' : ''}${grammar.quote(op.name)}`),
  ],
  source(op, writer, receiver) {
    printCall(writer, receiver, 'createSchema', [sourceString(op.name)], { ifNotExists: op.ifNotExists })
  },
  describe: (op) => `Create schema ${op.name}`,
})

export const dropNamespace = defineOperation<DropNamespace>({
  kind: 'dropNamespace',
  touches: (op) => [removes(idOfNamespace(op.name))],
  reverse(op, before) {
    if (op.ifExists && !before.has(idOfNamespace(op.name))) return nothingToUndo
    return reversible([{ kind: 'createNamespace', name: op.name, ifNotExists: false }])
  },
  apply(draft, op) {
    const id = idOfNamespace(op.name)
    if (!draft.has(id)) {
      if (op.ifExists) return
      throw stateError(`No schema '${op.name}' in the catalog.`, id)
    }
    for (const object of draft.objects()) {
      if (!('namespace' in object) || object.namespace !== op.name) continue
      throw stateError(`Schema '${op.name}' is not empty: it has '${object.name}'.`, id, [
        'Drop what is in it, or move it elsewhere, first.',
      ])
    }
    draft.remove(id)
  },
  emit: (op, grammar) => [statement(`DROP SCHEMA ${op.ifExists ? 'IF EXISTS ' : ''}${grammar.quote(op.name)}`)],
  source(op, writer, receiver) {
    printCall(writer, receiver, 'dropSchema', [sourceString(op.name)], { ifExists: op.ifExists })
  },
  describe: (op) => `Drop schema ${op.name}`,
})
