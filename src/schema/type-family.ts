import type { ColumnType } from './column-type.ts'

/** Types that databases compare with each other without a cast share a family. */
export function typeFamily(type: ColumnType): string {
  switch (type.kind) {
    case 'smallInteger':
    case 'integer':
    case 'bigInteger':
    case 'decimal':
    case 'float':
    case 'double':
      return 'number'
    case 'string':
    case 'char':
    case 'text':
      return 'text'
    case 'date':
    case 'timestamp':
      return 'date'
    case 'json':
    case 'jsonb':
      return 'json'
    case 'array':
      return `array of ${typeFamily(type.of)}`
    case 'enum':
      return `enum ${type.namespace ?? ''}.${type.name}`
    case 'raw':
      return `raw ${type.sql}`
    default:
      return type.kind
  }
}
