import type { Operation, TableChange } from '../../src/operations/index.ts'
import {
  type Catalog,
  type Column,
  type EnumType,
  type Expression,
  type ForeignKey,
  type Index,
  type TableDefinition,
  writtenExpression,
} from '../../src/schema/index.ts'
import { randomColumn, randomDefault, randomType } from './random-column.ts'
import { World, allFeatures, quoted } from './random-world.ts'
import type { Random } from './random.ts'

const features = { ...allFeatures, offline: true }

/** An operation that has to do with what the catalog holds. Some do not apply to it: then applying says so. */
export function randomOperation(random: Random, catalog: Catalog): Operation {
  const definitions = [...catalog.tables()].flatMap((table) => catalog.definitionOf(table) ?? [])
  const definition = random.pickAny(definitions.filter(({ columns }) => columns.length > 0))
  if (definition === undefined) return { kind: 'execute', sql: 'SELECT 1', parameters: [] }
  const world = new World(catalog)
  const { enums } = world
  const one = random.pickAny(enums.filter(({ values }) => values.length > 0))
  if (one !== undefined && random.oneIn(3)) return enumOperation(random, one)
  const { namespace, name: table } = definition.table
  switch (random.below(8)) {
    case 0:
      return { kind: 'dropTable', namespace, table, ifExists: random.oneIn(3) }
    case 1:
      return { kind: 'renameTable', namespace, table, to: `${table}_renamed` }
    case 2:
      return { kind: 'createTable', definition: movedTable(definition, `${table}_copy`), ifNotExists: false }
    case 3: {
      const changes = Array.from({ length: 1 + random.below(3) }, () => tableChange(random, catalog, definition, world))
      return { kind: 'alterTable', namespace, table, changes, rebuild: random.pick(['auto', 'always', 'never']) }
    }
    default:
      return tableChange(random, catalog, definition, world)
  }
}

function movedTable(definition: TableDefinition, name: string): TableDefinition {
  const move = <Member extends { readonly table: string }>(member: Member): Member => ({ ...member, table: name })
  return {
    ...definition,
    table: { ...definition.table, name },
    columns: definition.columns.map(move),
    primaryKey: definition.primaryKey === null ? null : move(definition.primaryKey),
    uniques: definition.uniques.map(move),
    checks: definition.checks.map(move),
    foreignKeys: definition.foreignKeys.map(move),
    indexes: definition.indexes.map(move),
  }
}

function enumOperation(random: Random, one: EnumType): Operation {
  const { namespace, name, values } = one
  const value = random.pick(values)
  const other = values.find((each) => each !== value) ?? null
  switch (random.below(6)) {
    case 0:
      return { kind: 'dropEnum', namespace, name, ifExists: false }
    case 1:
      return { kind: 'renameEnum', namespace, name, to: 'renamed_type' }
    case 2: {
      const beside = random.pick([null, value])
      const after = random.oneIn(2) ? beside : null
      return {
        kind: 'addEnumValue',
        namespace,
        name,
        value: 'new value',
        after,
        before: after === null ? beside : null,
      }
    }
    case 3:
      return { kind: 'dropEnumValue', namespace, name, value, replacement: random.pick([null, other]) }
    case 4:
      return { kind: 'renameEnumValue', namespace, name, value, to: 'renamed value' }
    default:
      return { kind: 'reorderEnumValues', namespace, name, values: [...values].reverse() }
  }
}

function tableChange(random: Random, catalog: Catalog, definition: TableDefinition, world: World): TableChange {
  const { namespace, name: table } = definition.table
  const on = { namespace, table }
  const names = definition.columns.map((column) => column.name)
  const column = random.pick(definition.columns)
  const constraints = [definition.primaryKey, ...definition.uniques, ...definition.checks, ...definition.foreignKeys]
  const constraint = random.pickAny(constraints.filter((one) => one !== null))
  const index = random.pickAny(definition.indexes)
  switch (random.below(10)) {
    case 0:
      return { kind: 'addColumn', column: addedColumn(random, world, definition), ifNotExists: false }
    case 1:
      return { kind: 'dropColumn', ...on, column: column.name, ifExists: random.oneIn(3) }
    case 2:
      return { kind: 'renameColumn', ...on, column: column.name, to: 'renamed' }
    case 3:
      return alterColumn(random, column, world)
    case 4:
      return newConstraint(random, catalog, definition)
    case 5:
      if (constraint === undefined) return { kind: 'setTableComment', ...on, comment: `it's` }
      return {
        kind: 'dropConstraint',
        ...on,
        name: constraint.name,
        constraintKind: random.pick([null, constraint.kind]),
        ifExists: false,
      }
    case 6:
      if (constraint === undefined) return { kind: 'setTableComment', ...on, comment: null }
      return { kind: 'renameConstraint', ...on, name: constraint.name, to: 'renamed_constraint' }
    case 7:
      if (index === undefined) {
        const created = randomIndex(random, on, names, 'ix_new')
        return { kind: 'createIndex', index: created, concurrently: random.oneIn(3), ifNotExists: random.oneIn(3) }
      }
      return { kind: 'renameIndex', ...on, name: index.name, to: 'renamed_index' }
    case 8:
      if (index === undefined) return { kind: 'setTableComment', ...on, comment: 'two\nlines' }
      return { kind: 'dropIndex', ...on, name: index.name, concurrently: random.oneIn(3), ifExists: random.oneIn(3) }
    default:
      return { kind: 'setTableComment', ...on, comment: random.pick([null, 'A `comment`']) }
  }
}

