import type { Row } from '../../index.ts'
import { quoteName } from '../quote-name.ts'
import { type CopyColumn, fieldText } from './copy-rows.ts'

/** Where rows go, and how their values are written. */
export interface BulkTarget {
  /** Quoted, with its namespace. */
  readonly name: string
  readonly columnList: string
  readonly kinds: readonly CopyColumn[]
  /** Whether COPY can write there: not into views, and not past row level security. */
  readonly takesCopy: boolean
}

/**
 * One row per column of a table, with what decides between COPY and INSERT; the parameter is its quoted name.
 *
 * @see https://www.postgresql.org/docs/18/sql-copy.html (notes on views and row-level security)
 */
export const bulkTargetQuery = `
  SELECT a.attname AS name, t.typname IN ('json', 'jsonb') AS is_json,
         c.relkind IN ('r', 'p', 'f') AND NOT pg_catalog.row_security_active(c.oid) AS takes_copy
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  WHERE c.oid = ?::pg_catalog.regclass`

export function readBulkTarget(name: string, columns: readonly string[], found: readonly Row[]): BulkTarget {
  const json = new Set(found.filter((row) => row['is_json'] === true).map((row) => row['name']))
  return {
    name,
    columnList: columns.map((column) => quoteName(column)).join(', '),
    kinds: columns.map((column) => (json.has(column) ? 'json' : 'other')),
    takesCopy: columns.length > 0 && found[0]?.['takes_copy'] === true,
  }
}

/** The protocol counts parameters in 16 bits. */
const maxParameters = 65_535
const maxRowsPerStatement = 1_000

/** Rows as statements with parameters, for what COPY cannot write. Explicit values of identity columns are kept. */
export function* insertStatements(
  target: BulkTarget,
  rows: Iterable<readonly unknown[]>,
): Iterable<{ readonly sql: string; readonly values: readonly (string | null)[] }> {
  const width = target.kinds.length
  if (width === 0) {
    for (const _row of rows) yield { sql: `INSERT INTO ${target.name} DEFAULT VALUES`, values: [] }
    return
  }
  const limit = Math.max(1, Math.min(maxRowsPerStatement, Math.floor(maxParameters / width)))
  const head = `INSERT INTO ${target.name} (${target.columnList}) OVERRIDING SYSTEM VALUE VALUES `
  let batch: (readonly unknown[])[] = []
  const statementOf = () => ({
    sql:
      head +
      batch
        .map((_row, row) => `(${target.kinds.map((_kind, at) => `$${row * width + at + 1}`).join(', ')})`)
        .join(', '),
    values: batch.flatMap((row) =>
      target.kinds.map((kind, at) => (row[at] === null || row[at] === undefined ? null : fieldText(row[at], kind))),
    ),
  })
  for (const row of rows) {
    batch.push(row)
    if (batch.length < limit) continue
    yield statementOf()
    batch = []
  }
  if (batch.length > 0) yield statementOf()
}
