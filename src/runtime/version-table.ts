import type { BoundStatement, Connection, Dialect } from '../dialects/index.ts'
import { LimbeckError, assertNever } from '../errors/index.ts'
import { type RevisionId, versionRowChanges } from '../revisions/index.ts'
import { type TableRef, displayTable } from '../schema/index.ts'
import type { Grammar } from '../sql/index.ts'
import { explained } from './explained.ts'

/** One change of one row of the version table. */
export type HeadChange =
  | { readonly kind: 'insert'; readonly to: RevisionId }
  | { readonly kind: 'update'; readonly from: RevisionId; readonly to: RevisionId }
  | { readonly kind: 'delete'; readonly from: RevisionId }

/** The changes of rows from one set of heads to another, in the order in which they must be made. */
export function headChanges(before: readonly RevisionId[], after: readonly RevisionId[]): readonly HeadChange[] {
  const { deletes, updates, inserts } = versionRowChanges(before, after)
  return [
    ...deletes.map((from) => ({ kind: 'delete', from }) as const),
    ...updates.map(({ from, to }) => ({ kind: 'update', from, to }) as const),
    ...inserts.map((to) => ({ kind: 'insert', to }) as const),
  ]
}

/** A change of the version table as SQL with placeholders. */
export function headChangeSql(
  change: HeadChange,
  table: TableRef,
  grammar: Grammar,
): BoundStatement & { readonly parameters: readonly string[] } {
  const name = grammar.qualified(table.namespace, table.name)
  const column = 'version_num'
  switch (change.kind) {
    case 'insert':
      return { sql: `INSERT INTO ${name} (${column}) VALUES (?)`, parameters: [change.to] }
    case 'update':
      return { sql: `UPDATE ${name} SET ${column} = ? WHERE ${column} = ?`, parameters: [change.to, change.from] }
    case 'delete':
      return { sql: `DELETE FROM ${name} WHERE ${column} = ?`, parameters: [change.from] }
    default:
      return assertNever(change)
  }
}

/**
 * Moves the version table from one set of heads to another.
 *
 * @param end what else is to be run, behind that and in the same round trip; with `commits` the transaction is committed, if each
 *   of these statements, too, changes or finds one row
 * @returns the numbers of rows of what was run along, up to one that kept it from being committed
 * @throws LimbeckError LB6007 when a row is not there: something else wrote to the table during the run
 */
export async function moveHeads(
  before: readonly RevisionId[],
  after: readonly RevisionId[],
  table: TableRef,
  dialect: Dialect,
  connection: Connection,
  end: { readonly along: readonly BoundStatement[]; readonly commits: boolean } = { along: [], commits: false },
): Promise<readonly number[]> {
  const changes = headChanges(before, after)
  const moves = changes.map((change) => headChangeSql(change, table, dialect.grammar))
  const statements = [...moves, ...end.along]
  const rows = await explained(dialect, () =>
    end.commits ? connection.commitAfter(statements) : connection.executeAll(statements),
  )
  for (const [place, change] of changes.entries()) {
    if (rows[place] !== 1) throw wrongRowCount(change, table, rows[place] ?? 0)
  }
  return rows.slice(changes.length)
}

function wrongRowCount(change: HeadChange, table: TableRef, rows: number): LimbeckError {
  const name = displayTable(table)
  const doing =
    change.kind === 'update'
      ? `updating '${change.from}' to '${change.to}'`
      : change.kind === 'delete'
        ? `deleting '${change.from}'`
        : `inserting '${change.to}'`
  return new LimbeckError(
    'LB6007',
    `Online migration expected to match one row when ${doing} in '${name}'; ${rows} found`,
    {
      hints: [
        'Something else wrote to the version table while this run held the migration lock. Find out what it was.',
        'Run `limbeck current` to see where the database is now; the revision that was running was rolled back.',
      ],
      details: { table: name, change: { ...change }, rows },
    },
  )
}
