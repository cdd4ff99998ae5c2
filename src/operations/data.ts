import type { JsonObject } from '../errors/index.ts'
import type {
  Attributes,
  Column,
  ColumnDefault,
  ColumnType,
  Constraint,
  ConstraintKind,
  DefinedObject,
  EnumType,
  Expression,
  GeneratedValue,
  Identity,
  Deferrable,
  Index,
  ObjectId,
  TableDefinition,
  TableOptions,
  TableRef,
} from '../schema/index.ts'
import type { Grant, Revoke, SetOwner } from './rights/data.ts'

/** The operations as plain, readonly, JSON-safe data. `namespace: null` is the connection's default namespace. */

export interface CreateNamespace {
  readonly kind: 'createNamespace'
  readonly name: string
  readonly ifNotExists: boolean
}
export interface DropNamespace {
  readonly kind: 'dropNamespace'
  readonly name: string
  readonly ifExists: boolean
}

export interface RenameNamespace {
  readonly kind: 'renameNamespace'
  readonly name: string
  readonly to: string
}

interface OnTable {
  readonly namespace: string | null
  readonly table: string
}

/** A table with everything that belongs to it: columns, constraints, indexes, comments. */
export interface CreateTable {
  readonly kind: 'createTable'
  readonly definition: TableDefinition
  readonly ifNotExists: boolean
}
export interface DropTable extends OnTable {
  readonly kind: 'dropTable'
  readonly ifExists: boolean
}
export interface RenameTable extends OnTable {
  readonly kind: 'renameTable'
  readonly to: string
}
export interface SetTableComment extends OnTable {
  readonly kind: 'setTableComment'
  readonly comment: string | null
}

/**
 * Changes how a table is kept, and what it inherits from. What is left out stays; of attributes, one that is null becomes
 * the database's default.
 */
export interface SetTableOptions extends OnTable {
  readonly kind: 'setTableOptions'
  readonly options?: Partial<TableOptions>
  readonly attributes?: Attributes
  readonly inherits?: readonly TableRef[]
  /** Null: it is no partition any more. */
  readonly bound?: string | null
}

export interface AddColumn {
  readonly kind: 'addColumn'
  readonly column: Column
  readonly ifNotExists: boolean
}
export interface DropColumn extends OnTable {
  readonly kind: 'dropColumn'
  readonly column: string
  readonly ifExists: boolean
}
export interface RenameColumn extends OnTable {
  readonly kind: 'renameColumn'
  readonly column: string
  readonly to: string
}
/** Changes attributes of one column; an attribute that is left out stays as it is. */
export interface AlterColumn extends OnTable {
  readonly kind: 'alterColumn'
  readonly column: string
  readonly changes: ColumnChanges
  /** SQL that turns the old value into the new one when the type changes; null casts. */
  readonly using: string | null
  /** The defined objects that the column stands on afterwards, where that is known. */
  readonly requires?: readonly ObjectId[]
}
export interface ColumnChanges {
  readonly type?: ColumnType
  readonly nullable?: boolean
  readonly default?: ColumnDefault | null
  readonly identity?: Identity | null
  readonly generated?: GeneratedValue | null
  readonly collation?: string | null
  readonly comment?: string | null
  /** One that is null becomes the database's default. */
  readonly attributes?: Attributes
}

export interface CreateConstraint {
  readonly kind: 'createConstraint'
  readonly constraint: Constraint
  /** SQLite: columns of the primary key that take NULL go on taking it. Elsewhere no key does. */
  readonly nullable?: true
}
export interface DropConstraint extends OnTable {
  readonly kind: 'dropConstraint'
  readonly name: string
  /** Null when the author did not say; the database or the catalog knows. */
  readonly constraintKind: ConstraintKind | null
  readonly ifExists: boolean
}
export interface RenameConstraint extends OnTable {
  readonly kind: 'renameConstraint'
  readonly name: string
  readonly to: string
}

/** Changes a constraint or index in place. An attribute that is left out stays, one that is null becomes the default. */
export interface AlterMember extends OnTable {
  readonly kind: 'alterMember'
  readonly memberKind: ConstraintKind | 'index'
  readonly name: string
  readonly deferrable?: Deferrable
  readonly attributes?: Attributes
}

export interface CreateIndex {
  readonly kind: 'createIndex'
  readonly index: Index
  readonly concurrently: boolean
  readonly ifNotExists: boolean
}
export interface DropIndex {
  readonly kind: 'dropIndex'
  readonly namespace: string | null
  /** Null when the author did not say. */
  readonly table: string | null
  readonly name: string
  readonly concurrently: boolean
  readonly ifExists: boolean
}
export interface RenameIndex {
  readonly kind: 'renameIndex'
  readonly namespace: string | null
  readonly table: string | null
  readonly name: string
  readonly to: string
}

