import type { Json, JsonObject } from '../errors/index.ts'
import { definedBrand, hasBrand, tableBrand } from './brands.ts'
import { type SqlExpression, isSqlExpression } from './sql-expression.ts'
import type { AnyTable } from './table.ts'

/** What an object may be told besides what it is. */
export interface DefinedObjectOptions {
  /** PostgreSQL schema. Default: the connection's. */
  readonly schema?: string
  /** Describes it in the database, where it keeps comments. */
  readonly comment?: string
  /** The databases that have it, for a project that runs on several: `['postgresql']`. Default: all of them. */
  readonly dialects?: readonly ('sqlite' | 'postgresql')[]
}

/** What a model of a view, function, trigger or the like was told. */
export interface DefinedState {
  readonly objectType: string
  readonly namespace: string | null
  readonly on: string | null
  readonly name: string
  readonly attributes: JsonObject
  readonly comment: string | null
  /** Null: all. */
  readonly dialects: readonly string[] | null
  readonly renamedFrom: string | null
}

/** An object that stands by its definition: a view, a function, a trigger. Put into `sql` templates it is its name. */
export interface DefinedModel {
  readonly [definedBrand]: DefinedState
  /** The name that it had; of a function with or without the types of its arguments. Autogenerate then renames it. */
  renamedFrom(oldName: string): DefinedModel
}

/** SQL of a definition: a `sql` template, in which tables and columns may be named, or text as it is. */
export type Definition = SqlExpression | string

/** A table or view of the models, or its name in the same schema. */
export type Owner = AnyTable | DefinedModel | string

export function isDefinedModel(value: unknown): value is DefinedModel {
  return hasBrand(value, definedBrand)
}

/**
 * An object of a type that limbeck knows on the database, by its attributes: what has no function of its own.
 *
 * @param attributes as `op.createObject` takes them
 * @example
 * ```ts
 * export const lowerBound = databaseObject('statistics', 'st_orders', { definition: '…' })
 * ```
 */
export function databaseObject(
  objectType: string,
  name: string,
  attributes: JsonObject,
  options: DefinedObjectOptions & { readonly on?: Owner } = {},
): DefinedModel {
  const owner = options.on === undefined ? null : ownerOf(options.on)
  return definedModel({
    objectType,
    namespace: options.schema ?? owner?.namespace ?? null,
    on: owner?.name ?? null,
    name,
    attributes: withoutMissing(attributes),
    comment: options.comment ?? null,
    dialects: options.dialects ?? null,
    renamedFrom: null,
  })
}

function definedModel(state: DefinedState): DefinedModel {
  return Object.freeze({
    [definedBrand]: state,
    renamedFrom: (oldName: string) => definedModel({ ...state, renamedFrom: oldName }),
  })
}

/** The text of a definition, without white space and a semicolon at its ends. */
export function definitionText(definition: Definition): string {
  const text = isSqlExpression(definition) ? definition.sql : definition
  return text.trim().replace(/[\s;]+$/, '')
}

export function ownerOf(owner: Owner): { readonly namespace: string | null; readonly name: string } {
  if (typeof owner === 'string') return { namespace: null, name: owner }
  const { namespace, name } = isDefinedModel(owner) ? owner[definedBrand] : owner[tableBrand]
  return { namespace, name }
}

function withoutMissing(attributes: { readonly [name: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== null),
  )
}
