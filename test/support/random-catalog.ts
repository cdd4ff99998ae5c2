import {
  type Catalog,
  type Column,
  type ForeignKey,
  type ForeignKeyAction,
  type Identity,
  type Index,
  type IndexPart,
  defaultTableOptions,
  writtenExpression,
} from '../../src/schema/index.ts'
import { Random } from './random.ts'
import { aColumn, isComparable, randomColumn } from './random-column.ts'
import { World, type WorldFeatures, type WorldTable, allFeatures, quoted } from './random-world.ts'

export interface RandomCatalogOptions {
  readonly seed: number | Random
  readonly tables: number
  readonly features?: Partial<WorldFeatures>
}

/**
 * A made-up schema, the same for the same options: tables with columns of all portable types, defaults, primary keys,
 * uniques, checks, foreign keys (also to the table itself and in circles), indexes, enum types, awkward names. It can
 * be created as it is on SQLite and PostgreSQL; expressions are in the spelling of their author.
 */
export function randomCatalog(options: RandomCatalogOptions): Catalog {
  const features = { ...allFeatures, ...options.features }
  const random = typeof options.seed === 'number' ? new Random(options.seed) : options.seed
  const world = new World()
  if (features.enums) {
    for (let count = random.below(3); count > 0; count -= 1) addEnum(world, random)
  }
  for (let count = 0; count < options.tables; count += 1) addTable(world, random.fork(count), features)
  for (const one of world.tables) {
    for (let count = random.below(3); count > 0; count -= 1) addForeignKey(world, random, one, features)
  }
  if (features.offline) for (const one of world.tables) sayMore(random, one)
  return world.catalog()
}

/** A small catalog of everything that models and operations can express. */
export function offlineCatalog(random: Random): Catalog {
  return randomCatalog({
    seed: random,
    tables: 1 + random.below(4),
    features: { offline: true, otherNamespace: 'port' },
  })
}

/** What only operations have to understand. */
function sayMore(random: Random, one: WorldTable): void {
  one.columns = one.columns.map((column) =>
    column.identity === null
      ? column
      : { ...column, identity: { ...column.identity, generation: random.pick(['auto', 'always', 'byDefault']) } },
  )
  one.uniques = one.uniques.map((unique) => ({
    ...unique,
    deferrable: random.pick(['no', 'immediate', 'deferred']),
    nullsNotDistinct: random.oneIn(4),
  }))
  one.indexes = one.indexes.map((index) => ({
    ...index,
    unique: random.oneIn(3),
    parts: index.parts.map((part) => ({ ...part, nulls: random.pick([null, 'first', 'last']) })),
  }))
}

const enumValues = ['draft', 'active', 'archived', "it's", 'Größe', 'with space', 'UPPER', 'a,b', '?']

export function addEnum(world: World, random: Random): void {
  const values = random.shuffle(random.some(enumValues, 4))
  world.enums.push({ kind: 'enumType', namespace: null, name: world.freshName(random, 'e'), values, comment: null })
}

export function addTable(world: World, random: Random, features: WorldFeatures): WorldTable {
  const name = world.freshName(random, 't')
  const namespace = features.otherNamespace !== null && random.oneIn(4) ? features.otherNamespace : null
  const ref = { namespace, name }
  const comment = features.comments && random.oneIn(5) ? 'A table; its "comment"' : null
  const one: WorldTable = {
    table: { kind: 'table', namespace, name, comment, options: defaultTableOptions, definition: null },
    columns: [],
    primaryKey: null,
    uniques: [],
    checks: [],
    foreignKeys: [],
    indexes: [],
  }
  addPrimaryKey(world, random, one)
  if (features.tableOptions) changeOptions(random, one)
  for (let count = 1 + random.below(5); count > 0; count -= 1) {
    const computedFrom = one.columns.find(({ type, generated }) => type.kind === 'integer' && generated === null)?.name
    one.columns.push(randomColumn(random, world, ref, features, { required: true, computedFrom: computedFrom ?? null }))
  }
  if (random.oneIn(3)) addUnique(world, random, one, features)
  if (random.oneIn(2)) addIndex(world, random, one)
  if (random.oneIn(3)) addCheck(world, random, one)
  world.tables.push(one)
  return one
}

/** STRICT or not; WITHOUT ROWID where the table has a key for it. */
export function changeOptions(random: Random, one: WorldTable): void {
  const keyed = one.primaryKey !== null && one.columns.every(({ identity }) => identity === null)
  const options = { ...one.table.options, strict: random.oneIn(3), withoutRowid: keyed && random.oneIn(3) }
  one.table = { ...one.table, options }
}

/** What `.autoincrement()` says. */
const autoIdentity: Identity = {
  generation: 'auto',
  start: null,
  increment: null,
  minimum: null,
  maximum: null,
  cache: null,
  cycle: false,
}

