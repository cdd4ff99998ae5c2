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
export { ColumnBuilder, isColumnBuilder } from './column-builder.ts'
export type { AnyColumn, ForeignKeyOptions, IdentityOptions } from './column-state.ts'
export type { BaseTyping, ColumnTyping, IntervalValue, Presence } from './column-typing.ts'
export { type EnumType, type EnumTypeOptions, enumType, isEnumType } from './enum-type.ts'
export {
  type SqlExpression,
  type SqlTag,
  type SqlValue,
  isSqlExpression,
  spellName,
  sql,
  toExpression,
} from './sql-expression.ts'
export { type TableColumn, isTableColumn } from './table-column.ts'
export type { IndexPartBuilder } from './index-part.ts'
export { type BuiltColumn, buildColumn } from './build-column.ts'
export type { ColumnPlace } from './place.ts'
