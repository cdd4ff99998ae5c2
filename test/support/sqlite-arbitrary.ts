import * as fc from 'fast-check'
import type { TableChange } from '../../src/operations/index.ts'
import {
  type Catalog,
  type Column,
  type ColumnDefault,
  type ColumnType,
  type Constraint,
  type Identity,
  type Index,
  type IndexPart,
  type TableDefinition,
  createCatalog,
  idOf,
  keyOf,
  objectsOf,
} from '../../src/schema/index.ts'
import { sqlite } from '../../src/dialects/sqlite/index.ts'
import { aCheck, aColumn, aForeignKey, aUnique } from './sqlite-objects.ts'

/** Random tables whose rows convert into each other's types: every value is a number from 1 on, as number or as text. */

const names = ['a', 'the key', 'order', 'Größe', 'quo"te', "apos'trophe", 'x.y', 'text', '[b]', 'sel`ect', 'default']

const convertible: readonly ColumnType[] = [
  { kind: 'integer' },
  { kind: 'bigInteger' },
  { kind: 'smallInteger' },
  { kind: 'text' },
  { kind: 'string', length: 40 },
  { kind: 'char', length: 9 },
  { kind: 'decimal', precision: 12, scale: 3 },
  { kind: 'float' },
  { kind: 'double' },
  { kind: 'raw', sql: 'TINYINT' },
]

const others: readonly ColumnType[] = [
  { kind: 'boolean' },
  { kind: 'date' },
  { kind: 'time', precision: null, withTimezone: false },
  { kind: 'timestamp', precision: 3, withTimezone: true },
  { kind: 'json' },
  { kind: 'uuid' },
  { kind: 'binary', length: null },
  { kind: 'interval', precision: null },
  { kind: 'enum', namespace: null, name: 'size', values: ['s', "m'", 'l'] },
]

function defaultFor(type: ColumnType): fc.Arbitrary<ColumnDefault> {
  const literal = (...values: (string | number | boolean | object)[]) =>
    fc.constantFrom(...values).map((value): ColumnDefault => ({ kind: 'literal', value: value as never }))
  const expression = (sql: string) =>
    fc.constant<ColumnDefault>({ kind: 'expression', expression: { sql, canonical: null } })
  switch (type.kind) {
    case 'boolean':
      return literal(true, false)
    case 'json':
      return literal({}, { a: [1, "it's"] }, 'text', 5)
    case 'uuid':
      return fc.constant<ColumnDefault>({ kind: 'uuid' })
    case 'enum':
      return literal(...type.values)
    case 'date':
    case 'timestamp':
    case 'time':
      return fc.constant<ColumnDefault>({ kind: 'now' })
    case 'binary':
      return expression("x'0A'")
    case 'integer':
    case 'bigInteger':
    case 'smallInteger':
    case 'float':
    case 'double':
    case 'raw':
    case 'decimal':
      return fc.oneof(literal(0, -5, 1000000), expression('(1 + 2) * 3'))
    default:
      return fc.oneof(literal('', "it's", '7'), expression("lower('X') || '1'"))
  }
}

const identity: Identity = {
  generation: 'auto',
  start: null,
  increment: null,
  minimum: null,
  maximum: null,
  cache: null,
  cycle: false,
}

function columnOf(name: string): fc.Arbitrary<Column> {
  return fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...convertible) }, fc.constantFrom(...others)),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
    )
    .chain(([type, nullable, hasDefault, hasCollation]) =>
      (hasDefault || !nullable ? defaultFor(type) : fc.constant(null)).map((value) =>
        aColumn('t', name, {
          type,
          nullable,
          default: value,
          collation: hasCollation && type.kind === 'text' ? 'NOCASE' : null,
        }),
      ),
    )
}

