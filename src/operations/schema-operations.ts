import type { JsonObject } from '../errors/index.ts'
import type { EnumType } from '../models/index.ts'
import type {
  AddEnumValueOptions,
  CreateEnumOptions,
  DropEnumValueOptions,
  IfExistsOption,
  IfNotExistsOption,
  ObjectOptions,
  SchemaOption,
} from './operation-options.ts'

/** The calls of `op` on what is no table: enum types, schemas, views, functions and whatever else stands by its definition. */
export interface SchemaOperations {
  /**
   * Creates an enum type, by name and values or from a model's. Where a database has none, nothing happens: a check on
   * the column does its work.
   *
   * @example
   * await op.createEnum('crew_status', ['draft', 'active'])
   */
  createEnum(type: string | EnumType, values?: readonly string[], options?: CreateEnumOptions): Promise<void>

  /**
   * Drops an enum type that no column has any more.
   *
   * @example
   * await op.dropEnum('crew_status')
   */
  dropEnum(type: string | EnumType, options?: SchemaOption & IfExistsOption): Promise<void>

  /**
   * Renames an enum type; columns of the type follow.
   *
   * @example
   * await op.renameEnum('status', 'crew_status')
   */
  renameEnum(oldName: string, newName: string, options?: SchemaOption): Promise<void>

  /**
   * Adds a value to an enum type, at the end or beside another.
   *
   * @example
   * await op.addEnumValue('crew_status', 'paused', { after: 'active' })
   */
  addEnumValue(type: string | EnumType, value: string, options?: AddEnumValueOptions): Promise<void>

  /**
   * Takes a value from an enum type. Rows and defaults that have it get the replacement.
   *
   * @example
   * await op.dropEnumValue('crew_status', 'paused', { replacement: 'draft' })
   */
  dropEnumValue(type: string | EnumType, value: string, options?: DropEnumValueOptions): Promise<void>

  /**
   * Renames a value of an enum type, in rows and defaults too.
   *
   * @example
   * await op.renameEnumValue('crew_status', 'archived', 'retired')
   */
  renameEnumValue(type: string | EnumType, oldValue: string, newValue: string, options?: SchemaOption): Promise<void>

  /**
   * Puts the values of an enum type into another order; all of them must be named.
   *
   * @example
   * await op.reorderEnumValues('crew_status', ['draft', 'paused', 'active'])
   */
  reorderEnumValues(type: string | EnumType, values: readonly string[], options?: SchemaOption): Promise<void>

  /**
   * Creates a PostgreSQL schema.
   *
   * @example
   * await op.createSchema('billing')
   */
  createSchema(name: string, options?: IfNotExistsOption): Promise<void>

  /**
   * Drops a PostgreSQL schema that is empty.
   *
   * @example
   * await op.dropSchema('billing')
   */
  dropSchema(name: string, options?: IfExistsOption): Promise<void>

  /**
   * Renames a PostgreSQL schema. What is in it stays, rows included.
   *
   * @example
   * await op.renameSchema('billing', 'accounting')
   */
  renameSchema(oldName: string, newName: string): Promise<void>

  /**
   * Creates a view, function, trigger or whatever else stands by its definition. The types and their attributes are in
   * the manual's pages of the databases.
   *
   * @example
   * await op.createObject('view', 'active_users', { definition: 'SELECT id, name FROM users WHERE is_active' })
   */
  createObject(
    type: string,
    name: string,
    attributes: JsonObject,
    options?: ObjectOptions & { readonly comment?: string | null },
  ): Promise<void>

  /**
   * Drops what {@link SchemaOperations.createObject} creates.
   *
   * @example
   * await op.dropObject('trigger', 'touch_users', { on: 'users' })
   */
  dropObject(type: string, name: string, options?: ObjectOptions & IfExistsOption): Promise<void>

  /**
   * Changes attributes of such an object in place. What is left out stays; `null` takes an attribute away.
   *
   * @example
   * await op.alterObject('sequence', 'invoice_number', { increment: 10 })
   */
  alterObject(
    type: string,
    name: string,
    changes: JsonObject,
    options?: ObjectOptions & { readonly comment?: string | null },
  ): Promise<void>

  /**
   * Renames such an object. What stands on it follows.
   *
   * @example
   * await op.renameObject('view', 'active_users', 'members')
   */
  renameObject(type: string, oldName: string, newName: string, options?: ObjectOptions): Promise<void>
}
