import { type DatabaseState, offlineUpgradeSteps, upgradeSteps } from '../../revisions/index.ts'
import type { MigrationContext } from '../../runtime/index.ts'
import { openLastUpgrades } from './last-upgrades.ts'
import { migrate, migrateOpened } from './migrate.ts'
import type { Migration } from './migration.ts'
import type { MigrateOptions } from '../project.ts'
import type { ProjectContext } from '../project-context.ts'
import { type SeenProject, readGraphAndDigests, seeProject } from '../read-graph.ts'
import type { MigrationResult } from '../results.ts'
import { contextOf, withDatabase, withOpenDatabase } from '../with-database.ts'

/** Runs every revision that the target needs and that is not applied; nothing when there is none. */
export async function upgrade(
  project: ProjectContext,
  target: string,
  options: MigrateOptions = {},
): Promise<MigrationResult> {
  const seen = seeProject(project.config, project.onEvent)
  const isPlain = options.onSql === undefined && options.dryRun !== true
  const last = isPlain ? openLastUpgrades(project.config, seen) : null
  const migration = () => migrationTo(project, target, seen)
  if (last === null) return await migrate(project, migration(), options)
  const run = async (context: MigrationContext, upgradeTo: Migration, before: DatabaseState | null) => {
    const result = await migrateOpened(context, upgradeTo, options)
    if (result.steps.length === 0 && before !== null) await last.remember(target, before, context)
    return result
  }
  if (!last.knows(target)) {
    // Wrong files are told before a database is opened, or made.
    const known = migration()
    return await withDatabase(project, { create: true }, async (context) =>
      run(context, known, await last.stateOf(context)),
    )
  }
  return await withOpenDatabase(project, { create: true }, async (database) => {
    const state = await last.stateOf(database)
    if (state !== null && last.wasIdle(target, state)) {
      return { steps: [], headsBefore: state.heads, headsAfter: state.heads }
    }
    return await run(await contextOf(project, database), migration(), state)
  })
}

function migrationTo(project: ProjectContext, target: string, seen: SeenProject): Migration {
  const { graph, digestOf } = readGraphAndDigests(project.config, seen)
  return {
    direction: 'upgrade',
    target,
    graph,
    digestOf,
    planSteps: (heads) => upgradeSteps(graph, heads, target),
    planScript: () => offlineUpgradeSteps(graph, target),
  }
}
