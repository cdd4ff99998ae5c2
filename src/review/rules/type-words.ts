import type { ColumnType } from '../../schema/index.ts'

/** A type as models write it, for messages. */
export function typeWords(type: ColumnType): string {
  if (type.kind === 'raw') return type.sql
  if (type.kind === 'enum') return `enum ${type.name}`
  if (type.kind === 'array') return `array of ${typeWords(type.of)}`
  if ('length' in type && type.length !== null) return `${type.kind}(${type.length})`
  if (type.kind === 'decimal' && type.precision !== null) return `decimal(${type.precision}, ${type.scale ?? 0})`
  return type.kind
}
