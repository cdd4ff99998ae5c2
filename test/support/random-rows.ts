import { assertNever } from '../../src/errors/index.ts'
import type { Connection } from '../../src/dialects/index.ts'
import type { Catalog, Column, ColumnType, ForeignKey, TableDefinition } from '../../src/schema/index.ts'
import { tableKey, tableOf } from '../../src/schema/index.ts'

/** A value of a type, another one for every `number`; the same on every database. */
export function valueOf(type: ColumnType, number: number): unknown {
  switch (type.kind) {
    case 'integer':
    case 'bigInteger':
      return number + 1
    case 'smallInteger':
      return (number % 30_000) + 1
    case 'string':
    case 'char':
      return `v${number}`.slice(0, type.length ?? 100)
    case 'text':
      return `text ${number} it's "quoted"`
    case 'boolean':
      return number % 2 === 0
    case 'float':
    case 'double':
      return number + 0.5
    case 'decimal':
      return type.scale === 0 || type.precision === null
        ? number + 1
        : (number + 1) % 10 ** Math.min(6, type.precision - (type.scale ?? 0))
    case 'date':
      return new Date(Date.UTC(2020, 0, 1 + number)).toISOString().slice(0, 10)
    case 'time':
      return `${String(number % 24).padStart(2, '0')}:15:00${type.withTimezone ? '+00' : ''}`
    case 'timestamp':
      return `${new Date(Date.UTC(2020, 0, 1, number)).toISOString().slice(0, 19).replace('T', ' ')}${type.withTimezone ? '+00' : ''}`
    case 'interval':
      return `${number % 20} days`
    case 'json':
    case 'jsonb':
      return JSON.stringify({ number, nested: { list: [number, 'x'] } })
    case 'uuid':
      return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
    case 'binary':
      return Buffer.from([number % 256, 0, 255])
    case 'enum':
      return type.values[number % Math.max(1, type.values.length)] ?? null
    case 'array':
      return []
    case 'raw':
      return null
    default:
      return assertNever(type)
  }
}

type RowValues = { readonly [column: string]: unknown }

/**
 * Fills the tables of a catalog with up to `count` rows each, parents first. Columns that point into a circle stay null;
 * rows that a unique constraint would refuse are left out; a table that would need a row of a circle to begin with stays
 * empty. The rows by table.
 */
export async function insertRandomRows(
  catalog: Catalog,
  connection: Connection,
  count: number,
  /** Tables that stay empty. */
  empty: (definition: TableDefinition) => boolean = () => false,
  /** `tolerant`: rows that the database refuses, for a check that nobody can guess, are left out. */
  options: { readonly tolerant?: boolean } = {},
): Promise<ReadonlyMap<string, readonly RowValues[]>> {
  const filled = new Map<string, readonly RowValues[]>()
  const waiting = [...catalog.tables()].map((table) => catalog.definitionOf(table)).filter((one) => one !== undefined)
  let progress = true
  while (waiting.length > 0 && progress) {
    progress = false
    for (const definition of waiting.splice(0)) {
      if (!isReady(definition, filled)) {
        waiting.push(definition)
        continue
      }
      progress = true
      const rows = empty(definition) ? [] : rowsFor(definition, count, filled)
      const kept = options.tolerant === true ? await insertWhatFits(definition, rows, connection) : rows
      if (options.tolerant !== true) await insert(definition, rows, connection)
      filled.set(tableKey(definition.table), kept)
    }
  }
  return filled
}

/** Whether every table that a column must point at has its rows. */
function isReady(definition: TableDefinition, filled: ReadonlyMap<string, unknown>): boolean {
  return definition.foreignKeys.every((key) => canStayNull(key, definition) || filled.has(targetOf(key)))
}

function canStayNull(key: ForeignKey, definition: TableDefinition): boolean {
  return key.columns.some((name) => definition.columns.find((column) => column.name === name)?.nullable === true)
}

function targetOf(key: ForeignKey): string {
  return tableKey({ namespace: key.references.namespace, name: key.references.table })
}

function written(definition: TableDefinition): readonly Column[] {
  return definition.columns.filter((column) => column.generated === null && column.identity?.generation !== 'always')
}

function rowsFor(
  definition: TableDefinition,
  count: number,
  filled: ReadonlyMap<string, readonly RowValues[]>,
): readonly RowValues[] {
  const columns = written(definition)
  const keys = [
    ...(definition.primaryKey === null ? [] : [definition.primaryKey.columns]),
    ...definition.uniques.map((unique) => unique.columns),
    ...definition.indexes
      .filter((index) => index.unique)
      .map((index) => index.parts.flatMap((part) => (part.column === null ? [] : [part.column]))),
  ]
  const seen = keys.map(() => new Set<string>())
  const rows: RowValues[] = []
  for (let number = 0; number < count; number += 1) {
    const row = Object.fromEntries(columns.map((column) => [column.name, valueOf(column.type, number)]))
    const values = { ...row, ...parentValues(definition, number, filled) }
    if (columns.some((column) => values[column.name] === null && !column.nullable)) continue
    const texts = keys.map((names) => JSON.stringify(names.map((name) => String(values[name]))))
    if (texts.some((text, index) => seen[index]?.has(text))) continue
    texts.forEach((text, index) => seen[index]?.add(text))
    rows.push(values)
  }
  return rows
}

/** What the foreign keys' columns hold: the values of some row of the parent, or nothing. */
function parentValues(
  definition: TableDefinition,
  number: number,
  filled: ReadonlyMap<string, readonly RowValues[]>,
): RowValues {
  const values: { [column: string]: unknown } = {}
  for (const key of definition.foreignKeys) {
    const parents = targetOf(key) === tableKey(definition.table) ? [] : (filled.get(targetOf(key)) ?? [])
    const parent = parents[number % Math.max(1, parents.length)]
    const taken = key.columns.some((name) => name in values)
    key.columns.forEach((name, index) => {
      values[name] = parent === undefined || taken ? null : (parent[key.references.columns[index] ?? ''] ?? null)
    })
  }
  return values
}

async function insertWhatFits(
  definition: TableDefinition,
  rows: readonly RowValues[],
  connection: Connection,
): Promise<readonly RowValues[]> {
  try {
    await insert(definition, rows, connection)
    return rows
  } catch {
    // Some of them may fit.
  }
  const kept: RowValues[] = []
  for (const row of rows) {
    try {
      await insert(definition, [row], connection)
      kept.push(row)
    } catch {
      // The next one may fit.
    }
  }
  return kept
}

async function insert(definition: TableDefinition, rows: readonly RowValues[], connection: Connection): Promise<void> {
  const names = written(definition).map((column) => column.name)
  if (rows.length === 0) return
  await connection.bulkInsert(
    tableOf({ namespace: definition.table.namespace, table: definition.table.name }),
    names,
    rows.map((row) => names.map((name) => row[name])),
  )
}
