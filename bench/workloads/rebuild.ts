import { single } from '../databases/databases.ts'
import type { Sizes } from '../sizes.ts'
import { bigTable, bigTableDatabase, bigTableProject } from '../states/big-table.ts'
import { type Workload, demand } from '../workload.ts'

/** What SQLite's manual says a change takes that ALTER TABLE cannot do: https://sqlite.org/lang_altertable.html#otheralter */
const byHand = `
const { DatabaseSync } = require('node:sqlite')
const database = new DatabaseSync(process.argv[1])
database.exec('PRAGMA foreign_keys = OFF')
database.exec('BEGIN IMMEDIATE')
const [{ sql: index }] = database.prepare("SELECT sql FROM sqlite_schema WHERE tbl_name = 'big' AND sql LIKE 'CREATE INDEX%'").all()
database.exec(process.argv[2])
database.exec('INSERT INTO big_new (id, code, note, amount, created) SELECT id, code, note, amount, created FROM big')
database.exec('DROP TABLE big')
database.exec('ALTER TABLE big_new RENAME TO big')
database.exec(index)
if (database.prepare('PRAGMA foreign_key_check(big)').all().length > 0) throw new Error('foreign keys')
database.exec('COMMIT')
database.exec('PRAGMA foreign_keys = ON')
database.close()`

const limit = 'the same steps through `node:sqlite`'

/** A table made anew, and its rows copied. */
export function rebuild({ rows }: Sizes): readonly Workload[] {
  return [
    {
      id: 'rebuild/sqlite',
      title: `SQLite rebuild, ${rows.toLocaleString('en')} rows (set NOT NULL)`,
      limit,
      target: { ratio: 1.1 },
      runs: 5,
      prepare: async (stage) => {
        const { sqlite } = stage
        const change = [
          "await op.alterTable('big', (t) => t.alterColumn('note', { nullable: false }), { rebuild: 'always' })",
        ]
        const project = await bigTableProject(stage, 'rebuild', change)
        const template = await bigTableDatabase(stage)
        const url = sqlite.url('rebuilding')
        const newTable = bigTable
          .replace('CREATE TABLE big', 'CREATE TABLE big_new')
          .replace('note TEXT', 'note TEXT NOT NULL')
        const shared = {
          before: () => sqlite.restore('rebuilding', template),
          check: async () => {
            const nullable = `SELECT "notnull" FROM pragma_table_info('big') WHERE name = 'note'`
            demand('note is NOT NULL', await single(sqlite, 'rebuilding', nullable), 1)
            demand('Rows', await single(sqlite, 'rebuilding', 'SELECT count(note) FROM big'), rows)
            const index = "SELECT count(*) FROM sqlite_schema WHERE name = 'ix_big_code'"
            demand('Indexes', await single(sqlite, 'rebuilding', index), 1)
          },
        }
        return [
          { ...shared, name: 'limbeck', command: stage.limbeck(project, url, 'upgrade', 'head', '--quiet') },
          {
            ...shared,
            name: limit,
            command: {
              command: process.execPath,
              args: ['-e', byHand, url.slice('sqlite:///'.length), newTable],
            },
          },
        ]
      },
    },
  ]
}
