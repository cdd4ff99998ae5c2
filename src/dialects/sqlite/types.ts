import { assertNever } from '../../errors/index.ts'
import type { ColumnType } from '../../schema/index.ts'
import type { CastSafety, TypeSystem } from '../index.ts'

/**
 * The type as limbeck declares it. The spelling decides the affinity: a declared type with INT in it is INTEGER, with
 * CHAR, CLOB or TEXT is TEXT, with BLOB is BLOB, with REAL, FLOA or DOUB is REAL, else NUMERIC. So an interval is TEXT
 * (its name has INT in it), and UUIDs are CHAR(36).
 *
 * @see https://www.sqlite.org/datatype3.html section 3.1
 */
export function printType(type: ColumnType): string {
  if (type.declared !== undefined) return type.declared
  switch (type.kind) {
    case 'integer':
      return 'INTEGER'
    case 'bigInteger':
      return 'BIGINT'
    case 'smallInteger':
      return 'SMALLINT'
    case 'text':
    case 'interval':
    case 'enum':
      return 'TEXT'
    case 'boolean':
      return 'BOOLEAN'
    case 'float':
      return 'FLOAT'
    case 'double':
      return 'DOUBLE PRECISION'
    case 'date':
      return 'DATE'
    case 'json':
    case 'array':
      return 'JSON'
    case 'jsonb':
      return 'JSONB'
    case 'uuid':
      return 'CHAR(36)'
    case 'string':
      return type.length === null ? 'VARCHAR' : `VARCHAR(${type.length})`
    case 'char':
      return type.length === null ? 'CHAR' : `CHAR(${type.length})`
    case 'binary':
      return 'BLOB'
    case 'decimal':
      if (type.precision === null) return 'NUMERIC'
      return type.scale === null ? `NUMERIC(${type.precision})` : `NUMERIC(${type.precision}, ${type.scale})`
    case 'time':
    case 'timestamp': {
      // Words behind the parentheses would be a syntax error, so the zone is part of the word.
      const word = `${type.kind.toUpperCase()}${type.withTimezone ? 'TZ' : ''}`
      return type.precision === null ? word : `${word}(${type.precision})`
    }
    case 'raw':
      return type.sql
    default:
      return assertNever(type)
  }
}

const strictTypes: ReadonlySet<string> = new Set(['INT', 'INTEGER', 'REAL', 'TEXT', 'BLOB', 'ANY'])

/** Whether a STRICT table takes a column of the type. */
export function isStrictType(text: string): boolean {
  return strictTypes.has(text.toUpperCase())
}

/** The type in a STRICT table, which knows only INTEGER, REAL, TEXT, BLOB and ANY. */
export function printStrictType(type: ColumnType): string {
  if (type.declared !== undefined && isStrictType(type.declared)) return type.declared
  switch (type.kind) {
    case 'integer':
    case 'bigInteger':
    case 'smallInteger':
    case 'boolean':
      return 'INTEGER'
    case 'float':
    case 'double':
      return 'REAL'
    case 'binary':
      return 'BLOB'
    // REAL would turn 12 into 12.0 and TEXT would sort 9 behind 10.
    case 'decimal':
      return 'ANY'
    // INT stays INT: as a primary key it is not the rowid, which INTEGER is.
    case 'raw':
      return type.sql
    default:
      return 'TEXT'
  }
}

const plainTypes: { readonly [words: string]: ColumnType } = {
  INTEGER: { kind: 'integer' },
  INT: { kind: 'integer' },
  INT4: { kind: 'integer' },
  BIGINT: { kind: 'bigInteger' },
  INT8: { kind: 'bigInteger' },
  SMALLINT: { kind: 'smallInteger' },
  INT2: { kind: 'smallInteger' },
  TEXT: { kind: 'text' },
  BOOLEAN: { kind: 'boolean' },
  BOOL: { kind: 'boolean' },
  FLOAT: { kind: 'float' },
  REAL: { kind: 'float' },
  DOUBLE: { kind: 'double' },
  'DOUBLE PRECISION': { kind: 'double' },
  FLOAT8: { kind: 'double' },
  DATE: { kind: 'date' },
  JSON: { kind: 'json' },
  JSONB: { kind: 'jsonb' },
  UUID: { kind: 'uuid' },
}

/** Types with one optional number in parentheses. */
const sizedTypes: { readonly [words: string]: (size: number | null) => ColumnType } = {
  VARCHAR: (length) => ({ kind: 'string', length }),
  'CHARACTER VARYING': (length) => ({ kind: 'string', length }),
  CHAR: (length) => (length === 36 ? { kind: 'uuid' } : { kind: 'char', length }),
  CHARACTER: (length) => (length === 36 ? { kind: 'uuid' } : { kind: 'char', length }),
  BLOB: (length) => ({ kind: 'binary', length }),
  BYTEA: (length) => ({ kind: 'binary', length }),
  BINARY: (length) => ({ kind: 'binary', length }),
  VARBINARY: (length) => ({ kind: 'binary', length }),
  TIME: (precision) => ({ kind: 'time', precision, withTimezone: false }),
  TIMETZ: (precision) => ({ kind: 'time', precision, withTimezone: true }),
  'TIME WITH TIME ZONE': (precision) => ({ kind: 'time', precision, withTimezone: true }),
  TIMESTAMP: (precision) => ({ kind: 'timestamp', precision, withTimezone: false }),
  DATETIME: (precision) => ({ kind: 'timestamp', precision, withTimezone: false }),
  'TIMESTAMP WITHOUT TIME ZONE': (precision) => ({ kind: 'timestamp', precision, withTimezone: false }),
  TIMESTAMPTZ: (precision) => ({ kind: 'timestamp', precision, withTimezone: true }),
  'TIMESTAMP WITH TIME ZONE': (precision) => ({ kind: 'timestamp', precision, withTimezone: true }),
}

