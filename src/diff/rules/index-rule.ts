import { memberChange } from './attribute-changes.ts'
import type { DifferenceRule } from './difference-rule.ts'
import type { Index } from '../../schema/index.ts'
import type { Operation } from '../../operations/index.ts'

/** An index holds nothing of its own: what the database cannot change in place is dropped and created. */
export const indexRule: DifferenceRule<'index'> = {
  added: (index) => [create(index)],
  removed: (index) => [drop(index)],
  changed(delta, context) {
    const change = memberChange(delta, context)
    return change === null ? [drop(delta.found), create(delta.wanted)] : [change]
  },
  renamed: (found, wanted) => [
    { kind: 'renameIndex', namespace: found.namespace, table: found.table, name: found.name, to: wanted.name },
  ],
}

function create(index: Index): Operation {
  return { kind: 'createIndex', index, concurrently: false, ifNotExists: false }
}

function drop({ namespace, table, name }: Index): Operation {
  return { kind: 'dropIndex', namespace, table, name, concurrently: false, ifExists: false }
}
