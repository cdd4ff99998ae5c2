import { readFileSync, writeFileSync } from 'node:fs'
import { catalogQueries } from '../projects/catalog-queries.ts'
import type { Sizes } from '../sizes.ts'
import type { Stage } from '../stage.ts'
import { newRevisions, removeNewRevisions, wideDatabase, wideProject } from '../states/wide-schema.ts'
import { type Workload, demand, saysSomething } from '../workload.ts'

/** Models and database compared, and the difference written as a revision. */
export function autogenerate(sizes: Sizes): readonly Workload[] {
  const kinds = ['postgres', 'sqlite'] as const
  // With a thousand tables one of them takes minutes.
  const besidePeers = sizes.tables[0]
  const rows = kinds.flatMap((kind) =>
    sizes.tables.flatMap((tables) => [
      row(kind, tables, 0, tables >= 1000),
      row(kind, tables, sizes.changes, tables >= 1000),
    ]),
  )
  const withPeers = rows.map((each) =>
    each.id === `autogenerate/postgres-${besidePeers}-0` && besidePeers !== undefined
      ? { ...each, peers: { work: 'autogenerate', tables: besidePeers } as const }
      : each,
  )
  return [...withPeers, ...kinds.map((kind) => row(kind, sizes.growthTables, 0, false))]
}

function row(kind: 'sqlite' | 'postgres', tables: number, changes: number, hasTarget: boolean): Workload {
  const limit = kind === 'sqlite' ? '`sqlite3` reading schema and pragmas' : 'its catalog queries in `psql`'
  const work = `autogenerate, ${changes === 0 ? 'no change' : `${changes} changes`}, ${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`
  const target = { ratio: kind === 'sqlite' ? 3 : 2, ...(tables === 3000 ? { memoryMiB: 250 } : {}) }
  return {
    id: `autogenerate/${kind}-${tables}-${changes}`,
    title: `${work}, ${tables.toLocaleString('en')} tables`,
    limit,
    ...(hasTarget ? { target } : {}),
    runs: tables >= 10_000 ? 2 : 5,
    growth: { curve: work, size: tables, unit: 'table' },
    prepare: async (stage) => {
      const databases = stage[kind]
      const database = await wideDatabase(stage, databases, tables)
      const project = await wideProject(stage, tables, changes)
      const words = ['revision', '--autogenerate', '-m', 'What changed']
      return [
        {
          name: 'limbeck',
          command: stage.limbeck(project, databases.url(database), ...words),
          before: () => removeNewRevisions(project),
          check: () => demand('Changes in the new revision', changesWritten(project), changes),
        },
        {
          name: limit,
          command: databases.script(database, await limitScript(stage, kind, databases.url(database))),
          check: (stdout) => {
            saysSomething(stdout)
            demand('Tables are read', stdout.includes(`table_${String(tables - 1).padStart(5, '0')}`), true)
          },
        },
      ]
    },
  }
}

/** Calls in the upgrade of the only new revision file; 0: there is none. */
function changesWritten(project: string): number {
  const files = newRevisions(project)
  if (files.length > 1) throw new Error(`${files.length} new revision files, not one.`)
  const [upgrade = ''] = files.map((file) => readFileSync(file, 'utf8').split('function downgrade')[0] ?? '')
  return upgrade.match(/await op\./g)?.length ?? 0
}

async function limitScript(stage: Stage, kind: 'sqlite' | 'postgres', url: string): Promise<string> {
  const file = stage.path(`catalog-${kind}.sql`)
  writeFileSync(file, kind === 'sqlite' ? schemaAndPragmas : await catalogQueries(url))
  return file
}

/** Everything that SQLite knows of tables, columns, indexes and foreign keys. */
const schemaAndPragmas = `
SELECT type, name, tbl_name, sql FROM sqlite_schema;
SELECT t.name, c.* FROM sqlite_schema t, pragma_table_xinfo(t.name) c WHERE t.type = 'table';
SELECT t.name, i.* FROM sqlite_schema t, pragma_index_list(t.name) i WHERE t.type = 'table';
SELECT i.name, c.* FROM sqlite_schema i, pragma_index_xinfo(i.name) c WHERE i.type = 'index';
SELECT t.name, f.* FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table';
`
