import type { ErrorCode } from '../../../errors/index.ts'
import type { ServerError } from './server-error.ts'

/** What an error means to the user: its code, the first sentence, and the next moves. */
export interface Explanation {
  readonly code: ErrorCode
  readonly message: string
  readonly hints: readonly string[]
}

type Explain = (error: ServerError) => Explanation

/** The way that the guide gives for rows which stand in the way of a constraint. */
const rowsFirst = (cleanUp: string, tighten: string): readonly string[] => [
  `Clean up first: ${cleanUp}, with \`op.execute\` in a revision in front of this one or at the top of it.`,
  `Then tighten: ${tighten}.`,
]

const tableOf = (error: ServerError) => error.table ?? nameIn(error.message, /(?:relation|table) "([^"]*)"/) ?? '?'
const columnOf = (error: ServerError) => error.column ?? nameIn(error.message, /column "([^"]*)"/) ?? '?'
const constraintOf = (error: ServerError) =>
  error.constraint ?? nameIn(error.message, /(?:constraint|index) "([^"]*)"/) ?? '?'

function nameIn(message: string, pattern: RegExp): string | null {
  return pattern.exec(message)?.[1] ?? null
}

const own =
  (explanation: Explanation): Explain =>
  () =>
    explanation

const cannotConvert: Explain = (error) => ({
  code: 'LB6108',
  message: /default/i.test(error.message)
    ? `The default of column '${columnOf(error)}' cannot be converted to the new type.`
    : `Column '${columnOf(error)}' cannot be converted to the new type without being told how.`,
  hints: [
    'Say how with `using`: op.alterColumn(table, column, { type: …, using: sql`…` }).',
    ...(error.hint === null ? [] : [error.hint]),
  ],
})

const valueDoesNotFit: Explain = (error) => ({
  code: 'LB6109',
  message: `A value does not fit its type: ${error.message}.`,
  hints: [
    'Correct the rows first, or convert them with `using`: op.alterColumn(table, column, { type: …, using: sql`…` }).',
  ],
})

const missing: Explain = (error) => ({
  code: 'LB6105',
  message: `PostgreSQL does not find it: ${error.message}.`,
  hints: [
    ...(error.hint === null ? [] : [error.hint]),
    'Compare the database with the models: `limbeck check`. Was it renamed, dropped by hand, or does it stand in another schema?',
  ],
})

/** Functions of SQLite that PostgreSQL has under another name: what a revision that ran in development trips over. */
const functionsOfSqlite: { readonly [name: string]: string } = {
  instr: 'strpos(text, part)',
  ifnull: 'coalesce(value, other)',
  iif: 'CASE WHEN condition THEN value ELSE other END',
  group_concat: "string_agg(text, ',')",
  datetime: 'now(), or a cast to timestamp',
  strftime: 'to_char(time, format)',
  julianday: 'extract(epoch FROM time) / 86400',
  printf: 'format(pattern, …)',
  hex: "encode(bytes, 'hex')",
  randomblob: 'gen_random_uuid()',
  json_extract: "document -> 'key'",
  last_insert_rowid: 'INSERT … RETURNING id',
}

