import { type ObjectId, type Renaming, renamedId } from '../schema/index.ts'
import type { Operation } from './data.ts'
import { columnId, enumId, tableId } from './touches.ts'

/** What an operation gives another name to; null for every other operation, and for constraints, whose kind it does not say. */
export function renamingOf(op: Operation): Renaming | null {
  switch (op.kind) {
    case 'renameNamespace':
      return { id: { kind: 'namespace', name: op.name }, to: op.to }
    case 'renameTable':
      return { id: tableId({ namespace: op.namespace, name: op.table }), to: op.to }
    case 'renameColumn':
      return { id: columnId({ namespace: op.namespace, name: op.table }, op.column), to: op.to }
    case 'renameEnum':
      return { id: enumId(op), to: op.to }
    case 'renameObject':
      return {
        id: { kind: 'defined', objectType: op.objectType, namespace: op.namespace, on: op.on, name: op.name },
        to: op.to,
      }
    default:
      return null
  }
}

/** The id that something has behind renames. */
export function idBehind(id: ObjectId, renames: readonly Operation[]): ObjectId {
  return renames.reduce((current, op) => {
    const renaming = renamingOf(op)
    return renaming === null ? current : renamedId(current, renaming)
  }, id)
}

/** The id that something had in front of renames. */
export function idInFront(id: ObjectId, renames: readonly Operation[]): ObjectId {
  return renames.reduceRight((current, op) => {
    const renaming = renamingOf(op)
    if (renaming === null) return current
    return renamedId(current, { id: { ...renaming.id, name: renaming.to }, to: renaming.id.name })
  }, id)
}
