import type { DeclaredRename } from '../../src/diff/index.ts'
import {
  type Catalog,
  type Column,
  type ColumnType,
  createCatalog,
  editCatalog,
  renameColumnIn,
  renameTableIn,
} from '../../src/schema/index.ts'
import { Random } from './random.ts'
import {
  addCheck,
  addEnum,
  addForeignKey,
  addIndex,
  addTable,
  addUnique,
  changeOptions,
  keysOf,
  sameNames,
} from './random-catalog.ts'
import { aColumn, randomColumn, randomDefault } from './random-column.ts'
import {
  World,
  type WorldFeatures,
  type WorldTable,
  allFeatures,
  inExpressions,
  quoted,
  usedColumns,
} from './random-world.ts'

export interface RandomEditOptions {
  readonly seed: number
  /** How many edits are tried; some find nothing to do. */
  readonly edits: number
  readonly features?: Partial<WorldFeatures>
  /** Only edits that rows survive: nothing that a table full of different values could refuse. */
  readonly keepsRows?: boolean
  /** Renames are possible as well; they are declared in `renames`. */
  readonly renames?: boolean
}

export interface EditedCatalog {
  readonly catalog: Catalog
  readonly renames: readonly DeclaredRename[]
}

/** Another schema made from one, a few steps away; the same for the same options. */
export function editRandomly(catalog: Catalog, options: RandomEditOptions): EditedCatalog {
  const features = { ...allFeatures, ...options.features }
  const random = new Random(options.seed)
  const renamed =
    options.renames === true ? renameSomething(catalog, random, new World(catalog)) : { catalog, renames: [] }
  const world = new World(renamed.catalog)
  editWorld(world, random, options.edits, { features, keepsRows: options.keepsRows === true })
  return { catalog: world.catalog(), renames: renamed.renames }
}

/** Edits tables and enum types where they are. */
export function editWorld(world: World, random: Random, count: number, context: EditContext): void {
  const possible = edits.filter(({ name }) => !(context.keepsRows && refusedByRows.has(name)))
  for (let number = 0; number < count; number += 1) random.pick(possible).edit(world, random.fork(number), context)
}

/** A table or a column under another name, now and then. */
export function renameSomething(catalog: Catalog, random: Random, names: World): EditedCatalog {
  const draft = editCatalog(catalog)
  const renames: DeclaredRename[] = []
  const tables = [...catalog.tables()]
  if (tables.length > 0 && random.oneIn(2)) {
    const table = random.pick(tables)
    const columns = catalog.definitionOf(table)?.columns ?? []
    const column = random.pick(columns)
    const to = names.freshName(random, 'renamed')
    renameColumnIn(draft, table, column.name, to)
    renames.push({ kind: 'column', namespace: table.namespace, owner: table.name, from: column.name, to })
  }
  if (tables.length > 0 && random.oneIn(2)) {
    const table = random.pick(tables)
    const to = names.freshName(random, 'renamed')
    renameTableIn(draft, table, to)
    const owned = renames.map((one) => (one.owner === table.name ? { ...one, owner: to } : one))
    renames.splice(0, renames.length, ...owned, {
      kind: 'table',
      namespace: table.namespace,
      owner: null,
      from: table.name,
      to,
    })
  }
  return { catalog: createCatalog(draft.objects()), renames }
}

export interface EditContext {
  readonly features: WorldFeatures
  readonly keepsRows: boolean
}
type Edit = (world: World, random: Random, context: EditContext) => void

/** Edits that a table full of rows may refuse. */
const refusedByRows = new Set([
  'addUnique',
  'addCheck',
  'changeKeyType',
  'dropEnumValue',
  'changePrimaryKey',
  'changeOptions',
  'requireColumn',
])

