import type { Row } from '../dialects/index.ts'
import type { Catalog, ForeignKey, TableDefinition, TableRef } from '../schema/index.ts'
import { generatedValue } from './generated-value.ts'
import type { RowsByTable } from './history-test-options.ts'
import type { ScratchHistory } from './scratch-history.ts'

const rowsPerTable = 2

/**
 * Puts made-up rows into every table that has none, tables that others point at first. A row that the database refuses (a
 * check that nobody can guess, a circle of foreign keys) is left out, and so is a table with a type of which no value is
 * known.
 */
export async function fillEmptyTables(history: ScratchHistory, schema: Catalog): Promise<void> {
  const waiting = new Set<TableRef>()
  for (const table of schema.tables()) if ((await history.count(table)) === 0) waiting.add(table)
  // Each round fills what points at what the rounds before filled; a round without progress is the last.
  for (let before = -1; before !== waiting.size;) {
    before = waiting.size
    for (const table of waiting) {
      const definition = schema.definitionOf(table)
      if (definition === undefined || (await fill(history, definition))) waiting.delete(table)
    }
  }
}

/** Rows that a test gives; unlike made-up ones they must fit. */
export async function insertGiven(history: ScratchHistory, given: RowsByTable): Promise<void> {
  const { connection, dialect } = history
  for (const [name, rows] of Object.entries(given)) {
    const [table = '', namespace = null] = name.split('.').reverse()
    for (const row of rows) {
      try {
        await connection.bulkInsert({ namespace, name: table }, Object.keys(row), [Object.values(row)])
      } catch (error) {
        throw dialect.explainError(error, null)
      }
    }
  }
}

/** @returns whether a row went in */
async function fill(history: ScratchHistory, definition: TableDefinition): Promise<boolean> {
  let filled = false
  for (let number = 0; number < rowsPerTable; number += 1) {
    const row = await rowOf(history, definition, number)
    if (row === null) continue
    try {
      await history.connection.bulkInsert(definition.table, Object.keys(row), [Object.values(row)])
      filled = true
    } catch {
      // The database knows better than the types what fits.
      if (history.connection.inTransaction) await history.connection.rollback()
    }
  }
  return filled
}

/** A row; null where a column that must have a value can have none. */
async function rowOf(history: ScratchHistory, definition: TableDefinition, number: number): Promise<Row | null> {
  const row: { [column: string]: unknown } = {}
  const pointing = new Set(definition.foreignKeys.flatMap((key) => key.columns))
  for (const column of definition.columns) {
    if (column.generated !== null || column.identity !== null || pointing.has(column.name)) continue
    const value = generatedValue(column.type, number)
    if (value !== undefined) row[column.name] = value
    else if (!column.nullable && column.default === null) return null
  }
  for (const key of definition.foreignKeys) {
    const values = await valuesFor(history, key, number)
    for (const [at, name] of key.columns.entries()) {
      const column = definition.columns.find((one) => one.name === name)
      if (values !== null) row[name] = values[at]
      else if (column?.nullable === false) return null
    }
  }
  return row
}

/** The values of a row that a foreign key can point at; null when there is none yet. */
async function valuesFor(
  history: ScratchHistory,
  { references }: ForeignKey,
  number: number,
): Promise<readonly unknown[] | null> {
  const { grammar } = history.dialect
  const columns = references.columns.map((name) => grammar.quote(name)).join(', ')
  const table = grammar.qualified(references.namespace, references.table)
  const rows = await history.connection.query(
    `SELECT ${columns} FROM ${table} ORDER BY ${columns} LIMIT ${rowsPerTable}`,
  )
  const row = rows[number % Math.max(rows.length, 1)]
  return row === undefined ? null : references.columns.map((name) => row[name])
}