/** A declared type → neutral type; what it does not know stays `raw` in its own words. */
export function parseType(text: string): ColumnType {
  const tidy = text.replace(/\s+/g, ' ').trim()
  const found = /^([^(]*?) ?(?:\( ?([+-]?\d+) ?(?:, ?([+-]?\d+) ?)?\))?$/.exec(tidy)
  const raw: ColumnType = { kind: 'raw', sql: tidy }
  if (found === null) return raw
  const words = (found[1] ?? '').toUpperCase()
  const first = found[2] === undefined ? null : Number(found[2])
  const second = found[3] === undefined ? null : Number(found[3])
  if (words === 'NUMERIC' || words === 'DECIMAL') return { kind: 'decimal', precision: first, scale: second }
  if (second !== null) return raw
  if (Object.hasOwn(sizedTypes, words)) return sizedTypes[words]?.(first) ?? raw
  return first === null && Object.hasOwn(plainTypes, words) ? (plainTypes[words] ?? raw) : raw
}

/** A type of a STRICT table. */
export function parseStrictType(text: string): ColumnType {
  const word = text.toUpperCase()
  if (word === 'REAL') return { kind: 'double' }
  return word === 'ANY' ? { kind: 'raw', sql: 'ANY' } : parseType(text)
}

/** The type of a column as its table declares it: with the very words, where limbeck would use others. */
export function declaredType(text: string, strict: boolean): ColumnType {
  const type = strict ? parseStrictType(text) : parseType(text)
  // TIME has a CURRENT_TIME of its own, by which a default of it is known.
  if (type.kind === 'raw' || type.kind === 'time') return type
  // The words of a STRICT table must outlive its being STRICT.
  const printed = strict ? [printStrictType(type), printType(type)] : [printType(type)]
  return printed.every((one) => tidyType(one) === tidyType(text)) ? type : { ...type, declared: text }
}

/** The words of a type in the one spelling used in comparison. */
export function tidyType(text: string): string {
  return text.toUpperCase().replace(/\s*([(),])\s*/g, '$1')
}

/** What kind of values a type holds; conversions between two of a kind leave the values as they are. */
export type ValueClass =
  | 'integer'
  | 'boolean'
  | 'real'
  | 'decimal'
  | 'text'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'uuid'
  | 'json'
  | 'binary'
  | 'any'

export function valueClassOf(type: ColumnType): ValueClass {
  switch (type.kind) {
    case 'integer':
    case 'bigInteger':
    case 'smallInteger':
      return 'integer'
    case 'float':
    case 'double':
      return 'real'
    case 'string':
    case 'char':
    case 'text':
    case 'interval':
    case 'enum':
      return 'text'
    case 'jsonb':
    case 'array':
      return 'json'
    case 'raw':
      return classOfDeclared(type.sql)
    default:
      return type.kind
  }
}

/** The affinity rules, in their order. */
function classOfDeclared(declared: string): ValueClass {
  if (/INT/i.test(declared)) return 'integer'
  if (/CHAR|CLOB|TEXT/i.test(declared)) return 'text'
  if (/REAL|FLOA|DOUB/i.test(declared)) return 'real'
  return 'any'
}

/** What happens to stored values; limbeck's own conversions stop at what they cannot convert (see `conversion.ts`). */
function castSafety(from: ColumnType, to: ColumnType): CastSafety {
  if (printType(from) === printType(to) && from.kind !== 'enum' && to.kind !== 'enum') return 'safe'
  const source = valueClassOf(from)
  const target = valueClassOf(to)
  if (to.kind === 'enum') return source === 'text' ? 'checked' : 'impossible'
  if (target === 'any' || source === target) return narrows(from, to) ? 'checked' : 'safe'
  if (source === 'timestamp' && (target === 'date' || target === 'time')) return 'lossy'
  // Of binary values only those are text whose bytes are plain text.
  if (target === 'text') return source === 'binary' ? 'checked' : 'safe'
  const numbers: readonly ValueClass[] = ['integer', 'boolean', 'real', 'decimal']
  if (target === 'binary') return source === 'text' || numbers.includes(source) ? 'safe' : 'impossible'
  if (source === 'binary' && !numbers.includes(target)) return 'impossible'
  if (numbers.includes(target)) {
    if (source === 'boolean' && target !== 'boolean') return 'safe'
    if (source === 'integer' && target === 'decimal') return 'safe'
    return numbers.includes(source) || ['text', 'any', 'binary'].includes(source) ? 'checked' : 'impossible'
  }
  if (target === 'timestamp' && source === 'date') return 'safe'
  return source === 'text' || source === 'any' ? 'checked' : 'impossible'
}

/** SQLite stores any length in any column, so only ranges of integers count. */
function narrows(from: ColumnType, to: ColumnType): boolean {
  const size: { readonly [kind: string]: number } = { smallInteger: 2, integer: 4, bigInteger: 8 }
  return (size[to.kind] ?? 8) < (size[from.kind] ?? 0)
}

export const types: TypeSystem = { print: printType, parse: parseType, castSafety }