const edits: readonly { readonly name: string; readonly edit: Edit }[] = [
  { name: 'addTable', edit: (world, random, { features }) => void addTable(world, random, features) },
  { name: 'dropTable', edit: dropTable },
  { name: 'addColumn', edit: addColumn },
  { name: 'addColumn', edit: addColumn },
  { name: 'dropColumn', edit: dropColumn },
  { name: 'changeColumn', edit: changeColumn },
  { name: 'changeColumn', edit: changeColumn },
  { name: 'requireColumn', edit: requireColumn },
  { name: 'changeType', edit: changeType },
  { name: 'changeKeyType', edit: changeKeyType },
  { name: 'changePrimaryKey', edit: changePrimaryKey },
  { name: 'addUnique', edit: onTable((world, random, one, { features }) => addUnique(world, random, one, features)) },
  { name: 'addIndex', edit: onTable((world, random, one) => addIndex(world, random, one)) },
  { name: 'addCheck', edit: onTable((world, random, one) => addCheck(world, random, one)) },
  {
    name: 'addForeignKey',
    edit: onTable((world, random, one, { features }) => addForeignKey(world, random, one, features)),
  },
  { name: 'dropMember', edit: onTable(dropMember) },
  { name: 'changeMember', edit: onTable(changeMember) },
  { name: 'changeComment', edit: changeComment },
  {
    name: 'changeOptions',
    edit: onTable((_, random, one, { features }) => (features.tableOptions ? changeOptions(random, one) : undefined)),
  },
  { name: 'addEnum', edit: (world, random, { features }) => (features.enums ? addEnum(world, random) : undefined) },
  { name: 'addEnumValue', edit: addEnumValue },
  { name: 'dropEnumValue', edit: dropEnumValue },
  { name: 'reorderEnum', edit: reorderEnum },
  { name: 'dropEnum', edit: dropEnum },
]

function onTable(edit: (world: World, random: Random, one: WorldTable, context: EditContext) => unknown): Edit {
  return (world, random, context) => {
    if (world.tables.length > 0) edit(world, random, random.pick(world.tables), context)
  }
}

function dropTable(world: World, random: Random): void {
  if (world.tables.length < 2) return
  removeTable(world, random.pick(world.tables))
}

/** Takes a table out with the foreign keys that point at it. */
export function removeTable(world: World, one: WorldTable): void {
  for (const { owner, key } of world.pointingAt(one)) owner.foreignKeys = owner.foreignKeys.filter((it) => it !== key)
  world.tables = world.tables.filter((it) => it !== one)
}

function addColumn(world: World, random: Random, { features, keepsRows }: EditContext): void {
  if (world.tables.length === 0) return
  const one = random.pick(world.tables)
  const source = one.columns.find(({ type, generated }) => type.kind === 'integer' && generated === null)
  one.columns.push(
    randomColumn(random, world, one.table, features, { required: !keepsRows, computedFrom: source?.name ?? null }),
  )
}

function dropColumn(world: World, random: Random): void {
  if (world.tables.length === 0) return
  const one = random.pick(world.tables)
  const pointed = new Set(world.pointingAt(one).flatMap(({ key }) => key.references.columns))
  const possible = one.columns.filter(({ name }) => !one.primaryKey?.columns.includes(name) && !pointed.has(name))
  const left = one.columns.filter(({ generated }) => generated === null)
  if (possible.length > 0 && left.length > 1) removeColumn(one, random.pick(possible))
}

/** Takes a column out with all of its table that uses it. */
export function removeColumn(one: WorldTable, { name }: Column): void {
  const mention = quoted(name)
  one.columns = one.columns.filter((it) => it.name !== name)
  one.uniques = one.uniques.filter((it) => !it.columns.includes(name))
  one.foreignKeys = one.foreignKeys.filter((it) => !it.columns.includes(name))
  one.checks = one.checks.filter((it) => !it.expression.sql.includes(mention))
  one.indexes = one.indexes.filter(
    (it) =>
      !it.where?.sql.includes(mention) &&
      !it.parts.some((part) => part.column === name || part.expression?.sql.includes(mention)),
  )
  for (const it of one.columns) if (it.generated?.expression.sql.includes(mention)) removeColumn(one, it)
}

function replaceColumn(one: WorldTable, column: Column): void {
  one.columns = one.columns.map((it) => (it.name === column.name ? column : it))
}

/** Another default, no default, or NULL allowed. */
function changeColumn(world: World, random: Random): void {
  const possible = world.tables.flatMap((one) =>
    one.columns
      .filter((column) => column.generated === null && column.identity === null)
      .filter((column) => !one.primaryKey?.columns.includes(column.name))
      .map((column) => ({ one, column })),
  )
  if (possible.length === 0) return
  const { one, column } = random.pick(possible)
  if (random.oneIn(2)) replaceColumn(one, { ...column, default: randomDefault(random, column.type) })
  else replaceColumn(one, { ...column, default: null, nullable: true })
}

