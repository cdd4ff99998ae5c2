import { assertNever } from '../errors/index.ts'
import type { ColumnType } from '../schema/index.ts'

/** A value of a type, another one for each number from 0; undefined where none can be made up. */
export function generatedValue(type: ColumnType, number: number): unknown {
  switch (type.kind) {
    case 'integer':
    case 'bigInteger':
    case 'smallInteger':
      return number + 1
    case 'string':
    case 'char':
      return `v${number + 1}`.slice(0, type.length ?? 100)
    case 'text':
      return `text ${number + 1}`
    case 'boolean':
      return number % 2 === 0
    case 'float':
    case 'double':
      return number + 0.5
    case 'decimal':
      return type.precision !== null && type.precision - (type.scale ?? 0) < 1 ? 0 : number + 1
    case 'date':
      return `2024-01-${String((number % 28) + 1).padStart(2, '0')}`
    case 'time':
      return `${String(number % 24).padStart(2, '0')}:15:00${type.withTimezone ? '+00' : ''}`
    case 'timestamp':
      return `2024-01-${String((number % 28) + 1).padStart(2, '0')} 10:15:00${type.withTimezone ? '+00' : ''}`
    case 'interval':
      return `${number + 1} days`
    case 'json':
    case 'jsonb':
      return JSON.stringify({ number })
    case 'uuid':
      return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
    case 'binary':
      return new Uint8Array([number % 256, 0, 255])
    case 'enum':
      return type.values.length === 0 ? undefined : type.values[number % type.values.length]
    case 'array':
      return []
    case 'raw':
      return undefined
    default:
      return assertNever(type)
  }
}