interface OnEnum {
  readonly namespace: string | null
  readonly name: string
}
export interface CreateEnum {
  readonly kind: 'createEnum'
  readonly enumType: EnumType
}
export interface DropEnum extends OnEnum {
  readonly kind: 'dropEnum'
  readonly ifExists: boolean
}
export interface RenameEnum extends OnEnum {
  readonly kind: 'renameEnum'
  readonly to: string
}
export interface AddEnumValue extends OnEnum {
  readonly kind: 'addEnumValue'
  readonly value: string
  /** The existing value it goes behind or in front of; both null: at the end. */
  readonly after: string | null
  readonly before: string | null
}
export interface DropEnumValue extends OnEnum {
  readonly kind: 'dropEnumValue'
  readonly value: string
  /** What rows that hold the value get; null: there must be none, or the operation fails. */
  readonly replacement: string | null
}
export interface RenameEnumValue extends OnEnum {
  readonly kind: 'renameEnumValue'
  readonly value: string
  readonly to: string
}
/** Puts the same values into another order. */
export interface ReorderEnumValues extends OnEnum {
  readonly kind: 'reorderEnumValues'
  readonly values: readonly string[]
}

/** The identity of a {@link DefinedObject}. */
export interface OnObject {
  readonly objectType: string
  readonly namespace: string | null
  readonly on: string | null
  readonly name: string
}
export interface CreateObject {
  readonly kind: 'createObject'
  readonly object: DefinedObject
}
export interface DropObject extends OnObject {
  readonly kind: 'dropObject'
  readonly ifExists: boolean
}
/** Changes attributes of an object in place; one that is left out stays, one that is null is taken away. */
export interface AlterObject extends OnObject {
  readonly kind: 'alterObject'
  readonly changes: JsonObject
  readonly comment?: string | null
  /** What it stands on afterwards, where that is known. */
  readonly requires?: readonly ObjectId[]
}
export interface RenameObject extends OnObject {
  readonly kind: 'renameObject'
  readonly to: string
}

/** Several changes of one table: one ALTER where the database can, one rebuild on SQLite. */
export interface AlterTable extends OnTable {
  readonly kind: 'alterTable'
  readonly changes: readonly TableChange[]
  /** SQLite: `auto` rebuilds only where ALTER cannot do it. */
  readonly rebuild: 'auto' | 'always' | 'never'
  /** SQLite: these columns share their places in this order, the others keep theirs. Left out: as they are. */
  readonly columnOrder?: readonly string[]
}

/** What may stand inside {@link AlterTable}. */
export type TableChange =
  | AddColumn
  | DropColumn
  | RenameColumn
  | AlterColumn
  | CreateConstraint
  | DropConstraint
  | RenameConstraint
  | CreateIndex
  | DropIndex
  | RenameIndex
  | SetTableComment
  | SetTableOptions
  | AlterMember

export interface BulkInsert extends OnTable {
  readonly kind: 'bulkInsert'
  readonly rows: readonly { readonly [column: string]: unknown }[]
}
/**
 * Changes the rows that match `where`, a batch at a time along the table's key. Rows that were changed match no more, so
 * that a run that was broken off goes on with the rest.
 */
export interface UpdateInBatches extends OnTable {
  readonly kind: 'updateInBatches'
  readonly set: { readonly [column: string]: AssignedValue }
  readonly where: Expression
  /** Rows of one batch; at least 1. */
  readonly batchSize: number
}
/** What a column is set to: SQL over the row, or a value. */
export type AssignedValue =
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'value'; readonly value: unknown }

/** SQL text as the author wrote it. */
export interface ExecuteSql {
  readonly kind: 'execute'
  readonly sql: string
  /** Values for `?` placeholders. */
  readonly parameters: readonly unknown[]
}

/** The key under which {@link CustomOperation} carries its definition: JSON and checksums pass it by. */
export const customDefinition: unique symbol = Symbol.for('limbeck.customOperation')

/** An operation that a project defines: see `defineOperation`. */
export interface CustomOperation {
  readonly kind: 'custom'
  readonly name: string
  /** JSON-safe. */
  readonly parameters: object
  /** What the project says about it; missing where the operation comes from JSON. */
  readonly [customDefinition]?: object
}

export type Operation =
  | CreateNamespace
  | DropNamespace
  | RenameNamespace
  | CreateTable
  | DropTable
  | RenameTable
  | SetTableComment
  | SetTableOptions
  | AlterMember
  | AddColumn
  | DropColumn
  | RenameColumn
  | AlterColumn
  | CreateConstraint
  | DropConstraint
  | RenameConstraint
  | CreateIndex
  | DropIndex
  | RenameIndex
  | CreateEnum
  | DropEnum
  | RenameEnum
  | AddEnumValue
  | DropEnumValue
  | RenameEnumValue
  | ReorderEnumValues
  | CreateObject
  | DropObject
  | AlterObject
  | RenameObject
  | Grant
  | Revoke
  | SetOwner
  | AlterTable
  | BulkInsert
  | UpdateInBatches
  | ExecuteSql
  | CustomOperation

export type OperationKind = Operation['kind']
export type OperationOf<Kind extends OperationKind> = Extract<Operation, { kind: Kind }>
