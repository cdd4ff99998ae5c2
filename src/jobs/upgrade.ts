import { offlineUpgradeSteps, upgradeSteps } from '../revisions/index.ts'
import { migrate } from './migrate.ts'
import type { MigrateOptions } from './project.ts'
import type { ProjectContext } from './project-context.ts'
import { readGraphAndDigests } from './read-graph.ts'
import type { MigrationResult } from './results.ts'

/** Runs every revision that the target needs and that is not applied; nothing when there is none. */
export async function upgrade(
  project: ProjectContext,
  target: string,
  options: MigrateOptions = {},
): Promise<MigrationResult> {
  const { graph, digestOf } = readGraphAndDigests(project.config, project.onEvent)
  return await migrate(
    project,
    {
      direction: 'upgrade',
      target,
      graph,
      digestOf,
      planSteps: (heads) => upgradeSteps(graph, heads, target),
      planScript: () => offlineUpgradeSteps(graph, target),
    },
    options,
  )
}
