import {
  type Column,
  type ColumnDefault,
  type ColumnType,
  type TableRef,
  writtenExpression,
} from '../../src/schema/index.ts'
import type { Random } from './random.ts'
import type { World, WorldFeatures } from './random-world.ts'

const plainTypes: readonly ColumnType[] = [
  { kind: 'integer' },
  { kind: 'bigInteger' },
  { kind: 'smallInteger' },
  { kind: 'text' },
  { kind: 'boolean' },
  { kind: 'double' },
  { kind: 'string', length: 50 },
  { kind: 'string', length: 255 },
  { kind: 'decimal', precision: 10, scale: 2 },
  { kind: 'date' },
  { kind: 'timestamp', precision: null, withTimezone: true },
  { kind: 'timestamp', precision: 3, withTimezone: false },
  { kind: 'json' },
  { kind: 'uuid' },
  { kind: 'binary', length: null },
]

const moreTypes: readonly ColumnType[] = [
  { kind: 'float' },
  { kind: 'char', length: 8 },
  { kind: 'string', length: null },
  { kind: 'decimal', precision: null, scale: null },
  { kind: 'decimal', precision: 12, scale: 0 },
  { kind: 'time', precision: null, withTimezone: false },
  { kind: 'time', precision: 0, withTimezone: true },
  { kind: 'timestamp', precision: 6, withTimezone: true },
  { kind: 'interval', precision: null },
  { kind: 'jsonb' },
]

/** Types that every database can compare, so that keys and indexes can stand on them. */
export function isComparable(type: ColumnType): boolean {
  return !['json', 'jsonb', 'binary', 'interval', 'array'].includes(type.kind)
}

export function randomType(random: Random, world: World, features: WorldFeatures): ColumnType {
  if (features.enums && world.enums.length > 0 && random.oneIn(6)) {
    const { namespace, name, values } = random.pick(world.enums)
    return { kind: 'enum', namespace, name, values }
  }
  if (features.arrays && random.oneIn(12)) {
    return { kind: 'array', of: random.pick([{ kind: 'integer' }, { kind: 'text' }] as const) }
  }
  if (features.offline && random.oneIn(8)) return { kind: 'raw', sql: 'tsvector' }
  return random.pick(features.allTypes ? [...plainTypes, ...moreTypes] : plainTypes)
}

/** A default that fits the type, or none. */
export function randomDefault(random: Random, type: ColumnType): ColumnDefault | null {
  const literal = (value: null | boolean | number | string): ColumnDefault => ({ kind: 'literal', value })
  switch (type.kind) {
    case 'integer':
    case 'bigInteger':
    case 'smallInteger':
      return literal(random.pick([0, 1, 42, 1000]))
    case 'float':
    case 'double':
      return literal(random.pick([0, 1.5, 0.25]))
    case 'decimal':
      return literal(random.pick([0, 7, 100]))
    case 'boolean':
      return literal(random.oneIn(2))
    case 'text':
    case 'string':
      return literal(random.pick(['', 'draft', "it's", 'say "hi"', 'back\\slash', '100% ?', 'größe']))
    case 'char':
      return literal('abcdefgh')
    case 'uuid':
      return random.oneIn(2) ? { kind: 'uuid' } : literal('11111111-2222-4333-8444-555555555555')
    case 'date':
      return literal('2020-02-29')
    case 'timestamp':
      return type.precision === null ? { kind: 'now' } : null
    case 'enum':
      return type.values.length === 0 ? null : literal(random.pick(type.values))
    case 'json':
    case 'jsonb':
      return { kind: 'literal', value: random.pick([{}, { a: [1, 'x', null] }, []]) }
    default:
      return null
  }
}

export function aColumn(table: TableRef, name: string, type: ColumnType, more: Partial<Column> = {}): Column {
  return {
    kind: 'column',
    namespace: table.namespace,
    table: table.name,
    name,
    type,
    nullable: true,
    default: null,
    identity: null,
    generated: null,
    collation: null,
    comment: null,
    ...more,
  }
}

/** `required` columns may be NOT NULL without a default; others are so only with one, so that rows can be there. */
export function randomColumn(
  random: Random,
  world: World,
  table: TableRef,
  features: WorldFeatures,
  options: { readonly required: boolean; readonly computedFrom: string | null },
): Column {
  const name = world.freshName(random, 'c')
  const comment = features.comments && random.oneIn(8) ? random.pick(["It's a comment", 'Größe in "cm"; 100%']) : null
  if (options.computedFrom !== null && features.generated && random.oneIn(4)) {
    const expression = writtenExpression(`"${options.computedFrom.replaceAll('"', '""')}" + 1`)
    return aColumn(table, name, { kind: 'bigInteger' }, { generated: { expression, stored: true }, comment })
  }
  const type = randomType(random, world, features)
  const value = random.oneIn(3) ? randomDefault(random, type) : null
  const nullable = value === null && !options.required ? true : random.oneIn(2)
  return aColumn(table, name, type, { default: value, nullable, comment })
}