function requireColumn(world: World, random: Random): void {
  const possible = world.tables.flatMap((one) =>
    one.columns.filter((column) => column.nullable && column.generated === null).map((column) => ({ one, column })),
  )
  if (possible.length === 0) return
  const { one, column } = random.pick(possible)
  replaceColumn(one, { ...column, nullable: false })
}

function widerTypes(type: ColumnType): readonly ColumnType[] {
  switch (type.kind) {
    case 'smallInteger':
      return [{ kind: 'integer' }, { kind: 'bigInteger' }]
    case 'integer':
      return [{ kind: 'bigInteger' }, { kind: 'text' }]
    case 'float':
      return [{ kind: 'double' }]
    case 'string':
      return [{ kind: 'text' }, ...(type.length === null ? [] : [{ ...type, length: type.length + 50 }])]
    case 'decimal':
      return type.precision === null ? [] : [{ ...type, precision: type.precision + 4 }]
    case 'boolean':
    case 'uuid':
    case 'enum':
      return [{ kind: 'text' }]
    case 'date':
      return [{ kind: 'timestamp', precision: null, withTimezone: false }]
    default:
      return []
  }
}

/** A wider type for a column that nothing else depends on. */
function changeType(world: World, random: Random): void {
  const possible = world.tables.flatMap((one) => {
    const used = usedColumns(world, one)
    return one.columns
      .filter((column) => column.generated === null && column.identity === null && !used.has(column.name))
      .flatMap((column) => widerTypes(column.type).map((type) => ({ one, column, type })))
  })
  if (possible.length === 0) return
  const { one, column, type } = random.pick(possible)
  const nullable = column.default === null ? column.nullable : true
  replaceColumn(one, { ...column, type, default: null, nullable })
}

/** Another type for a primary key of one column and for all columns that point at it. */
function changeKeyType(world: World, random: Random): void {
  const possible = world.tables.flatMap((one) => {
    const [name, second] = one.primaryKey?.columns ?? []
    const column = one.columns.find((it) => it.name === name && second === undefined)
    const isPlain = column?.type.kind === 'integer' && column.identity === null
    return column !== undefined && isPlain && !inExpressions(one, column.name) ? [{ one, column }] : []
  })
  if (possible.length === 0) return
  const { one, column } = random.pick(possible)
  const type: ColumnType = random.oneIn(2) ? { kind: 'bigInteger' } : { kind: 'string', length: 50 }
  const pointing = world.pointingAt(one)
  const isFree = pointing.every(({ owner, key }) => {
    const [name] = key.columns
    const others = owner.foreignKeys.filter((it) => it !== key && it.columns.includes(name ?? ''))
    return name !== undefined && others.length === 0 && !inExpressions(owner, name)
  })
  const pointers = pointing.map(({ owner, key }) => ({
    owner,
    column: owner.columns.find(({ name }) => name === key.columns[0]),
  }))
  // A key column that points elsewhere, or is pointed at itself, would have to take more columns along.
  if (!isFree || one.foreignKeys.some((key) => key.columns.includes(column.name))) return
  if (pointers.some((it) => it.column !== undefined && isPointedAt(world, it.owner, it.column))) return
  replaceColumn(one, { ...column, type, default: null })
  for (const pointer of pointers) {
    if (pointer.column !== undefined) replaceColumn(pointer.owner, { ...pointer.column, type, default: null })
  }
}

function isPointedAt(world: World, one: WorldTable, column: Column): boolean {
  return world.pointingAt(one).some(({ key }) => key.references.columns.includes(column.name))
}

/** Drops the primary key, or puts it on a new column, unless foreign keys have nothing else to stand on. */
function changePrimaryKey(world: World, random: Random): void {
  if (world.tables.length === 0) return
  const one = random.pick(world.tables)
  const before = one.primaryKey?.columns ?? []
  if (one.columns.some(({ identity }) => identity !== null)) return
  if (random.oneIn(3) && !one.table.options.withoutRowid) one.primaryKey = null
  else {
    const column = aColumn(one.table, world.freshName(random, 'id'), { kind: 'integer' }, { nullable: false })
    one.columns.push(column)
    one.primaryKey = {
      kind: 'primaryKey',
      namespace: one.table.namespace,
      table: one.table.name,
      name: world.freshName(random, 'pk'),
      nameSource: 'given',
      columns: random.oneIn(2) ? [column.name] : [...before, column.name],
    }
  }
  dropUnsupportedKeys(world, one)
}

