import type { Connection, Dialect } from '../dialects/index.ts'
import {
  type Column,
  type ColumnType,
  type TableDefinition,
  type TableRef,
  defaultTableOptions,
} from '../schema/index.ts'
import type { Grammar } from '../sql/index.ts'
import { explained } from './explained.ts'
import type { StateTables } from './migration-context.ts'

/** `CREATE TABLE IF NOT EXISTS` of the version table and of the journal. */
export function createStateTables(tables: StateTables, grammar: Grammar): readonly string[] {
  const options = { ifNotExists: true }
  return [
    grammar.createTable(versionTableDefinition(tables), options),
    grammar.createTable(journalDefinition(tables.journal), options),
  ]
}

/** Creates what is missing of the two tables. Only the holder of the migration lock may call it. */
export async function ensureStateTables(tables: StateTables, dialect: Dialect, connection: Connection): Promise<void> {
  const [createVersion = '', createJournal = ''] = createStateTables(tables, dialect.grammar)
  // Asked first: IF NOT EXISTS needs the right to create tables even where there is nothing to create.
  for (const [table, sql] of [
    [tables.version, createVersion],
    [tables.journal, createJournal],
  ] as const) {
    await explained(dialect, async () => {
      if (!(await dialect.hasTable(connection, table))) await connection.execute(sql)
    })
  }
}

/** One row per head. Alembic's table with longer ids. */
function versionTableDefinition({ version, versionPrimaryKey }: StateTables): TableDefinition {
  const definition = tableDefinition(
    version,
    [['version_num', { kind: 'string', length: 128 }, 'not null']],
    ['version_num'],
  )
  return versionPrimaryKey ? definition : { ...definition, primaryKey: null }
}

/**
 * One row per run of a revision; where `statement` is not null, one row per operation of a revision that did not run in
 * one transaction. Times are ISO 8601 text. Ids count within one version table, whose migrations hold one lock.
 */
function journalDefinition(table: TableRef): TableDefinition {
  const text = (length: number): ColumnType => ({ kind: 'string', length })
  return tableDefinition(
    table,
    [
      ['version_table', text(128), 'not null'],
      ['id', { kind: 'integer' }, 'not null'],
      ['revision', text(128), 'not null'],
      ['direction', text(16), 'not null'],
      ['statement', { kind: 'integer' }, 'null'],
      ['status', text(16), 'not null'],
      ['checksum', text(128), 'not null'],
      ['statements', { kind: 'integer' }, 'not null'],
      ['row_count', { kind: 'bigInteger' }, 'null'],
      ['started_at', text(40), 'not null'],
      ['finished_at', text(40), 'null'],
      ['limbeck_version', text(40), 'not null'],
      ['process', text(255), 'null'],
      ['sql_text', { kind: 'text' }, 'null'],
      ['error', { kind: 'text' }, 'null'],
      ...laterColumns,
    ],
    ['version_table', 'id'],
  )
}

/**
 * Statements that add the columns which a journal of an older limbeck lacks.
 *
 * @param present the columns that it has
 */
export function addMissingColumns(
  journal: TableRef,
  present: ReadonlySet<string>,
  { grammar, types }: Pick<Dialect, 'grammar' | 'types'>,
): readonly string[] {
  return laterColumns
    .filter(([name]) => !present.has(name))
    .map(
      ([name, type]) =>
        `ALTER TABLE ${grammar.qualified(journal.namespace, journal.name)} ADD COLUMN ${name} ${types.print(type)}`,
    )
}

type ColumnOfState = readonly [name: string, type: ColumnType, nullability: 'null' | 'not null']

/** Columns that the first journals did not have; each takes NULL. */
const laterColumns: readonly ColumnOfState[] = [
  ['database_user', { kind: 'string', length: 255 }, 'null'],
  ['os_user', { kind: 'string', length: 255 }, 'null'],
]

function tableDefinition(ref: TableRef, columns: readonly ColumnOfState[], key: readonly string[]): TableDefinition {
  const owner = { namespace: ref.namespace, table: ref.name }
  return {
    table: { kind: 'table', ...ref, comment: null, options: defaultTableOptions, definition: null },
    columns: columns.map(([name, type, nullability]): Column => ({
      kind: 'column',
      ...owner,
      name,
      type,
      nullable: nullability === 'null',
      default: null,
      identity: null,
      generated: null,
      collation: null,
      comment: null,
    })),
    primaryKey: { kind: 'primaryKey', ...owner, name: `${ref.name}_pkc`, nameSource: 'given', columns: key },
    uniques: [],
    checks: [],
    foreignKeys: [],
    indexes: [],
    others: [],
  }
}