function addPrimaryKey(world: World, random: Random, one: WorldTable): void {
  const ref = one.table
  const key = (columns: readonly Column[]) => {
    one.columns.push(...columns)
    one.primaryKey = {
      kind: 'primaryKey',
      namespace: ref.namespace,
      table: ref.name,
      name: world.freshName(random, 'pk'),
      nameSource: 'given',
      columns: columns.map(({ name }) => name),
    }
  }
  const column = (type: Column['type']) => aColumn(ref, world.freshName(random, 'id'), type, { nullable: false })
  const kind = random.below(6)
  if (kind === 0) return
  if (kind === 1) key([column({ kind: 'integer' }), column({ kind: 'string', length: 50 })])
  else if (kind === 2) key([column({ kind: 'uuid' })])
  else if (kind === 3) key([{ ...column({ kind: 'integer' }), identity: autoIdentity }])
  else key([column({ kind: 'integer' })])
}

function keyableColumns(one: WorldTable): readonly Column[] {
  return one.columns.filter(({ type, generated }) => isComparable(type) && generated === null)
}

export function addUnique(world: World, random: Random, one: WorldTable, features: WorldFeatures): boolean {
  const possible = keyableColumns(one)
  if (possible.length === 0) return false
  const columns = random.some(possible, 2).map(({ name }) => name)
  if (keysOf(one).some((key) => sameNames(key, columns))) return false
  one.uniques.push({
    kind: 'unique',
    namespace: one.table.namespace,
    table: one.table.name,
    name: world.freshName(random, 'uq'),
    nameSource: 'given',
    columns,
    deferrable: features.deferrable && random.oneIn(6) ? 'deferred' : 'no',
    nullsNotDistinct: false,
    include: [],
  })
  return true
}

export function addIndex(world: World, random: Random, one: WorldTable): boolean {
  const possible = keyableColumns(one)
  if (possible.length === 0) return false
  const parts = random.some(possible, 2).map((column): IndexPart => {
    const isExpression = random.oneIn(5) && (column.type.kind === 'text' || column.type.kind === 'string')
    return {
      column: isExpression ? null : column.name,
      expression: isExpression ? writtenExpression(`lower(${quoted(column.name)})`) : null,
      order: random.oneIn(4) ? 'desc' : 'asc',
      nulls: null,
      operatorClass: null,
      collation: null,
    }
  })
  const partial = random.oneIn(4) ? writtenExpression(`${quoted(random.pick(possible).name)} IS NOT NULL`) : null
  const index: Index = {
    kind: 'index',
    namespace: one.table.namespace,
    table: one.table.name,
    name: world.freshName(random, 'ix'),
    nameSource: 'given',
    unique: false,
    parts,
    where: partial,
    method: null,
    include: [],
    nullsNotDistinct: false,
  }
  one.indexes.push(index)
  return true
}

export function addCheck(world: World, random: Random, one: WorldTable): boolean {
  const possible = one.columns.filter(({ type }) => ['integer', 'bigInteger', 'text', 'string'].includes(type.kind))
  if (possible.length === 0) return false
  const { name, type } = random.pick(possible)
  const isText = type.kind === 'text' || type.kind === 'string'
  const sql = isText ? `length(${quoted(name)}) >= ${random.below(2)}` : `${quoted(name)} > ${-1 - random.below(3)}`
  one.checks.push({
    kind: 'check',
    namespace: one.table.namespace,
    table: one.table.name,
    name: world.freshName(random, 'ck'),
    nameSource: 'given',
    expression: writtenExpression(sql),
  })
  return true
}

/** Points a table at a key of another one, or its own, through new columns. */
export function addForeignKey(world: World, random: Random, one: WorldTable, features: WorldFeatures): boolean {
  const targets = world.tables.filter((target) => target.primaryKey !== null)
  if (targets.length === 0) return false
  const target = random.pick(targets)
  const referenced = (target.primaryKey?.columns ?? []).flatMap(
    (name) => target.columns.find((column) => column.name === name) ?? [],
  )
  const columns = referenced.map(({ type }) => aColumn(one.table, world.freshName(random, 'ref'), type))
  one.columns.push(...columns)
  const actions: readonly ForeignKeyAction[] = ['no action', 'cascade', 'set null', 'restrict']
  const key: ForeignKey = {
    kind: 'foreignKey',
    namespace: one.table.namespace,
    table: one.table.name,
    name: world.freshName(random, 'fk'),
    nameSource: 'given',
    columns: columns.map(({ name }) => name),
    references: {
      namespace: target.table.namespace,
      table: target.table.name,
      columns: referenced.map(({ name }) => name),
    },
    onDelete: random.pick(actions),
    onUpdate: random.oneIn(4) ? 'cascade' : 'no action',
    deferrable: features.deferrable && random.oneIn(6) ? 'deferred' : 'no',
    match: 'simple',
  }
  one.foreignKeys.push(key)
  return true
}

/** The column lists that a table makes unique. */
export function keysOf(one: WorldTable): readonly (readonly string[])[] {
  return [...(one.primaryKey === null ? [] : [one.primaryKey.columns]), ...one.uniques.map(({ columns }) => columns)]
}

export function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join('\n') === [...b].sort().join('\n')
}
