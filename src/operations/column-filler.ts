import type { Catalog, Column, ColumnDefault, ColumnType } from '../schema/index.ts'
import { tableOf } from '../schema/index.ts'
import { hangingOn } from './column-use.ts'

/**
 * What rows get in a re-created column that refuses NULL and has no default; null when only an empty table can take it:
 * the same value in every row would break a key, a foreign key or a check.
 */
export function fillerFor(column: Column, before: Catalog): ColumnDefault | null {
  const fillsItself =
    column.nullable || column.default !== null || column.identity !== null || column.generated !== null
  if (fillsItself) return null
  const constrained = hangingOn(before, tableOf(column), column.name).some(
    (member) => member.kind !== 'index' || member.unique,
  )
  return constrained ? null : emptyValue(column.type)
}

function emptyValue(type: ColumnType): ColumnDefault | null {
  switch (type.kind) {
    case 'string':
    case 'char':
    case 'text':
      return { kind: 'literal', value: '' }
    case 'integer':
    case 'bigInteger':
    case 'smallInteger':
    case 'float':
    case 'double':
    case 'decimal':
      return { kind: 'literal', value: 0 }
    case 'boolean':
      return { kind: 'literal', value: false }
    case 'json':
    case 'jsonb':
      return { kind: 'literal', value: {} }
    case 'array':
      return { kind: 'literal', value: [] }
    case 'time':
    case 'interval':
      return { kind: 'literal', value: '00:00:00' }
    case 'date':
    case 'timestamp':
      return { kind: 'now' }
    case 'uuid':
      return { kind: 'uuid' }
    case 'enum':
      return type.values[0] === undefined ? null : { kind: 'literal', value: type.values[0] }
    default:
      return null
  }
}
