import { DatabaseSync } from 'node:sqlite'
import type { Databases } from '../databases/databases.ts'
import { longHistory } from '../projects/long-history.ts'
import type { Stage } from '../stage.ts'

/** A project with a long history of revisions that do nothing. */
export async function longProject(stage: Stage, revisions: number): Promise<string> {
  return await stage.project(`long-${revisions}`, () => longHistory(revisions))
}

/** The name of a database with all revisions of that project applied. */
export async function appliedLong(stage: Stage, databases: Databases, revisions: number): Promise<string> {
  const database = `long_${revisions}`
  const project = await longProject(stage, revisions)
  const { sqlite } = stage
  await stage.once(`SQLite ${database}`, true, async () => {
    await sqlite.create(database)
    const config = ['-c', 'one-transaction.config.json']
    stage.run(stage.limbeck(project, sqlite.url(database), ...config, 'upgrade', 'heads', '--quiet'))
  })
  if (databases === sqlite) return database
  await stage.once(`${databases.name} ${database}`, databases.lasting, async () => {
    await databases.create(database)
    stage.run(stage.limbeck(project, databases.url(database), 'ensure-version'))
    await copyStateTables(sqlite.url(database).slice('sqlite:///'.length), databases, database)
  })
  return database
}

/** The revisions did nothing, so that the tables of limbeck are all there is; their columns are the same everywhere. */
async function copyStateTables(file: string, databases: Databases, database: string): Promise<void> {
  const from = new DatabaseSync(file, { readOnly: true })
  for (const table of ['limbeck_version', 'limbeck_journal']) {
    const rows = JSON.stringify(from.prepare(`SELECT * FROM ${table}`).all())
    const sql = `INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1::json)`
    await databases.query(database, sql, [rows])
  }
  from.close()
}
