import type { AnyColumn } from '../models/index.ts'
import type {
  AlterConstraintOptions,
  AttributesOption,
  PrimaryKeyOptions,
  NotValidOption,
  ColumnChangeOptions,
  CreateIndexOptions,
  ForeignKeyOptions,
  IfExistsOption,
  IfNotExistsOption,
  IndexOptions,
  IndexPartArgument,
  MemberChanges,
  SqlText,
  TableOptionChanges,
  UniqueOptions,
  DropConstraintOptions,
} from './operation-options.ts'

/** A name, or nothing: then the naming convention makes one. */
export type OptionalName = string | null | undefined

/**
 * What the block of an `op.createTable` says about the new table. The calls only describe it: the table is made when the
 * block has ended. A name that is `null` is made by the naming convention.
 */
export interface CreateTableBlock {
  /** Adds a column; what its builder says about keys, checks and indexes becomes part of the table. */
  column(name: string, column: AnyColumn): void
  /** Adds the primary key; its columns refuse NULL, unless one says `.nullable()` and the database lets it (SQLite). */
  primaryKey(name: OptionalName, columns: readonly string[], options?: AttributesOption): void
  /** Adds a unique constraint. */
  unique(name: OptionalName, columns: readonly string[], options?: UniqueOptions): void
  /** Adds a foreign key to another table, or to this one. */
  foreignKey(
    name: OptionalName,
    columns: readonly string[],
    referentTable: string,
    referentColumns: readonly string[],
    options?: ForeignKeyOptions,
  ): void
  /** Adds a check. */
  check(name: OptionalName, condition: SqlText, options?: AttributesOption): void
  /** Adds an index. */
  index(name: OptionalName, columns: readonly IndexPartArgument[], options?: IndexOptions): void
}

/**
 * What the block of an `op.alterTable` changes: the operations of `op` without the name of the table. The calls only
 * describe the changes: they run together when the block has ended.
 */
export interface AlterTableBlock {
  /** See {@link Operations.addColumn}. */
  addColumn(name: string, column: AnyColumn, options?: IfNotExistsOption): void
  /** See {@link Operations.dropColumn}. */
  dropColumn(name: string, options?: IfExistsOption): void
  /** See {@link Operations.renameColumn}. */
  renameColumn(oldName: string, newName: string): void
  /** See {@link Operations.alterColumn}. */
  alterColumn(name: string, changes: ColumnChangeOptions): void
  /** See {@link Operations.createPrimaryKey}. */
  createPrimaryKey(name: OptionalName, columns: readonly string[], options?: PrimaryKeyOptions): void
  /** See {@link Operations.createUniqueConstraint}. */
  createUniqueConstraint(name: OptionalName, columns: readonly string[], options?: UniqueOptions): void
  /** See {@link Operations.createForeignKey}. */
  createForeignKey(
    name: OptionalName,
    referentTable: string,
    localColumns: readonly string[],
    remoteColumns: readonly string[],
    options?: ForeignKeyOptions,
  ): void
  /** See {@link Operations.createCheckConstraint}. */
  createCheckConstraint(name: OptionalName, condition: SqlText, options?: AttributesOption & NotValidOption): void
  /** See {@link Operations.alterConstraint}. */
  alterConstraint(name: string, changes: MemberChanges, options: Omit<AlterConstraintOptions, 'schema'>): void
  /** See {@link Operations.alterIndex}. */
  alterIndex(name: string, changes: MemberChanges): void
  /** See {@link Operations.setTableOptions}. */
  setTableOptions(changes: TableOptionChanges): void
  /** See {@link Operations.dropConstraint}. */
  dropConstraint(name: string, options?: Omit<DropConstraintOptions, 'schema'>): void
  /** See {@link Operations.renameConstraint}. */
  renameConstraint(oldName: string, newName: string): void
  /** See {@link Operations.createIndex}. */
  createIndex(name: OptionalName, columns: readonly IndexPartArgument[], options?: CreateIndexOptions): void
  /** See {@link Operations.dropIndex}. */
  dropIndex(name: string, options?: IfExistsOption & { readonly concurrently?: boolean }): void
  /** See {@link Operations.renameIndex}. */
  renameIndex(oldName: string, newName: string): void
  /** See {@link Operations.createTableComment}. */
  createTableComment(comment: string): void
  /** See {@link Operations.dropTableComment}. */
  dropTableComment(): void
}
