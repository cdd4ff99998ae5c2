import { revisionFile, revisionId } from './revision-file.ts'

/** One small change: for limbeck, and as SQL that SQLite and PostgreSQL both take. */
export interface SmallChange {
  readonly upgrade: readonly string[]
  readonly downgrade: readonly string[]
  readonly up: string
  readonly down: string
}

/** A table, a column, an index, a row, and again. */
export function smallChange(number: number): SmallChange {
  const table = `item_${String(Math.floor(number / 4)).padStart(5, '0')}`
  switch (number % 4) {
    case 0:
      return {
        upgrade: [
          `await op.createTable('${table}', (t) => {`,
          "  t.column('id', integer().notNull())",
          "  t.column('name', string(100).notNull())",
          "  t.column('price', decimal(10, 2))",
          `  t.primaryKey('pk_${table}', ['id'])`,
          '})',
        ],
        downgrade: [`await op.dropTable('${table}')`],
        up: `CREATE TABLE "${table}" ("id" INTEGER NOT NULL, "name" VARCHAR(100) NOT NULL, "price" NUMERIC(10, 2), CONSTRAINT "pk_${table}" PRIMARY KEY ("id"))`,
        down: `DROP TABLE "${table}"`,
      }
    case 1:
      return {
        upgrade: [`await op.addColumn('${table}', 'note', text())`],
        downgrade: [`await op.dropColumn('${table}', 'note')`],
        up: `ALTER TABLE "${table}" ADD COLUMN "note" TEXT`,
        down: `ALTER TABLE "${table}" DROP COLUMN "note"`,
      }
    case 2:
      return {
        upgrade: [`await op.createIndex('ix_${table}_name', '${table}', ['name'])`],
        downgrade: [`await op.dropIndex('ix_${table}_name', '${table}')`],
        up: `CREATE INDEX "ix_${table}_name" ON "${table}" ("name")`,
        down: `DROP INDEX "ix_${table}_name"`,
      }
    default: {
      const up = `INSERT INTO "${table}" ("id", "name") VALUES (1, 'first')`
      const down = `DELETE FROM "${table}" WHERE "id" = 1`
      return {
        upgrade: [`await op.execute(\`${up}\`)`],
        downgrade: [`await op.execute(\`${down}\`)`],
        up,
        down,
      }
    }
  }
}

/** A straight line of small changes. */
export function smallHistory(revisions: number): readonly (readonly [path: string, text: string])[] {
  return Array.from({ length: revisions }, (_, number) => {
    const { upgrade, downgrade } = smallChange(number)
    return revisionFile({
      number,
      message: `Small change number ${number}`,
      downRevisions: number === 0 ? [] : [revisionId(number - 1)],
      imports: ['decimal', 'integer', 'string', 'text'],
      upgrade,
      downgrade,
    })
  })
}

/** What limbeck keeps in a database, as it makes it itself. */
const stateTables = `
CREATE TABLE limbeck_version (version_num VARCHAR(128) NOT NULL, CONSTRAINT limbeck_version_pkc PRIMARY KEY (version_num));
CREATE TABLE limbeck_journal (version_table VARCHAR(128) NOT NULL, id INTEGER NOT NULL, revision VARCHAR(128) NOT NULL,
  direction VARCHAR(16) NOT NULL, statement INTEGER, status VARCHAR(16) NOT NULL, checksum VARCHAR(128) NOT NULL,
  statements INTEGER NOT NULL, row_count BIGINT, started_at VARCHAR(40) NOT NULL, finished_at VARCHAR(40),
  limbeck_version VARCHAR(40) NOT NULL, process VARCHAR(255), sql_text TEXT, error TEXT, database_user VARCHAR(255),
  os_user VARCHAR(255), CONSTRAINT limbeck_journal_pkc PRIMARY KEY (version_table, id));
`

/**
 * The same work as a script for `sqlite3` or `psql`: a transaction each, with the change, the row of the journal and that of the
 * version.
 */
export function smallChangesScript(revisions: number): string {
  const steps = Array.from({ length: revisions }, (_, number) => {
    const id = revisionId(number)
    const version =
      number === 0
        ? `INSERT INTO limbeck_version VALUES ('${id}')`
        : `UPDATE limbeck_version SET version_num = '${id}' WHERE version_num = '${revisionId(number - 1)}'`
    return transaction([smallChange(number).up, journalRow(number + 1, id, 'upgrade'), version])
  })
  return stateTables + steps.join('')
}

/** The way back from `revisions` to `revisions - steps`, as {@link smallChangesScript}. */
export function smallDowngradesScript(revisions: number, steps: number): string {
  return Array.from({ length: steps }, (_, step) => {
    const number = revisions - 1 - step
    const id = revisionId(number)
    const version =
      number === 0
        ? `DELETE FROM limbeck_version WHERE version_num = '${id}'`
        : `UPDATE limbeck_version SET version_num = '${revisionId(number - 1)}' WHERE version_num = '${id}'`
    return transaction([smallChange(number).down, journalRow(revisions + step + 1, id, 'downgrade'), version])
  }).join('')
}

function transaction(statements: readonly string[]): string {
  return `BEGIN;\n${statements.map((sql) => `${sql};\n`).join('')}COMMIT;\n`
}

function journalRow(row: number, revision: string, direction: string): string {
  const checksum = revision.repeat(8)
  return (
    'INSERT INTO limbeck_journal (version_table, id, revision, direction, status, checksum, statements, started_at, finished_at, limbeck_version, process, os_user) ' +
    `VALUES ('limbeck_version', ${row}, '${revision}', '${direction}', 'done', '${checksum}', 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '0.1.0', 'pid 1234 on host', 'user@host')`
  )
}
