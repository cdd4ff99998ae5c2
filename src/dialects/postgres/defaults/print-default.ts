import type { ColumnDefault, ColumnType } from '../../../schema/index.ts'
import { type Json, assertNever } from '../../../errors/index.ts'
import { arrayText } from '../drivers/parameters.ts'
import { literal, stringLiteral } from '../literal.ts'
import { parseType } from '../types/parse-type.ts'
import { randomUuidBefore13 } from './random-uuid.ts'

export interface DefaultSpelling {
  /** Whether the server has `gen_random_uuid()` without an extension (13 and later). */
  readonly randomUuid: boolean
}

/**
 * What stands behind DEFAULT for a column of this type.
 *
 * @see https://www.postgresql.org/docs/18/ddl-default.html
 */
export function printDefault(value: ColumnDefault, type: ColumnType, spelling: DefaultSpelling): string {
  switch (value.kind) {
    case 'literal':
      return value.declared ?? printLiteral(value.value, type)
    case 'now':
      return value.declared ?? printNow(type)
    case 'uuid':
      return spelling.randomUuid ? 'gen_random_uuid()' : randomUuidBefore13
    case 'expression':
      return value.expression.sql
    default:
      return assertNever(value)
  }
}

function printNow(type: ColumnType): string {
  if (type.kind === 'date') return 'CURRENT_DATE'
  if (type.kind === 'time') return type.withTimezone ? 'CURRENT_TIME' : 'LOCALTIME'
  return 'CURRENT_TIMESTAMP'
}

const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

function printLiteral(value: Json, written: ColumnType): string {
  const type = written.kind === 'raw' ? parseType(written.sql) : written
  if (type.kind === 'json' || type.kind === 'jsonb') return stringLiteral(JSON.stringify(value))
  if (value === null) return 'NULL'
  if (type.kind === 'array' && Array.isArray(value)) return stringLiteral(arrayText(arrayItems(value, type.of)))
  if (typeof value === 'string' && isNumber(type) && numberPattern.test(value)) return value
  return literal(value)
}

/** The items as text; JSON items in their JSON form, strings among them included. */
function arrayItems(items: readonly Json[], of: ColumnType): readonly unknown[] {
  if (of.kind === 'array') return items.map((item) => (Array.isArray(item) ? arrayItems(item, of.of) : item))
  if (of.kind !== 'json' && of.kind !== 'jsonb') return items
  return items.map((item) => (item === null ? null : JSON.stringify(item)))
}

function isNumber(type: ColumnType): boolean {
  return ['integer', 'bigInteger', 'smallInteger', 'decimal', 'float', 'double'].includes(type.kind)
}
