import type { ColumnType } from '../../../schema/index.ts'
import { significantTokens, tokenizeSql } from '../../../text/index.ts'

type SimpleKind =
  | 'integer'
  | 'bigInteger'
  | 'smallInteger'
  | 'text'
  | 'boolean'
  | 'float'
  | 'double'
  | 'date'
  | 'json'
  | 'jsonb'
  | 'uuid'

/** Names of types without parameters, the server's and people's. */
const simpleTypes: { readonly [name: string]: SimpleKind } = {
  integer: 'integer',
  int: 'integer',
  int4: 'integer',
  bigint: 'bigInteger',
  int8: 'bigInteger',
  smallint: 'smallInteger',
  int2: 'smallInteger',
  text: 'text',
  boolean: 'boolean',
  bool: 'boolean',
  real: 'float',
  float4: 'float',
  'double precision': 'double',
  float8: 'double',
  float: 'double',
  date: 'date',
  json: 'json',
  jsonb: 'jsonb',
  uuid: 'uuid',
}

/**
 * The type that a text stands for: what `format_type` prints, or what a person wrote, synonyms included. What limbeck
 * has no portable word for becomes `raw`. Enums are names like any other here; introspection knows them by their id.
 */
export function parseType(text: string): ColumnType {
  const trimmed = text.trim()
  const array = /^(.*?)\s*(?:\[\s*\d*\s*\]|\bARRAY(?:\s*\[\s*\d*\s*\])?)$/is.exec(trimmed)
  if (array?.[1] !== undefined && array[1] !== '') {
    // Bounds and the number of dimensions are documentation to PostgreSQL: one array type stands for all of them.
    const of = parseType(array[1])
    return of.kind === 'array' ? of : { kind: 'array', of }
  }
  return parseScalar(trimmed) ?? { kind: 'raw', sql: trimmed }
}

function parseScalar(text: string): ColumnType | null {
  const found =
    /^(?:pg_catalog\.)?([a-z][a-z0-9_ ]*?)\s*(?:\(\s*(-?\d+)\s*(?:,\s*(-?\d+)\s*)?\))?\s*((?:with|without) time zone)?$/i.exec(
      text.replace(/\s+/g, ' '),
    )
  if (found === null) return null
  const name = (found[1] ?? '').toLowerCase().trim()
  const first = found[2] === undefined ? null : Number(found[2])
  const second = found[3] === undefined ? null : Number(found[3])
  const zone = found[4]?.toLowerCase()
  if (name === 'float' && first !== null) return { kind: first <= 24 ? 'float' : 'double' }
  const simple = simpleTypes[name]
  if (simple !== undefined) return first === null && zone === undefined ? { kind: simple } : null
  return parseParameterized(name, first, second, zone)
}

function parseParameterized(
  name: string,
  first: number | null,
  second: number | null,
  zone: string | undefined,
): ColumnType | null {
  switch (name) {
    case 'varchar':
    case 'character varying':
    case 'char varying':
      return { kind: 'string', length: first }
    case 'char':
    case 'character':
      return { kind: 'char', length: first ?? 1 }
    case 'bytea':
      return first === null ? { kind: 'binary', length: null } : null
    case 'numeric':
    case 'decimal':
    case 'dec':
      return { kind: 'decimal', precision: first, scale: first === null ? null : (second ?? 0) }
    case 'time':
    case 'timestamp':
      return { kind: name, precision: first, withTimezone: zone === 'with time zone' }
    case 'timetz':
    case 'timestamptz':
      return zone === undefined
        ? { kind: name === 'timetz' ? 'time' : 'timestamp', precision: first, withTimezone: true }
        : null
    case 'interval':
      return zone === undefined ? { kind: 'interval', precision: first } : null
    default:
      return null
  }
}

/** A type's text for comparison: bare names in lower case, quotes only where they are needed, single spaces. */
export function normalizeTypeText(text: string): string {
  const words = significantTokens(tokenizeSql(text)).map((token) => {
    if (token.kind === 'word') return token.text.toLowerCase()
    return /^"[a-z_][a-z0-9_]*"$/.test(token.text) ? token.text.slice(1, -1) : token.text
  })
  return words.join(' ').replace(/ ?([(),.[\]]) ?/g, '$1')
}