const missingFunction: Explain = (error) => {
  const name = nameIn(error.message, /function (\w+)\(/) ?? ''
  if (!Object.hasOwn(functionsOfSqlite, name)) return missing(error)
  return {
    code: 'LB6105',
    message: `PostgreSQL does not find it: ${error.message}.`,
    hints: [
      `\`${name}\` is a function of SQLite. On PostgreSQL it is \`${functionsOfSqlite[name]}\`.`,
      'A revision for both databases can read the rows with `op.connection().query(…)` and compute in TypeScript.',
    ],
  }
}

const existing: Explain = (error) => ({
  code: 'LB6106',
  message: `It exists already: ${error.message}.`,
  hints: [
    'If the database was changed by hand or by another tool, compare: `limbeck check`; if it already is at this revision, `limbeck stamp REVISION` says so.',
  ],
})

const lost: Explain = (error) => ({
  code: 'LB6117',
  message: `The connection to PostgreSQL was lost: ${error.message}.`,
  hints: [
    'Run the command again: a transaction that was open is undone, and the journal knows what ran outside of one.',
  ],
})

const full: Explain = (error) => ({
  code: 'LB6116',
  message: `The server is out of a resource: ${error.message}.`,
  hints: ['Make room on the server (disk, memory), then run the command again.'],
})

/** SQLSTATE, or its first two characters for a whole class. */
const explanations: { readonly [sqlState: string]: Explain } = {
  '23505': (error) => ({
    code: 'LB6101',
    message: `Rows${error.table === null ? '' : ` of table '${error.table}'`} are not unique, as '${constraintOf(error)}' asks: ${error.detail ?? error.message}`,
    hints: rowsFirst('delete or change the rows that repeat a key', 'create the unique constraint or index'),
  }),
  '23503': (error) => ({
    code: 'LB6102',
    message: `Rows of table '${tableOf(error)}' break foreign key '${constraintOf(error)}': ${error.detail ?? error.message}`,
    hints: rowsFirst(
      'delete the rows that point at nothing, or set them to NULL, or insert what they point at',
      'create the foreign key',
    ),
  }),
  '23502': (error) => ({
    code: 'LB6103',
    message: `Column '${columnOf(error)}' of table '${tableOf(error)}' may not be NULL, and rows have NULL there.`,
    hints: [
      'Make the column nullable first (or give it a default).',
      'Fill it: `op.execute("UPDATE … SET … WHERE … IS NULL")`.',
      'Then tighten: `op.alterColumn(table, column, { nullable: false })`.',
    ],
  }),
  '23514': (error) => ({
    code: 'LB6104',
    message: `Rows of table '${tableOf(error)}' break check '${constraintOf(error)}'.`,
    hints: rowsFirst('correct the rows that the check forbids', 'create the check'),
  }),
  '23P01': (error) => ({
    code: 'LB6122',
    message: `Rows of table '${tableOf(error)}' break exclusion constraint '${constraintOf(error)}': ${error.detail ?? error.message}`,
    hints: rowsFirst('correct the rows that exclude each other', 'create the constraint'),
  }),
  '42P01': missing,
  '42703': missing,
  '42704': missing,
  '42883': missingFunction,
  '3F000': (error) => ({
    code: 'LB6105',
    message: `A schema does not exist: ${error.message}.`,
    hints: ['Create it: `op.createSchema(name)`, or `CREATE SCHEMA …` by hand; check `schema=` in the database URL.'],
  }),
  '42P07': existing,
  '42701': existing,
  '42710': existing,
  '42P06': existing,
  '42723': existing,
  '2BP01': (error) => ({
    code: 'LB6107',
    message: `Other objects depend on it: ${error.message}.`,
    hints: [
      ...(error.detail === null ? [] : [`Drop or change these first: ${error.detail.split('\n').join('; ')}.`]),
      'Or take them along on purpose, with `op.execute("DROP … CASCADE")`.',
    ],
  }),
  '0A000': (error) =>
    /cannot alter type of a column|cannot drop column|used by/i.test(error.message)
      ? {
          code: 'LB6107',
          message: `Other objects depend on it: ${error.message}.`,
          hints: [
            ...(error.detail === null ? [] : [`It is this one: ${error.detail}.`]),
            'Drop the dependent object with `op.execute` first, and create it again behind the change.',
          ],
        }
      : { code: 'LB6100', message: `PostgreSQL cannot do this: ${error.message}.`, hints: hintsOf(error) },
  '42804': cannotConvert,
  '42846': cannotConvert,
  '22P02': (error) =>
    /enum/i.test(error.message)
      ? {
          code: 'LB6121',
          message: `A value is none of the enum type: ${error.message}.`,
          hints: [
            'Give the rows another value first, or say which with `replacement`: `op.dropEnumValue(type, value, { replacement: … })`.',
          ],
        }
      : valueDoesNotFit(error),
  '22001': valueDoesNotFit,
  // convert_from meets bytes that are no text.
  '22021': valueDoesNotFit,
  '22003': valueDoesNotFit,
  '22007': valueDoesNotFit,
  '22008': valueDoesNotFit,
  '55P03': (error) => ({
    code: 'LB6110',
    message: `Another session holds a lock for too long: ${error.message}.`,
    hints: [
      'See who: `SELECT pid, state, query FROM pg_stat_activity WHERE pid = ANY (pg_blocking_pids(…))`, then try again, or raise lock_timeout.',
    ],
  }),
  '40P01': (error) => ({
    code: 'LB6111',
    message: `A deadlock with another session: ${error.detail?.split('\n')[0] ?? error.message}`,
    hints: ['Nothing was changed. Run the command again, best while the application is quiet.'],
  }),
  '40001': (error) => ({
    code: 'LB6111',
    message: `Another session changed the same rows: ${error.message}.`,
    hints: ['Nothing was changed. Run the command again.'],
  }),
  '25001': (error) => ({
    code: 'LB6112',
    message: `The statement cannot run inside a transaction: ${error.message}.`,
    hints: [
      "Write `export const transaction = 'none'` in the revision file.",
      'Or run this part alone: `await op.outsideTransaction(async () => { … })`.',
    ],
  }),
  '55P04': (error) => ({
    code: 'LB6113',
    message: `A new enum value cannot be used before it is committed: ${error.message}.`,
    hints: [
      'Add the value in a revision of its own, in front of the one that uses it.',
      'Or add it alone: `await op.outsideTransaction(async () => { await op.addEnumValue(…) })`.',
    ],
  }),
  '42501': (error) => ({
    code: 'LB6114',
    message: `A privilege is missing: ${error.message}.`,
    hints: ['Run the migrations as the owner of the objects, or have an administrator grant what is missing.'],
  }),
  '25006': (error) => ({
    code: 'LB6115',
    message: `The database is read-only: ${error.message}.`,
    hints: ['Connect to the primary server, not to a replica; check `default_transaction_read_only` of the user.'],
  }),
  '25P02': own({
    code: 'LB6120',
    message: 'The transaction had failed before this statement.',
    hints: ['An earlier statement failed and its error was caught; PostgreSQL takes nothing more until the rollback.'],
  }),
  '57014': (error) => ({
    code: 'LB6119',
    message: `The statement was cancelled: ${error.message}.`,
    hints: [
      ...(/statement timeout/.test(error.message)
        ? ['Allow it more time: `op.execute("SET LOCAL statement_timeout = \'15min\'")` in front of it.']
        : []),
      'Nothing of the transaction was kept. Run the command again.',
    ],
  }),
  '53300': (error) => ({
    code: 'LB4103',
    message: `PostgreSQL has no connection left: ${error.message}.`,
    hints: ['Close idle clients, or raise max_connections.'],
  }),
  '53200': (error) =>
    /shared memory/.test(error.message)
      ? {
          ...full(error),
          hints: [
            'One transaction locks more tables and indexes than the server has room for: raise `max_locks_per_transaction` in postgresql.conf and restart it.',
            'Or spread the work over several revisions, each of which is a transaction of its own.',
          ],
        }
      : full(error),
  '53': full,
  '54': full,
  '58030': full,
  '08': lost,
  '57P': lost,
  '42601': (error) => ({
    code: 'LB6118',
    message: `PostgreSQL cannot read the SQL: ${error.message}.`,
    hints: hintsOf(error),
  }),
}

function hintsOf(error: ServerError): readonly string[] {
  return error.hint === null ? [] : [error.hint]
}

/** The explanation of an error; by its SQLSTATE, else its class, else what the server says. */
export function explanationOf(error: ServerError): Explanation {
  const { sqlState } = error
  const explain = [sqlState, sqlState.slice(0, 3), sqlState.slice(0, 2)]
    .map((key) => (Object.hasOwn(explanations, key) ? explanations[key] : undefined))
    .find((found) => found !== undefined)
  if (explain !== undefined) return explain(error)
  return { code: 'LB6100', message: `PostgreSQL refused the statement: ${error.message}.`, hints: hintsOf(error) }
}
