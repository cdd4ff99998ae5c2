import { writeFileSync } from 'node:fs'
import { type Databases, single } from '../databases/databases.ts'
import { smallChangesScript, smallDowngradesScript, smallHistory } from '../projects/small-changes.ts'
import type { Stage } from '../stage.ts'
import { demand } from '../workload.ts'

/** A project of small changes, in a straight line. */
export async function smallProject(stage: Stage, revisions: number): Promise<string> {
  return await stage.project(`small-${revisions}`, () => smallHistory(revisions))
}

/** The name of a database with all of them applied. */
export async function appliedSmall(stage: Stage, databases: Databases, revisions: number): Promise<string> {
  const database = `small_${revisions}`
  const project = await smallProject(stage, revisions)
  await stage.once(`${databases.name} ${database}`, databases.lasting, async () => {
    await databases.create(database)
    const config = ['-c', 'one-transaction.config.json']
    stage.run(stage.limbeck(project, databases.url(database), ...config, 'upgrade', 'heads', '--quiet'))
    await demandChanges(databases, database, revisions)
  })
  return database
}

/** Scripts with the same work, for the database's own command line. */
export function upgradeScript(stage: Stage, revisions: number): string {
  const file = stage.path(`small-${revisions}-up.sql`)
  writeFileSync(file, smallChangesScript(revisions))
  return file
}

export function downgradeScript(stage: Stage, revisions: number): string {
  const file = stage.path(`small-${revisions}-down.sql`)
  writeFileSync(file, smallDowngradesScript(revisions, revisions))
  return file
}

/** @throws Error unless as many changes are applied as that, whoever applied them */
export async function demandChanges(databases: Databases, database: string, revisions: number): Promise<void> {
  const catalog =
    databases.name === 'SQLite'
      ? "sqlite_schema WHERE type = 'table' AND name"
      : "pg_class WHERE relkind = 'r' AND relname"
  const tables = await single(databases, database, `SELECT count(*) FROM ${catalog} LIKE 'item_%'`)
  demand(`Tables in ${databases.name}`, tables, Math.ceil(revisions / 4))
  const indexCatalog =
    databases.name === 'SQLite'
      ? "sqlite_schema WHERE type = 'index' AND name"
      : "pg_class WHERE relkind = 'i' AND relname"
  const indexes = await single(databases, database, `SELECT count(*) FROM ${indexCatalog} LIKE 'ix_item_%'`)
  demand(`Indexes in ${databases.name}`, indexes, Math.floor((revisions + 1) / 4))
}

/** @throws Error unless limbeck's journal has that many runs */
export async function demandJournal(databases: Databases, database: string, runs: number): Promise<void> {
  const rows = await single(databases, database, "SELECT count(*) FROM limbeck_journal WHERE status = 'done'")
  demand(`Finished runs in the journal of ${databases.name}`, rows, runs)
}
