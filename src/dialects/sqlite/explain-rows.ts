import type { LimbeckError } from '../../errors/index.ts'
import type { Operation, TableChange } from '../../operations/index.ts'
import type { Check, Unique } from '../../schema/index.ts'
import type { Connection } from '../index.ts'
import { showValue } from './foreign-key-violations.ts'
import { quote, quoteAll } from './names.ts'
import { refusedCondition } from './rebuild/index.ts'

const mostSamples = 5

/**
 * How many rows stand in the way and some of them by their primary key. The failed transaction is rolled back by now, so
 * what the revision itself changed before is not seen; a question that cannot be asked any more is left out.
 */
export async function explainRows(
  error: LimbeckError,
  op: Operation | null,
  connection: Connection,
): Promise<readonly string[]> {
  try {
    const question = questionFor(error, op)
    if (question === null) return []
    return question.kind === 'groups'
      ? await countGroups(question.table, question.columns, connection)
      : await countRows(question.table, question.condition, connection)
  } catch {
    return []
  }
}

type Question =
  | { readonly kind: 'rows'; readonly table: string; readonly condition: string }
  | { readonly kind: 'groups'; readonly table: string; readonly columns: readonly string[] }

function questionFor(error: LimbeckError, op: Operation | null): Question | null {
  const { details } = error
  const table = typeof details['table'] === 'string' ? details['table'] : null
  const columns = Array.isArray(details['columns']) ? details['columns'].map(String) : []
  const statement = typeof details['statement'] === 'string' ? details['statement'] : ''
  switch (error.code) {
    case 'LB6153':
      if (table === null || columns[0] === undefined) return null
      return { kind: 'rows', table, condition: `${quote(columns[0])} IS NULL` }
    case 'LB6151': {
      const index = changesOf(op).find(
        (change) => change.kind === 'createIndex' && change.index.name === details['index'],
      )
      if (table !== null) return { kind: 'groups', table, columns }
      if (index?.kind !== 'createIndex' || index.index.parts.some((part) => part.column === null)) return null
      return { kind: 'groups', table: index.index.table, columns: index.index.parts.map((part) => part.column ?? '') }
    }
    case 'LB6155': {
      const condition = table === null ? null : refusedCondition(statement, table)
      return table === null || condition === null ? null : { kind: 'rows', table, condition }
    }
    case 'LB6154': {
      const check = constraintsOf(op).find((one) => one.kind === 'check' && one.name === details['constraint'])
      if (check?.kind !== 'check') return null
      return { kind: 'rows', table: check.table, condition: `NOT (${check.expression.sql})` }
    }
    default:
      return null
  }
}

function changesOf(op: Operation | null): readonly (Operation | TableChange)[] {
  if (op === null) return []
  return op.kind === 'alterTable' ? op.changes : [op]
}

function constraintsOf(
  op: Operation | null,
): readonly (Check | Unique | { readonly kind: 'primaryKey' | 'foreignKey' })[] {
  return changesOf(op).flatMap((change) => (change.kind === 'createConstraint' ? [change.constraint] : []))
}

/** The columns that name a row: its primary key, else the row number. */
async function keyOf(table: string, connection: Connection): Promise<readonly string[]> {
  // One row: a column of the primary key.
  const rows = await connection.query<{ name: string }>(
    'SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk',
    [table],
  )
  return rows.length === 0 ? ['rowid'] : rows.map(({ name }) => name)
}

async function countRows(table: string, condition: string, connection: Connection): Promise<readonly string[]> {
  const [total] = await connection.query<{ rows: number }>(
    `SELECT count(*) AS "rows" FROM ${quote(table)} WHERE ${condition}`,
  )
  const count = total?.rows ?? 0
  if (count === 0) return []
  const key = await keyOf(table, connection)
  const selected = key.map((name) => (name === 'rowid' ? 'rowid' : quote(name))).join(', ')
  const rows = await connection.query(`SELECT ${selected} FROM ${quote(table)} WHERE ${condition} LIMIT ${mostSamples}`)
  const samples = rows.map((row) => key.map((name) => `${name} = ${showValue(row[name])}`).join(', '))
  return [
    `${count === 1 ? '1 row' : `${count} rows`} of "${table}": ${samples.join('; ')}${count > samples.length ? '; …' : '.'}`,
  ]
}

async function countGroups(
  table: string,
  columns: readonly string[],
  connection: Connection,
): Promise<readonly string[]> {
  const names = quoteAll(columns)
  const doubled = `SELECT ${names}, count(*) AS "times" FROM ${quote(table)} WHERE ${columns.map((name) => `${quote(name)} IS NOT NULL`).join(' AND ')} GROUP BY ${names} HAVING count(*) > 1`
  const [total] = await connection.query<{ groups: number }>(`SELECT count(*) AS "groups" FROM (${doubled})`)
  const count = total?.groups ?? 0
  if (count === 0) return []
  const rows = await connection.query<{ times: number }>(`${doubled} LIMIT ${mostSamples}`)
  const samples = rows.map((row: { readonly [column: string]: unknown }) => {
    const values = columns.map((name) => `${name} = ${showValue(row[name])}`).join(', ')
    return `${values} (${String(row['times'])} times)`
  })
  const what = count === 1 ? '1 value is' : `${count} values are`
  return [`${what} there more than once in "${table}": ${samples.join('; ')}${count > samples.length ? '; …' : '.'}`]
}
