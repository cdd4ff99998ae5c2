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
      return null
    case 'raw':
      return null
  }
}

/**
 * Fills the tables of a catalog with `count` rows each, parents first. Columns that point into a circle stay null; a
 * table that would need a row of itself or of a circle to begin with stays empty. The number of rows by table.
 */
export async function insertRandomRows(
  catalog: Catalog,
  connection: Connection,
  count: number,
): Promise<ReadonlyMap<string, number>> {
  const filled = new Map<string, number>()
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
      const rows = await insertInto(definition, connection, count, filled)
      filled.set(tableKey(definition.table), rows)
    }
  }
  return filled
}

/** Whether every table that a column must point at has its rows. */
function isReady(definition: TableDefinition, filled: ReadonlyMap<string, number>): boolean {
  return definition.foreignKeys.every((key) => canStayNull(key, definition) || filled.has(targetOf(key)))
}

function canStayNull(key: ForeignKey, definition: TableDefinition): boolean {
  return key.columns.some((name) => definition.columns.find((column) => column.name === name)?.nullable === true)
}

function targetOf(key: ForeignKey): string {
  return tableKey({ namespace: key.references.namespace, name: key.references.table })
}

async function insertInto(
  definition: TableDefinition,
  connection: Connection,
  count: number,
  filled: ReadonlyMap<string, number>,
): Promise<number> {
  const columns = definition.columns.filter(
    (column) => column.generated === null && column.identity?.generation !== 'always',
  )
  const pointing = new Map(definition.foreignKeys.flatMap((key) => key.columns.map((name) => [name, key] as const)))
  const parents = definition.foreignKeys
    .filter((key) => !canStayNull(key, definition))
    .map((key) => filled.get(targetOf(key)) ?? 0)
  // Where a unique column points at a parent there can be no more rows than the parent has.
  const rows = Math.min(count, ...parents)
  const value = (column: Column, number: number): unknown => {
    const key = pointing.get(column.name)
    if (key === undefined) return valueOf(column.type, number)
    const known = filled.get(targetOf(key)) ?? 0
    return known > number && targetOf(key) !== tableKey(definition.table) ? valueOf(column.type, number) : null
  }
  await connection.bulkInsert(
    tableOf({ namespace: definition.table.namespace, table: definition.table.name }),
    columns.map((column) => column.name),
    Array.from({ length: rows }, (_, number) => columns.map((column) => value(column, number))),
  )
  return rows
}