export function dropUnsupportedKeys(world: World, one: WorldTable): void {
  for (const { owner, key } of world.pointingAt(one)) {
    if (keysOf(one).some((columns) => sameNames(columns, key.references.columns))) continue
    owner.foreignKeys = owner.foreignKeys.filter((it) => it !== key)
  }
}

function dropMember(world: World, random: Random, one: WorldTable): void {
  const lists = (['uniques', 'checks', 'foreignKeys', 'indexes'] as const).filter((list) => one[list].length > 0)
  if (lists.length === 0) return
  one[random.pick(lists)].pop()
  dropUnsupportedKeys(world, one)
}

/** Another definition under the same name, or the same one under another name. */
function changeMember(world: World, random: Random, one: WorldTable): void {
  const [index] = one.indexes
  const [key] = one.foreignKeys
  const [unique] = one.uniques
  const kind = random.below(4)
  if (kind === 0 && index !== undefined) {
    const parts = index.parts.map((part) => ({
      ...part,
      order: part.order === 'asc' ? ('desc' as const) : ('asc' as const),
    }))
    one.indexes[0] = { ...index, parts, where: null }
  } else if (kind === 1 && key !== undefined) {
    one.foreignKeys[0] = { ...key, onDelete: key.onDelete === 'cascade' ? 'no action' : 'cascade' }
  } else if (kind === 2 && unique !== undefined) {
    one.uniques[0] = { ...unique, name: world.freshName(random, 'uq') }
  } else if (index !== undefined) {
    one.indexes[0] = { ...index, name: world.freshName(random, 'ix') }
  }
}

function changeComment(world: World, random: Random, { features }: EditContext): void {
  if (!features.comments || world.tables.length === 0) return
  const one = random.pick(world.tables)
  const comment = random.pick([null, 'Another comment', "It's new"])
  if (random.oneIn(2)) one.table = { ...one.table, comment }
  else replaceColumn(one, { ...random.pick(one.columns), comment })
}

function setValues(world: World, name: string, values: readonly string[]): void {
  world.enums = world.enums.map((type) => (type.name === name ? { ...type, values } : type))
  for (const one of world.tables) {
    one.columns = one.columns.map((column) =>
      column.type.kind === 'enum' && column.type.name === name
        ? { ...column, type: { ...column.type, values } }
        : column,
    )
  }
}

function addEnumValue(world: World, random: Random): void {
  if (world.enums.length === 0) return
  const { name, values } = random.pick(world.enums)
  const value = random.pick(['new', "new's", 'Neu', '…'])
  if (values.includes(value)) return
  const at = random.below(values.length + 1)
  setValues(world, name, [...values.slice(0, at), value, ...values.slice(at)])
  const column = world.tables
    .flatMap((one) => one.columns)
    .find(({ type }) => type.kind === 'enum' && type.name === name)
  const owner = world.tables.find((one) => column !== undefined && one.columns.includes(column))
  if (owner !== undefined && column !== undefined && random.oneIn(2)) {
    replaceColumn(owner, { ...column, default: { kind: 'literal', value } })
  }
}

function dropEnumValue(world: World, random: Random): void {
  const defaults = new Set(
    world.tables
      .flatMap((one) => one.columns)
      .map((column) => (column.default?.kind === 'literal' ? column.default.value : null)),
  )
  const possible = world.enums.flatMap(({ name, values }) =>
    values.length < 2 ? [] : values.filter((value) => !defaults.has(value)).map((value) => ({ name, values, value })),
  )
  if (possible.length === 0) return
  const { name, values, value } = random.pick(possible)
  setValues(
    world,
    name,
    values.filter((it) => it !== value),
  )
}

function reorderEnum(world: World, random: Random): void {
  if (world.enums.length === 0) return
  const { name, values } = random.pick(world.enums)
  setValues(world, name, random.shuffle(values))
}

function dropEnum(world: World): void {
  const used = new Set(
    world.tables.flatMap((one) => one.columns).map(({ type }) => (type.kind === 'enum' ? type.name : '')),
  )
  world.enums = world.enums.filter(({ name }) => used.has(name))
}