/** A table `t` with a primary key column `id`; foreign keys point at a table `p (id)`. */
export const anyTable: fc.Arbitrary<TableDefinition> = fc
  .record({
    columns: fc.subarray(names, { minLength: 1, maxLength: 5 }).chain((some) => fc.tuple(...some.map(columnOf))),
    idType: fc.constantFrom<ColumnType>({ kind: 'integer' }, { kind: 'bigInteger' }, { kind: 'text' }),
    auto: fc.boolean(),
    options: fc.constantFrom('', '', 'strict', 'withoutRowid'),
    generated: fc.constantFrom('', '', 'stored', 'virtual'),
    picks: fc.array(fc.nat(20), { minLength: 8, maxLength: 8 }),
    flags: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  })
  .map(({ columns, idType, auto, options, generated, picks, flags }) => {
    const id = aColumn('t', 'id', {
      type: idType,
      nullable: false,
      identity: auto && idType.kind !== 'text' ? identity : null,
    })
    const plain = columns.filter(({ type }) => options !== 'strict' || type.kind !== 'raw')
    const usable = plain.filter(({ type, default: value }) => value === null && convertible.includes(type))
    const pick = (place: number, from: readonly Column[]) => from[(picks[place] ?? 0) % Math.max(from.length, 1)]
    const constraints: Constraint[] = [
      { kind: 'primaryKey', namespace: null, table: 't', name: 'pk_t', nameSource: 'given', columns: ['id'] },
    ]
    const indexes: Index[] = []
    const unique = pick(0, usable)
    if (flags[0] === true && unique !== undefined)
      constraints.push(aUnique('t', 'uq "1"', [unique.name, ...(flags[1] === true ? ['id'] : [])]))
    const key = pick(1, usable)
    if (flags[2] === true && key !== undefined) {
      const actions = {
        onDelete: flags[3] === true ? 'cascade' : 'set null',
        deferrable: flags[4] === true ? 'deferred' : 'no',
      } as const
      constraints.push(aForeignKey('t', 'fk_1', [key.name], { table: 'p', columns: ['id'] }, actions))
    }
    const checked = pick(2, plain)
    const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
    if (flags[3] === true && checked !== undefined)
      constraints.push(
        aCheck('t', 'ck 1', `${quoted(checked.name)} IS NULL OR length(${quoted(checked.name)}) >= 0 -- fine`),
      )
    const indexed = pick(3, plain)
    const blank: IndexPart = {
      column: null,
      expression: null,
      order: 'asc',
      nulls: null,
      operatorClass: null,
      collation: null,
    }
    if (flags[5] === true && indexed !== undefined) {
      indexes.push({
        kind: 'index',
        namespace: null,
        table: 't',
        name: 'ix 1',
        nameSource: 'given',
        unique: false,
        parts: [
          {
            ...blank,
            column: indexed.name,
            order: flags[6] === true ? 'desc' : 'asc',
            collation: flags[7] === true ? 'RTRIM' : null,
          },
          ...(flags[6] === true
            ? [{ ...blank, expression: { sql: `coalesce(${quoted(indexed.name)}, 1)`, canonical: null } }]
            : []),
        ],
        where: flags[1] === true ? { sql: `${quoted('id')} > 0`, canonical: null } : null,
        method: null,
        include: [],
        nullsNotDistinct: false,
      })
    }
    const made =
      generated === ''
        ? []
        : [
            aColumn('t', 'made', {
              type: { kind: 'text' },
              generated: { expression: { sql: `'#' || "id"`, canonical: null }, stored: generated === 'stored' },
            }),
          ]
    return {
      table: {
        kind: 'table',
        namespace: null,
        name: 't',
        comment: null,
        options: { strict: options === 'strict', withoutRowid: options === 'withoutRowid', unlogged: false },
        definition: null,
      },
      columns: [id, ...plain, ...made],
      primaryKey: constraints.find((one) => one.kind === 'primaryKey') ?? null,
      uniques: constraints.filter((one) => one.kind === 'unique'),
      checks: constraints.filter((one) => one.kind === 'check'),
      foreignKeys: constraints.filter((one) => one.kind === 'foreignKey'),
      indexes,
      others: [],
    }
  })

