export { withAttributes } from './attributes.ts'
export { type Catalog, CatalogDraft, createCatalog, editCatalog } from './catalog.ts'
export type { ColumnType, ColumnTypeKind } from './column-type.ts'
export { columnsComputedFrom } from './computed-columns.ts'
export type { DeclaredRename } from './declared-rename.ts'
export { type Expression, canonicalExpression, writtenExpression } from './expression.ts'
export {
  type ObjectId,
  type MemberKind,
  type ObjectKey,
  type TableRef,
  displayName,
  displayTable,
  idOf,
  isMemberOf,
  keyOf,
  tableKey,
  tableOf,
} from './object-id.ts'
export {
  type Attributes,
  type CatalogObject,
  type Check,
  type Column,
  type ColumnDefault,
  type Constraint,
  type ConstraintKind,
  type Deferrable,
  type DefinedObject,
  type EnumType,
  type ForeignKey,
  type ForeignKeyAction,
  type GeneratedValue,
  type Identity,
  type SequenceNumber,
  type Index,
  type IndexPart,
  type MemberDetails,
  type NameSource,
  type Namespace,
  type ObjectKind,
  type OtherObject,
  type PrimaryKey,
  type Table,
  type TableMember,
  type TableOptions,
  type Unique,
  defaultTableOptions,
} from './objects.ts'
export { type TableDefinition, objectsOf, ownMembers } from './table-definition.ts'
export { type NamingConvention, applyNamingConvention, defaultNamingConvention } from './naming-convention.ts'
export { followRename } from './follow-rename.ts'
export { renameNamespaceIn } from './rename-namespace.ts'
export { type Renaming, renamedId, withoutArguments } from './renamed-id.ts'
export { renameColumnIn, renameDefinedIn, renameTableIn } from './rename.ts'
export { ownSequence, ownSequenceId, sequenceNameOf } from './sequence-name.ts'
export {
  type HeldRights,
  type Privileges,
  type PrivilegesByRole,
  type Rights,
  type RightsTarget,
  displayTarget,
  everybody,
  noRights,
  ownerRole,
  rightsKey,
} from './rights.ts'
export { typeFamily } from './type-family.ts'
export { sequenceNumber } from './sequence-number.ts'
