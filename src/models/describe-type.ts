import type { ColumnType } from '../schema/index.ts'

/** A type as models write it, for messages: `string(255)`, `timestamp`, `enum crew_status`. */
export function describeType(type: ColumnType): string {
  switch (type.kind) {
    case 'string':
    case 'char':
    case 'binary':
      return type.length === null ? type.kind : `${type.kind}(${type.length})`
    case 'decimal':
      return type.precision === null ? 'decimal' : `decimal(${type.precision}, ${type.scale ?? 0})`
    case 'time':
    case 'timestamp':
      return type.withTimezone ? `${type.kind} with time zone` : type.kind
    case 'enum':
      return `enum ${type.name}`
    case 'array':
      return `array of ${describeType(type.of)}`
    case 'raw':
      return type.sql
    default:
      return type.kind
  }
}