export function catalogOf(definition: TableDefinition): Catalog {
  const enums = definition.columns.flatMap(({ type }) =>
    type.kind === 'enum'
      ? [{ kind: 'enumType', namespace: null, name: type.name, values: type.values, comment: null } as const]
      : [],
  )
  return createCatalog([...enums.slice(0, 1), ...objectsOf(definition)])
}

/** Every object of the table `t` and of the enum types with what counts in comparison. */
export function comparables(catalog: Catalog): { readonly [key: string]: unknown } {
  const ofTable = [...catalog.objects()].filter(
    (object) => object.kind !== 'defined' && (!('table' in object) || object.table === 't'),
  )
  const entries = ofTable
    .filter((object) => object.kind !== 'table' || object.name === 't')
    .map((object) => [keyOf(idOf(object)), sqlite.comparable(object, catalog)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== null).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** The changes that turn one table `t` into another, as a careful person would order them. */
export function changesBetween(from: TableDefinition, to: TableDefinition): readonly TableChange[] {
  const said = (definition: TableDefinition, object: Column | Constraint | Index) =>
    JSON.stringify(sqlite.comparable(object, catalogOf(definition)))
  const constraintsOf = ({ uniques, checks, foreignKeys }: TableDefinition): readonly Constraint[] => [
    ...uniques,
    ...checks,
    ...foreignKeys,
  ]
  const same = (object: Constraint | Index, others: readonly (Constraint | Index)[]) =>
    others.some(
      (other) => other.kind === object.kind && other.name === object.name && said(to, other) === said(from, object),
    )
  const place = { namespace: null, table: 't' }
  const changes: TableChange[] = []
  for (const index of from.indexes) {
    if (!same(index, to.indexes))
      changes.push({ kind: 'dropIndex', ...place, name: index.name, concurrently: false, ifExists: false })
  }
  for (const one of constraintsOf(from)) {
    if (!same(one, constraintsOf(to)))
      changes.push({ kind: 'dropConstraint', ...place, name: one.name, constraintKind: one.kind, ifExists: false })
  }
  for (const { name } of from.columns) {
    const next = to.columns.find((column) => column.name === name)
    if (next === undefined) changes.push({ kind: 'dropColumn', ...place, column: name, ifExists: false })
  }
  for (const column of to.columns) {
    const old = from.columns.find(({ name }) => name === column.name)
    if (old === undefined) changes.push({ kind: 'addColumn', column, ifNotExists: false })
    else if (said(from, old) !== said(to, column)) {
      const { type, nullable, default: value, identity: own, generated, collation } = column
      changes.push({
        kind: 'alterColumn',
        ...place,
        column: column.name,
        changes: { type, nullable, default: value, identity: own, generated, collation },
        using: null,
      })
    }
  }
  for (const one of constraintsOf(to))
    if (!same(one, constraintsOf(from))) changes.push({ kind: 'createConstraint', constraint: one })
  for (const index of to.indexes) {
    if (!same(index, from.indexes))
      changes.push({ kind: 'createIndex', index, concurrently: false, ifNotExists: false })
  }
  return changes
}

/** Rows for a table; every value is the number of its row, in a form that the column's type takes. */
export function rowsFor(definition: TableDefinition, count: number): readonly { readonly [column: string]: unknown }[] {
  const valueOf = (column: Column, row: number): unknown => {
    switch (column.type.kind) {
      case 'boolean':
        return row % 2 === 0
      case 'date':
        return `2024-01-0${row}`
      case 'time':
        return `10:00:0${row}`
      case 'timestamp':
        return new Date(Date.UTC(2024, 0, row))
      case 'json':
        return { row }
      case 'uuid':
        return `00000000-0000-4000-8000-00000000000${row}`
      case 'binary':
        return new Uint8Array([row])
      case 'enum':
        return column.type.values[row % column.type.values.length]
      case 'text':
      case 'string':
      case 'char':
      case 'interval':
        return String(row)
      default:
        return row
    }
  }
  const columns = definition.columns.filter(({ generated }) => generated === null)
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(columns.map((column) => [column.name, valueOf(column, index + 1)])),
  )
}
