import { assertNever } from '../../../errors/index.ts'
import type { ColumnType } from '../../../schema/index.ts'
import { quoteQualified } from '../quote-name.ts'

/**
 * A type as PostgreSQL writes it in DDL.
 *
 * @see https://www.postgresql.org/docs/18/datatype.html
 */
export function printType(type: ColumnType): string {
  switch (type.kind) {
    case 'integer':
      return 'integer'
    case 'bigInteger':
      return 'bigint'
    case 'smallInteger':
      return 'smallint'
    case 'text':
    case 'boolean':
    case 'date':
    case 'json':
    case 'jsonb':
    case 'uuid':
      return type.kind
    case 'float':
      return 'real'
    case 'double':
      return 'double precision'
    case 'string':
      return `varchar${lengthOf(type.length)}`
    case 'char':
      return `char${lengthOf(type.length)}`
    case 'binary':
      // bytea has no length; what the models say about it is for other databases.
      return 'bytea'
    case 'decimal':
      if (type.precision === null) return 'numeric'
      return type.scale === null ? `numeric(${type.precision})` : `numeric(${type.precision}, ${type.scale})`
    case 'time':
    case 'timestamp':
      return `${type.kind}${lengthOf(type.precision)}${type.withTimezone ? ' with time zone' : ''}`
    case 'interval':
      return `interval${lengthOf(type.precision)}`
    case 'enum':
      return quoteQualified(type.namespace, type.name)
    case 'array':
      return `${printType(type.of)}[]`
    case 'raw':
      return type.sql
    default:
      return assertNever(type)
  }
}

function lengthOf(length: number | null): string {
  return length === null ? '' : `(${length})`
}
