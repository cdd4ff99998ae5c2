import {
  type Catalog,
  type Column,
  type ColumnDefault,
  type ColumnType,
  type EnumType,
  type Expression,
  type ForeignKey,
  type Index,
  CatalogDraft,
  defaultTableOptions,
  writtenExpression,
} from '../../src/schema/index.ts'
import { spellName } from '../../src/models/index.ts'
import type { RandomSource } from './random-source.ts'

/** Names that want care: reserved words, capitals, blanks, quotes, dots, letters beyond ASCII. */
const awkwardNames = [
  'select',
  'Berth No',
  `o'clock`,
  'quo"te',
  'dot.ted',
  'größe',
  'user',
  'percent%',
  'back`tick',
  '${x}',
]
const plainNames = ['id', 'name', 'tide', 'depth', 'harbour_id', 'moored_at', 'kind', 'notes', 'length', 'flag']
const tableNames = ['harbours', 'berths', 'ships', 'pilots', 'order', 'Log Book']

/** A consistent catalog of up to four tables that models and operations can express. */
export function randomCatalog(random: RandomSource): CatalogDraft {
  const draft = new CatalogDraft()
  draft.put({ kind: 'namespace', name: 'port' })
  const enums = randomEnums(random)
  for (const one of enums) draft.put(one)
  const names = random.some(tableNames, 1).slice(0, 4)
  for (const name of names) addTable(draft, random, name, enums)
  for (const table of draft.tables()) addForeignKey(draft, random, { namespace: table.namespace, name: table.name })
  return draft
}

function randomEnums(random: RandomSource): readonly EnumType[] {
  const shapes = [
    { name: 'berth_kind', values: ['quay', 'buoy', 'pier'] },
    { name: 'Mood', values: [`it's`, 'back\\slash', 'ünïcode', 'a b'] },
  ]
  return random.some(shapes).map((shape) => ({ kind: 'enumType', namespace: null, ...shape, comment: null }))
}

function addTable(draft: CatalogDraft, random: RandomSource, name: string, enums: readonly EnumType[]): void {
  const namespace = random.chance(4) ? 'port' : null
  draft.put({
    kind: 'table',
    namespace,
    name,
    comment: random.chance(4) ? `It's the table "${name}"` : null,
    options: defaultTableOptions,
    definition: null,
  })
  const columnNames = [...random.some(plainNames, 1), ...random.some(awkwardNames)].slice(0, 6)
  const columns = columnNames.map((one) => randomColumn(random, { namespace, table: name, name: one }, enums))
  const place = { namespace, table: name, nameSource: 'given' } as const
  const keyed = random.chance(2) ? [] : random.some(columnNames, 1).slice(0, 2)
  for (const column of columns) {
    draft.put(keyed.includes(column.name) ? { ...column, nullable: false } : column)
  }
  if (keyed.length > 0) draft.put({ kind: 'primaryKey', ...place, name: `pk_${name}`, columns: keyed })
  if (random.chance(2)) {
    draft.put({
      kind: 'unique',
      ...place,
      name: `uq_${name}`,
      columns: random.some(columnNames, 1),
      deferrable: random.pick(['no', 'immediate', 'deferred']),
      nullsNotDistinct: random.chance(4),
      include: [],
    })
  }
  if (random.chance(2)) {
    draft.put({ kind: 'check', ...place, name: `ck_${name}`, expression: conditionOn(random.pick(columnNames)) })
  }
  if (random.chance(2)) draft.put(randomIndex(random, { namespace, table: name }, columnNames, `ix_${name}`))
}

export function conditionOn(column: string): Expression {
  return writtenExpression(`${spellName(column)} IS NOT NULL`)
}

export function randomIndex(
  random: RandomSource,
  on: { readonly namespace: string | null; readonly table: string },
  columns: readonly string[],
  name: string,
): Index {
  return {
    kind: 'index',
    ...on,
    name,
    nameSource: 'given',
    unique: random.chance(3),
    parts: random.some(columns, 1).map((column) => ({
      ...(random.chance(4)
        ? { column: null, expression: writtenExpression(`lower(CAST(${spellName(column)} AS text))`) }
        : { column, expression: null }),
      order: random.pick(['asc', 'desc']),
      nulls: random.pick([null, 'first', 'last']),
      operatorClass: null,
      collation: null,
    })),
    where: random.chance(3) ? conditionOn(random.pick(columns)) : null,
    method: null,
    include: [],
    nullsNotDistinct: false,
  }
}

