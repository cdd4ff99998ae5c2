import { writeFileSync } from 'node:fs'
import { single } from '../databases/databases.ts'
import type { Sizes } from '../sizes.ts'
import { bigTableDatabase, bigTableProject } from '../states/big-table.ts'
import { type Workload, demand } from '../workload.ts'

const limit = 'native ALTER in `sqlite3`'

/** A column that nothing uses leaves a large table. */
export function dropColumn({ rows }: Sizes): readonly Workload[] {
  return [
    {
      id: 'drop-column/sqlite',
      title: `SQLite drop column, ${rows.toLocaleString('en')} rows`,
      limit,
      target: { ratio: 1.3 },
      runs: 5,
      prepare: async (stage) => {
        const { sqlite } = stage
        const project = await bigTableProject(stage, 'drop-column', ["await op.dropColumn('big', 'note')"])
        const template = await bigTableDatabase(stage)
        const script = stage.path('drop-column.sql')
        writeFileSync(script, 'ALTER TABLE big DROP COLUMN note;\n')
        const shared = {
          before: () => sqlite.restore('dropping', template),
          check: async () => {
            const columns = "SELECT count(*) FROM pragma_table_info('big')"
            demand('Columns', await single(sqlite, 'dropping', columns), 4)
            demand('Rows', await single(sqlite, 'dropping', 'SELECT count(*) FROM big'), rows)
          },
        }
        const url = sqlite.url('dropping')
        return [
          { ...shared, name: 'limbeck', command: stage.limbeck(project, url, 'upgrade', 'head', '--quiet') },
          { ...shared, name: limit, command: sqlite.script('dropping', script) },
        ]
      },
    },
  ]
}
