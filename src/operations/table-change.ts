import type { Operation, TableChange } from './data.ts'

/** Whether an operation may stand in an `alterTable`. */
export function isTableChange(operation: Operation): operation is TableChange {
  switch (operation.kind) {
    case 'addColumn':
    case 'dropColumn':
    case 'renameColumn':
    case 'alterColumn':
    case 'createConstraint':
    case 'dropConstraint':
    case 'renameConstraint':
    case 'createIndex':
    case 'dropIndex':
    case 'renameIndex':
    case 'setTableComment':
    case 'setTableOptions':
    case 'alterMember':
      return true
    default:
      return false
  }
}

/** The table that a change is about; null where people left out the one of an index. */
export function tableOfChange(change: TableChange): {
  readonly namespace: string | null
  readonly table: string | null
} {
  switch (change.kind) {
    case 'addColumn':
      return change.column
    case 'createConstraint':
      return change.constraint
    case 'createIndex':
      return change.index
    default:
      return change
  }
}