function alterColumn(random: Random, column: Column, world: World): TableChange {
  const { namespace, table, name } = column
  const type = randomType(random, world, features)
  const next = random.pick([
    { type, default: randomDefault(random, type) },
    { nullable: !column.nullable },
    { default: randomDefault(random, column.type) },
    { comment: random.pick([null, 'another']) },
    { collation: random.pick([null, 'C']) },
  ])
  const using = 'type' in next && random.oneIn(3) ? `CAST(x AS text) || 'it\\'` : null
  return { kind: 'alterColumn', namespace, table, column: name, changes: next, using }
}

function newConstraint(random: Random, catalog: Catalog, definition: TableDefinition): TableChange {
  const { namespace, name: table } = definition.table
  const names = definition.columns.map((column) => column.name)
  const on = { namespace, table, nameSource: 'given' } as const
  const foreignKey = foreignKeyFrom(catalog, random, definition)
  if (foreignKey !== null && random.oneIn(2)) return { kind: 'createConstraint', constraint: foreignKey }
  if (definition.primaryKey === null && random.oneIn(2)) {
    const columns = random.some(names, names.length)
    return { kind: 'createConstraint', constraint: { kind: 'primaryKey', ...on, name: 'pk_new', columns } }
  }
  if (random.oneIn(2)) {
    const expression = conditionOn(random.pick(names))
    return { kind: 'createConstraint', constraint: { kind: 'check', ...on, name: 'ck_new', expression } }
  }
  return {
    kind: 'createConstraint',
    constraint: {
      kind: 'unique',
      ...on,
      name: 'uq_new',
      columns: random.some(names, names.length),
      deferrable: 'no',
      nullsNotDistinct: random.oneIn(3),
      include: random.oneIn(2) ? [] : [random.pick(names)],
    },
  }
}

function addedColumn(random: Random, world: World, { table }: TableDefinition): Column {
  const on = { namespace: table.namespace, name: table.name }
  return { ...randomColumn(random, world, on, features, { required: true, computedFrom: null }), name: 'added' }
}

function conditionOn(column: string): Expression {
  return writtenExpression(`${quoted(column)} IS NOT NULL`)
}

function randomIndex(
  random: Random,
  on: { readonly namespace: string | null; readonly table: string },
  columns: readonly string[],
  name: string,
): Index {
  return {
    kind: 'index',
    ...on,
    name,
    nameSource: 'given',
    unique: random.oneIn(3),
    parts: random.some(columns, columns.length).map((column) => ({
      ...(random.oneIn(4)
        ? { column: null, expression: writtenExpression(`lower(CAST(${quoted(column)} AS text))`) }
        : { column, expression: null }),
      order: random.pick(['asc', 'desc']),
      nulls: random.pick([null, 'first', 'last']),
      operatorClass: null,
      collation: null,
    })),
    where: random.oneIn(3) ? conditionOn(random.pick(columns)) : null,
    method: null,
    include: [],
    nullsNotDistinct: false,
  }
}

/** A foreign key to some primary key of the catalog, or null where the table has too few columns for it. */
function foreignKeyFrom(catalog: Catalog, random: Random, { table, columns }: TableDefinition): ForeignKey | null {
  const keys = [...catalog.tables()].flatMap((one) => catalog.definitionOf(one)?.primaryKey ?? [])
  const target = random.pickAny(keys)
  if (target === undefined || columns.length < target.columns.length) return null
  return {
    kind: 'foreignKey',
    namespace: table.namespace,
    table: table.name,
    name: 'fk_new',
    nameSource: 'given',
    columns: columns.slice(0, target.columns.length).map(({ name }) => name),
    references: { namespace: target.namespace, table: target.table, columns: target.columns },
    onDelete: random.pick(['no action', 'cascade', 'set null']),
    onUpdate: random.pick(['no action', 'restrict']),
    deferrable: random.pick(['no', 'deferred']),
    match: 'simple',
  }
}
