export { alteredMember, requireMember } from './alter-member.ts'
export { alteredObject } from './alter-object.ts'
export { requireTable, wordFor } from './catalog-state.ts'
export { creationOf } from './create-drop-constraint.ts'
export { mentionsColumn } from './column-use.ts'
export {
  type AnyCustomOperation,
  type CustomEmitContext,
  type CustomOperationDefinition,
  type CustomOperationKind,
  type CustomSql,
  isOpaqueOperation,
} from './custom/custom-operation.ts'
export { emitCustom } from './custom/emit-custom.ts'
export type * from './data.ts'
export { objectsOn, requireObject, unknownObjectType } from './defined-object.ts'
export type { OperationDefinition, Reversal, Touch } from './definition.ts'
export { type OperationsOfStep, createOperations } from './facade/op.ts'
export { asInherited, columnsAbove, ownDetails } from './inherited-members.ts'
export type * from './operation-options.ts'
export type { OperationConnection, Operations } from './operations.ts'
export type * from './rights/data.ts'
export { settledRights } from './rights/privileges.ts'
export { rightsOn, targetId, targetOn } from './rights/grant-revoke.ts'
export { initialRights, rightsEffect } from './rights/follow-rights.ts'
export { rightsChanges } from './rights/rights-changes.ts'
export {
  applyOperation,
  applyOperations,
  definitionOf,
  describeOperation,
  operationKinds,
  reverseOperation,
  tableDroppedBy,
  touchesOf,
} from './registry.ts'
export { idBehind, idInFront, renamingOf } from './renaming.ts'
export { renderOperations } from './render-operations.ts'
export type { OperationSink } from './sink.ts'
export { isTableChange, tableOfChange } from './table-change.ts'
export type { AlterTableBlock, CreateTableBlock, OptionalName } from './table-blocks.ts'
export { columnSource } from './source/column-source.ts'
export { foreignKeyOptions } from './source/member-source.ts'
export {
  type SourceTree,
  call,
  link,
  list,
  optionalString,
  options,
  printSource,
  stringList,
} from './source/source-tree.ts'
export { type BatchRange, updateText } from './update-in-batches.ts'
export { attributesSource, expressionSource, textSource } from './source/value-source.ts'
