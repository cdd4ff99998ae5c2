import { LimbeckError, isLimbeckError } from '../errors/index.ts'
import { type Catalog, type CatalogDraft, type TableRef, editCatalog } from '../schema/index.ts'
import type { SourceWriter } from '../text/index.ts'
import { alterMember } from './alter-member.ts'
import { alterObject } from './alter-object.ts'
import { addColumn, dropColumn } from './add-drop-column.ts'
import { addEnumValue, dropEnumValue } from './add-drop-enum-value.ts'
import { alterColumn } from './alter-column.ts'
import { alterTableCard } from './alter-table.ts'
import { bulkInsert } from './bulk-insert.ts'
import { createConstraint, dropConstraint } from './create-drop-constraint.ts'
import { createEnum, dropEnum } from './create-drop-enum.ts'
import { createIndex, dropIndex } from './create-drop-index.ts'
import { createNamespace, dropNamespace } from './create-drop-namespace.ts'
import { createObject, dropObject } from './create-drop-object.ts'
import { createTable, dropTable } from './create-drop-table.ts'
import { customOperation } from './custom/custom-card.ts'
import type { Operation, OperationKind, OperationOf } from './data.ts'
import type { OperationDefinition, Reversal, Touch } from './definition.ts'
import { executeSql } from './execute-sql.ts'
import { renameColumn } from './rename-column.ts'
import { renameConstraint } from './rename-constraint.ts'
import { renameEnum } from './rename-enum.ts'
import { renameEnumValue } from './rename-enum-value.ts'
import { renameIndex } from './rename-index.ts'
import { renameNamespace } from './rename-namespace.ts'
import { renameObject } from './rename-object.ts'
import { renameTable } from './rename-table.ts'
import { reorderEnumValues } from './reorder-enum-values.ts'
import { followRights } from './rights/follow-rights.ts'
import { grant, revoke, setOwner } from './rights/grant-revoke.ts'
import { setTableComment } from './set-table-comment.ts'
import { setTableOptions } from './set-table-options.ts'
import { updateInBatches } from './update-in-batches.ts'

/** The card of every kind of operation: one line each. */
export const operationDefinitions: { readonly [Kind in OperationKind]: OperationDefinition<OperationOf<Kind>> } = {
  createNamespace,
  dropNamespace,
  renameNamespace,
  createTable,
  dropTable,
  renameTable,
  setTableComment,
  setTableOptions,
  alterMember,
  addColumn,
  dropColumn,
  renameColumn,
  alterColumn,
  createConstraint,
  dropConstraint,
  renameConstraint,
  createIndex,
  dropIndex,
  renameIndex,
  createEnum,
  dropEnum,
  renameEnum,
  addEnumValue,
  dropEnumValue,
  renameEnumValue,
  reorderEnumValues,
  createObject,
  dropObject,
  alterObject,
  renameObject,
  grant,
  revoke,
  setOwner,
  alterTable: alterTableCard((change) => definitionOf(change)),
  bulkInsert,
  updateInBatches,
  execute: executeSql,
  custom: customOperation,
}

/** Every kind of operation. */
export const operationKinds: readonly string[] = Object.keys(operationDefinitions)

/** The card of an operation. */
export function definitionOf<Op extends Operation>(op: Op): OperationDefinition<Op> {
  // The card under an operation's kind takes operations of that kind; the compiler cannot follow the kind through the table.
  return operationDefinitions[op.kind] as unknown as OperationDefinition<Op>
}

/** One line for logs, plans and reviews: "Add column email to users". */
export function describeOperation(op: Operation): string {
  return definitionOf(op).describe(op)
}

/** What an operation has to do with; `before` is the catalog in front of it. */
export function touchesOf(op: Operation, before: Catalog): readonly Touch[] {
  return definitionOf(op).touches(op, before)
}

/** The table that an operation drops; null for every other operation. */
export function tableDroppedBy(op: Operation): TableRef | null {
  return definitionOf(op).dropsTable?.(op) ?? null
}

/**
 * The way back of an operation, read from the catalog in front of it.
 *
 * @throws LimbeckError LB5003 when that catalog does not have what the operation changes or drops.
 */
export function reverseOperation(op: Operation, before: Catalog): Reversal {
  return explained(op, () => definitionOf(op).reverse(op, before))
}

/**
 * The same change in memory. What fails leaves the draft as it was.
 *
 * @throws LimbeckError LB5003 when the catalog is not in a state for the operation.
 */
export function applyOperation(draft: CatalogDraft, op: Operation): void {
  explained(op, () => definitionOf(op).apply(draft, op))
  followRights(draft, op)
}

/**
 * The catalog behind a list of operations; the given one stays as it is.
 *
 * @throws LimbeckError LB5003 when the catalog is not in a state for one of them.
 */
export function applyOperations(catalog: Catalog, operations: Iterable<Operation>): Catalog {
  const draft = editCatalog(catalog)
  for (const op of operations) applyOperation(draft, op)
  return draft
}

/** Prints the call of an operation in a revision file; see {@link OperationDefinition.source}. */
export function printOperation(op: Operation, writer: SourceWriter, receiver: string): void {
  const own = receiver === 'await op' ? writer.rendered('operation', op) : null
  if (own === null) definitionOf(op).source(op, writer, receiver)
  else writer.line(`await ${own}`)
}

/** Adds to LB5003 which operation it was. */
function explained<Result>(op: Operation, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!isLimbeckError(error) || error.code !== 'LB5003' || 'operation' in error.details) throw error
    const operation = describeOperation(op)
    throw new LimbeckError('LB5003', `${error.message} The operation was: ${operation}.`, {
      hints: error.hints,
      details: { ...error.details, operation },
      cause: error.cause,
    })
  }
}
