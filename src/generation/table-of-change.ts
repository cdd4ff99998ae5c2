import type { Operation } from '../operations/index.ts'

/** The table that an operation may change within an `alterTable`; null for what cannot stand in one. */
export function tableOfChange(
  operation: Operation,
): { readonly namespace: string | null; readonly table: string } | null {
  switch (operation.kind) {
    case 'addColumn':
      return operation.column
    case 'createConstraint':
      return operation.constraint
    case 'createIndex':
      return operation.index
    case 'dropIndex':
    case 'renameIndex':
      return operation.table === null ? null : { namespace: operation.namespace, table: operation.table }
    case 'dropColumn':
    case 'renameColumn':
    case 'alterColumn':
    case 'dropConstraint':
    case 'renameConstraint':
    case 'setTableComment':
    case 'setTableOptions':
    case 'alterMember':
      return operation
    default:
      return null
  }
}
