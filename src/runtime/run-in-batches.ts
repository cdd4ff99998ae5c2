import type { RowKeyPart } from '../dialects/index.ts'
import { LimbeckError } from '../errors/index.ts'
import { type UpdateInBatches, updateText } from '../operations/index.ts'
import { displayTable } from '../schema/index.ts'
import { type Statement, statement } from '../sql/index.ts'
import { explained } from './explained.ts'
import { inTransaction } from './in-transaction.ts'
import type { MigrationContext } from './migration-context.ts'
import { introspect } from './read-before.ts'

/** Runs one statement of a batch; the number of changed rows. */
export type RunStatement = (statement: Statement) => Promise<number>

/**
 * Changes the rows batch by batch, along the key of the table. Within a transaction the batches belong to it; without one
 * each is committed by itself.
 *
 * @returns the number of changed rows
 * @throws LimbeckError LB5004 for a table without a key, and, where batches are committed, for a condition that changed
 *   rows still meet: a run that was broken off would change them twice
 */
export async function runInBatches(
  operation: UpdateInBatches,
  context: MigrationContext,
  run: RunStatement,
): Promise<number> {
  const { connection, onEvent } = context
  const key = await keyOf(operation, context)
  const committed = !connection.inTransaction
  const table = displayTable({ namespace: operation.namespace, name: operation.table })
  let totalRows = 0
  let last: readonly string[] | null = null
  for (let batch = 1; ; batch += 1) {
    const started = performance.now()
    const work = async () => await runBatch(operation, key, last, context, run, committed && batch === 1)
    const { rows, end }: BatchResult = committed ? await inTransaction(context, work) : await work()
    totalRows += rows
    if (rows > 0) {
      const durationMs = performance.now() - started
      onEvent({ kind: 'batchFinished', table, batch, rows, totalRows, committed, durationMs })
    }
    if (end === null) return totalRows
    last = end
  }
}

interface BatchResult {
  readonly rows: number
  /** The key of its last row; null: nothing is left behind it. */
  readonly end: readonly string[] | null
}

async function runBatch(
  operation: UpdateInBatches,
  key: readonly RowKeyPart[],
  last: readonly string[] | null,
  context: MigrationContext,
  run: RunStatement,
  mustEnd: boolean,
): Promise<BatchResult> {
  const { grammar } = context.dialect
  const left = `(${key.map(({ column }) => column).join(', ')})`
  const behind = last === null ? [] : [`${left} > (${last.join(', ')})`]
  const table = grammar.qualified(operation.namespace, operation.table)
  const where = [`(${operation.where.sql})`, ...behind].join(' AND ')
  // ORDER BY takes a name of the list before one of the table.
  const read = key.map((part, at) => `${part.read} AS ${nameOf(at)}`).join(', ')
  const order = key.map(({ column }) => column).join(', ')
  const [found] = await query(
    `SELECT ${read} FROM ${table} WHERE ${where} ORDER BY ${order} LIMIT 1 OFFSET ${operation.batchSize - 1}`,
    context,
  )
  const end = found === undefined ? null : key.map((part, at) => part.literal(found[nameOf(at)]))
  const conditions = [...behind, ...(end === null ? [] : [`${left} <= (${end.join(', ')})`])]
  const rows = await run(statement(updateText(operation, grammar, { conditions })))
  if (mustEnd && rows > 0) {
    const still = [`(${operation.where.sql})`, ...conditions].join(' AND ')
    const same = await query(`SELECT 1 AS still FROM ${table} WHERE ${still} LIMIT 1`, context)
    if (same.length > 0) throw stillMatching(operation)
  }
  return { rows, end }
}

function nameOf(at: number): string {
  return `limbeck_key_${at}`
}

async function query(sql: string, { connection, dialect }: MigrationContext) {
  return await explained(dialect, () => connection.query(sql), statement(sql))
}

async function keyOf(operation: UpdateInBatches, context: MigrationContext): Promise<readonly RowKeyPart[]> {
  const ref = { namespace: operation.namespace, name: operation.table }
  const definition = (await introspect(context, [ref])).definitionOf(ref)
  const key = definition === undefined ? null : context.dialect.rowKey(definition)
  if (key !== null && key.length > 0) return key
  const name = displayTable(ref)
  throw definition === undefined
    ? new LimbeckError('LB5004', `op.updateInBatches('${name}'): there is no table '${name}'.`, {
        hints: ['`limbeck diff` shows what the database has.'],
      })
    : new LimbeckError(
        'LB5004',
        `op.updateInBatches('${name}'): the table has no key by which its rows can be told apart.`,
        {
          hints: [
            'Give it a primary key, or a unique constraint over columns that refuse NULL.',
            'Or change all rows in one statement: `op.execute`.',
          ],
        },
      )
}

function stillMatching({ table, where }: UpdateInBatches): LimbeckError {
  return new LimbeckError(
    'LB5004',
    `op.updateInBatches('${table}'): rows that were changed still match \`${where.sql}\`, so a run that is broken off would change them twice.`,
    {
      hints: [
        'Write a `where` that a changed row no longer matches, such as `full_name IS NULL`.',
        "Or run it in a transaction: without `transaction = 'none'` and outside of `op.outsideTransaction`.",
      ],
    },
  )
}
