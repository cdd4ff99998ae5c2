import type { Operation, TableChange } from '../../src/operations/index.ts'
import type { Catalog, Column, EnumType, TableDefinition } from '../../src/schema/index.ts'
import { conditionOn, foreignKeyFrom, randomColumn, randomDefault, randomIndex, randomType } from './random-catalog.ts'
import type { RandomSource } from './random-source.ts'

/** An operation that has to do with what the catalog holds. Some do not apply to it: then applying says so. */
export function randomOperation(random: RandomSource, catalog: Catalog): Operation {
  const definition = catalog.definitionOf(random.pick([...catalog.tables()]))
  if (definition === undefined) throw new Error('A catalog has a definition for each of its tables')
  const enums = [...catalog.objects()].filter((object): object is EnumType => object.kind === 'enumType')
  const one = random.pickAny(enums)
  if (one !== undefined && random.chance(3)) return enumOperation(random, one)
  const { namespace, name: table } = definition.table
  switch (random.number(7)) {
    case 0:
      return { kind: 'dropTable', namespace, table, ifExists: random.chance(3) }
    case 1:
      return { kind: 'renameTable', namespace, table, to: `${table}_renamed` }
    case 2:
      return { kind: 'createTable', definition: movedTable(definition, `${table}_copy`), ifNotExists: false }
    case 3: {
      const changes = Array.from({ length: 1 + random.number(2) }, () =>
        tableChange(random, catalog, definition, enums),
      )
      return { kind: 'alterTable', namespace, table, changes, rebuild: random.pick(['auto', 'always', 'never']) }
    }
    default:
      return tableChange(random, catalog, definition, enums)
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

function enumOperation(random: RandomSource, one: EnumType): Operation {
  const { namespace, name, values } = one
  const value = random.pick(values)
  const other = values.find((each) => each !== value) ?? null
  switch (random.number(5)) {
    case 0:
      return { kind: 'dropEnum', namespace, name, ifExists: false }
    case 1:
      return { kind: 'renameEnum', namespace, name, to: 'renamed_type' }
    case 2: {
      const beside = random.pick([null, value])
      const after = random.chance(2) ? beside : null
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

function tableChange(
  random: RandomSource,
  catalog: Catalog,
  definition: TableDefinition,
  enums: readonly EnumType[],
): TableChange {
  const { namespace, name: table } = definition.table
  const on = { namespace, table }
  const names = definition.columns.map((column) => column.name)
  const column = random.pick(definition.columns)
  const constraints = [definition.primaryKey, ...definition.uniques, ...definition.checks, ...definition.foreignKeys]
  const constraint = random.pickAny(constraints.filter((one) => one !== null))
  const index = random.pickAny(definition.indexes)
  switch (random.number(9)) {
    case 0:
      return { kind: 'addColumn', column: randomColumn(random, { ...on, name: 'added' }, enums), ifNotExists: false }
    case 1:
      return { kind: 'dropColumn', ...on, column: column.name, ifExists: random.chance(3) }
    case 2:
      return { kind: 'renameColumn', ...on, column: column.name, to: 'renamed' }
    case 3:
      return alterColumn(random, column, enums)
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
        return { kind: 'createIndex', index: created, concurrently: random.chance(3), ifNotExists: random.chance(3) }
      }
      return { kind: 'renameIndex', ...on, name: index.name, to: 'renamed_index' }
    case 8:
      if (index === undefined) return { kind: 'setTableComment', ...on, comment: 'two\nlines' }
      return { kind: 'dropIndex', ...on, name: index.name, concurrently: random.chance(3), ifExists: random.chance(3) }
    default:
      return { kind: 'setTableComment', ...on, comment: random.pick([null, 'A `comment`']) }
  }
}

function alterColumn(random: RandomSource, column: Column, enums: readonly EnumType[]): TableChange {
  const { namespace, table, name } = column
  const type = randomType(random, enums)
  const next = random.pick([
    { type, default: randomDefault(random, type) },
    { nullable: !column.nullable },
    { default: randomDefault(random, column.type) },
    { comment: random.pick([null, 'another']) },
    { collation: random.pick([null, 'C']) },
  ])
  const using = 'type' in next && random.chance(3) ? `CAST(x AS text) || 'it\\'` : null
  return { kind: 'alterColumn', namespace, table, column: name, changes: next, using }
}

function newConstraint(random: RandomSource, catalog: Catalog, definition: TableDefinition): TableChange {
  const { namespace, name: table } = definition.table
  const names = definition.columns.map((column) => column.name)
  const on = { namespace, table, nameSource: 'given' } as const
  const foreignKey = foreignKeyFrom(catalog, random, { namespace, name: table }, 'fk_new')
  if (foreignKey !== null && random.chance(2)) return { kind: 'createConstraint', constraint: foreignKey }
  if (definition.primaryKey === null && random.chance(2)) {
    const columns = random.some(names, 1)
    return { kind: 'createConstraint', constraint: { kind: 'primaryKey', ...on, name: 'pk_new', columns } }
  }
  if (random.chance(2)) {
    const expression = conditionOn(random.pick(names))
    return { kind: 'createConstraint', constraint: { kind: 'check', ...on, name: 'ck_new', expression } }
  }
  return {
    kind: 'createConstraint',
    constraint: {
      kind: 'unique',
      ...on,
      name: 'uq_new',
      columns: random.some(names, 1),
      deferrable: 'no',
      nullsNotDistinct: random.chance(3),
      include: random.some(names).slice(0, 1),
    },
  }
}