const plainTypes: readonly ColumnType[] = [
  { kind: 'integer' },
  { kind: 'bigInteger' },
  { kind: 'smallInteger' },
  { kind: 'text' },
  { kind: 'boolean' },
  { kind: 'float' },
  { kind: 'double' },
  { kind: 'date' },
  { kind: 'json' },
  { kind: 'jsonb' },
  { kind: 'uuid' },
  { kind: 'string', length: null },
  { kind: 'string', length: 255 },
  { kind: 'char', length: 2 },
  { kind: 'binary', length: null },
  { kind: 'decimal', precision: null, scale: null },
  { kind: 'decimal', precision: 10, scale: 2 },
  { kind: 'time', precision: null, withTimezone: false },
  { kind: 'timestamp', precision: 3, withTimezone: false },
  { kind: 'timestamp', precision: null, withTimezone: true },
  { kind: 'interval', precision: null },
  { kind: 'array', of: { kind: 'integer' } },
  { kind: 'raw', sql: 'tsvector' },
]

export function randomColumn(
  random: RandomSource,
  place: { readonly namespace: string | null; readonly table: string; readonly name: string },
  enums: readonly EnumType[],
): Column {
  const type = randomType(random, enums)
  const identity = type.kind === 'integer' && random.chance(5)
  return {
    kind: 'column',
    ...place,
    type,
    nullable: identity ? false : random.chance(2),
    default: identity || random.chance(2) ? null : randomDefault(random, type),
    identity: identity
      ? {
          generation: random.pick(['auto', 'always', 'byDefault']),
          start: null,
          increment: null,
          minimum: null,
          maximum: null,
          cache: null,
          cycle: false,
        }
      : null,
    generated: null,
    collation: null,
    comment: random.chance(6) ? `What's in ${place.name}?` : null,
  }
}

export function randomType(random: RandomSource, enums: readonly EnumType[]): ColumnType {
  const one = random.chance(4) ? random.pickAny(enums) : undefined
  if (one === undefined) return random.pick(plainTypes)
  const type = { kind: 'enum', namespace: one.namespace, name: one.name, values: one.values } as const
  return random.chance(3) ? { kind: 'array', of: type } : type
}

export function randomDefault(random: RandomSource, type: ColumnType): ColumnDefault | null {
  switch (type.kind) {
    case 'integer':
    case 'smallInteger':
      return { kind: 'literal', value: random.number(100) - 50 }
    case 'string':
    case 'text':
      return { kind: 'literal', value: random.pick(['', `it's`, 'a "b" `c` ${d}', 'two\nlines', '\\']) }
    case 'boolean':
      return { kind: 'literal', value: random.chance(2) }
    case 'json':
    case 'jsonb':
      return { kind: 'literal', value: random.pick([{}, [], { 'a b': [1, null, { c: `it's` }] }]) }
    case 'timestamp':
    case 'date':
      return { kind: 'now' }
    case 'uuid':
      return { kind: 'uuid' }
    case 'enum':
      return { kind: 'literal', value: random.pick(type.values) }
    case 'array':
      return type.of.kind === 'enum' ? { kind: 'literal', value: [random.pick(type.of.values)] } : null
    case 'double':
      return { kind: 'expression', expression: writtenExpression('abs(-1.5)') }
    default:
      return null
  }
}

function addForeignKey(
  draft: CatalogDraft,
  random: RandomSource,
  ref: { readonly namespace: string | null; readonly name: string },
): void {
  if (random.chance(2)) return
  const found = foreignKeyFrom(draft, random, ref, `fk_${ref.name}`)
  if (found !== null) draft.put(found)
}

/** A foreign key to some primary key of the catalog, or null where the table has too few columns for it. */
export function foreignKeyFrom(
  catalog: Catalog,
  random: RandomSource,
  ref: { readonly namespace: string | null; readonly name: string },
  name: string,
): ForeignKey | null {
  const keys = [...catalog.tables()].flatMap((table) => catalog.definitionOf(table)?.primaryKey ?? [])
  const target = random.pickAny(keys)
  const columns = catalog.definitionOf(ref)?.columns.map((column) => column.name) ?? []
  if (target === undefined || columns.length < target.columns.length) return null
  return {
    kind: 'foreignKey',
    namespace: ref.namespace,
    table: ref.name,
    name,
    nameSource: 'given',
    columns: columns.slice(0, target.columns.length),
    references: { namespace: target.namespace, table: target.table, columns: target.columns },
    onDelete: random.pick(['no action', 'cascade', 'set null']),
    onUpdate: random.pick(['no action', 'restrict']),
    deferrable: random.pick(['no', 'deferred']),
    match: 'simple',
  }
}
