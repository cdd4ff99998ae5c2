export {
  type NewColumn,
  type TimeOptions,
  array,
  bigInteger,
  binary,
  boolean,
  char,
  date,
  datetime,
  decimal,
  double,
  float,
  integer,
  interval,
  json,
  jsonb,
  raw,
  smallInteger,
  string,
  text,
  time,
  timestamp,
  uuid,
} from './columns.ts'
export { fitLiteral } from './default-literal.ts'
export { ColumnBuilder, isColumnBuilder, saysNullable } from './column-builder.ts'
export type { AnyColumn, ForeignKeyOptions, IdentityOptions } from './column-state.ts'
export { identityOf } from './identity-of.ts'
export type { BaseTyping, ColumnTyping, IntervalValue, Presence } from './column-typing.ts'
export { type EnumType, type EnumTypeOptions, enumType, isEnumType } from './enum-type.ts'
export {
  type SqlExpression,
  type SqlFiles,
  type SqlTag,
  type SqlValue,
  isSqlExpression,
  spellName,
  sql,
  toExpression,
} from './sql-expression.ts'
export { type TableColumn, isTableColumn } from './table-column.ts'
export type { IndexPartBuilder } from './index-part.ts'
export {
  type DefinedModel,
  type DefinedObjectOptions,
  type Definition,
  type Owner,
  databaseObject,
} from './defined-object.ts'
export {
  type DefinedStart,
  type DomainOptions,
  type MaterializedViewOptions,
  type PolicyOptions,
  type SequenceOptions,
  type TriggerStart,
  type ViewOptions,
  domain,
  extension,
  fn,
  materializedView,
  policy,
  procedure,
  rowSecurity,
  sequence,
  sqlFunction,
  trigger,
  view,
} from './defined-objects.ts'
export {
  type GrantOptions,
  type GrantTo,
  type NewObjects,
  type NewObjectsOptions,
  type RevokeFrom,
  type RightsModel,
  type RightsOwner,
  grant,
  mergedRights,
  owner,
  revoke,
} from './rights.ts'
export { type BuiltColumn, buildColumn } from './build-column.ts'
export type { ColumnPlace } from './place.ts'
export {
  type AnyTable,
  type ColumnMap,
  type Table,
  type TableColumns,
  type TableExtras,
  type TableOptions,
  isTable,
  table,
} from './table.ts'
export { type SchemaModel, schema } from './schema-model.ts'
export {
  type ColumnName,
  type ForeignKeyDefinition,
  type IndexBuilder,
  type IndexStart,
  type RenamableExtra,
  type TableExtra,
  type UniqueBuilder,
  type UniqueStart,
  check,
  foreignKey,
  index,
  primaryKey,
  unique,
  uniqueIndex,
} from './table-extras.ts'
export { type ModelCatalog, modelsToCatalog } from './models-to-catalog.ts'
export type { ModelModule, ModelOrigin } from './collect-models.ts'
export type { Database, Insertable, Selectable, Updateable } from './row-types.ts'
