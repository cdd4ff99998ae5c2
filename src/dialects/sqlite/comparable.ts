import type { Json, JsonObject } from '../../errors/index.ts'
import {
  type Catalog,
  type CatalogObject,
  type Column,
  type Index,
  type IndexPart,
  tableOf,
} from '../../schema/index.ts'
import { comparableDefault } from './defaults.ts'
import { comparableExpression } from './expression-text.ts'
import { autoincrementColumn } from './grammar.ts'
import { comparableKeyAttributes } from './key-attributes.ts'
import { typeOf } from './objects/index.ts'
import { printStrictType, printType, tidyType } from './types.ts'

/**
 * What counts in comparison, in one spelling. Left out is what SQLite does not keep: comments, namespaces, names of
 * sequences, index methods, MATCH, NULLS NOT DISTINCT; and enum types that no column of a table has.
 *
 * @throws LimbeckError LB5014 for an object of a type that SQLite does not have, LB5015 for one that cannot be read
 */
export function comparable(object: CatalogObject, catalog: Catalog): JsonObject | null {
  switch (object.kind) {
    case 'table':
      return { strict: object.options.strict, withoutRowid: object.options.withoutRowid }
    case 'column':
      return comparableColumn(object, catalog)
    case 'primaryKey':
    case 'unique':
      return { columns: object.columns, attributes: comparableKeyAttributes(object) }
    case 'foreignKey': {
      const { columns, onDelete, onUpdate, deferrable } = object
      const { table, columns: referenced } = object.references
      const attributes = object.attributes?.['loose'] === true ? { loose: true } : {}
      return { columns, table, referenced, onDelete, onUpdate, deferrable, attributes }
    }
    case 'check':
      return { expression: comparableExpression(object.expression.sql, object.table) }
    case 'index':
      return comparableIndex(object, catalog)
    case 'enumType':
      return hasColumnOf(object.name, catalog) ? { values: object.values } : null
    case 'defined':
      return typeOf(object).comparable(object)
    default:
      return null
  }
}

function comparableColumn(column: Column, catalog: Catalog): JsonObject {
  const table = catalog.get({ kind: 'table', ...tableOf(column) })
  const definition = column.identity === null ? undefined : catalog.definitionOf(tableOf(column))
  const isAuto = definition !== undefined && autoincrementColumn(definition) === column.name
  const { default: value, generated, collation } = column
  return {
    type: comparableType(column, catalog, isAuto, table?.options.strict ?? false),
    nullable: column.nullable,
    default: value === null || isNullLiteral(column) ? null : comparableDefault(value, column.type),
    identity: isAuto ? 'auto' : null,
    generated:
      generated === null
        ? null
        : { expression: comparableExpression(generated.expression.sql, column.table), stored: generated.stored },
    collation: collation === null || collation.toUpperCase() === 'BINARY' ? null : collation.toUpperCase(),
    attributes: column.attributes?.['onConflict'] === undefined ? {} : { onConflict: column.attributes['onConflict'] },
  }
}

function isNullLiteral({ default: value }: Column): boolean {
  return value?.kind === 'literal' && value.value === null
}

function comparableType(column: Column, catalog: Catalog, isAuto: boolean, strict: boolean): Json {
  const { type } = column
  if (type.kind === 'enum') {
    const values = catalog.get({ kind: 'enumType', namespace: type.namespace, name: type.name })?.values
    const isStale = values !== undefined && type.values.length > 0 && values.join('\0') !== type.values.join('\0')
    // A table whose check lags behind the type shows up as a changed column, and its change repairs the check.
    return isStale ? { enum: type.name, values: type.values } : { enum: type.name }
  }
  if (isAuto) return 'INTEGER'
  return tidyType(strict ? printStrictType(type) : printType(type))
}

function comparableIndex(index: Index, catalog: Catalog): JsonObject {
  // BINARY says something only where the column has another collation.
  const isPlain = (name: string | null) => {
    const column =
      name === null ? undefined : catalog.get({ kind: 'column', namespace: index.namespace, table: index.table, name })
    return column?.kind !== 'column' || column.collation === null || column.collation.toUpperCase() === 'BINARY'
  }
  const part = ({ column, expression, order, collation }: IndexPart): JsonObject => ({
    column,
    expression: expression === null ? null : comparableExpression(expression.sql, index.table),
    order,
    collation:
      collation === null || (collation.toUpperCase() === 'BINARY' && isPlain(column)) ? null : collation.toUpperCase(),
  })
  return {
    unique: index.unique,
    parts: index.parts.map(part),
    where: index.where === null ? null : comparableExpression(index.where.sql, index.table),
  }
}

function hasColumnOf(enumType: string, catalog: Catalog): boolean {
  for (const object of catalog.objects()) {
    if (object.kind === 'column' && object.type.kind === 'enum' && object.type.name === enumType) return true
  }
  return false
}
