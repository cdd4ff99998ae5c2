import { downgradeSteps, offlineDowngradeSteps } from '../../revisions/index.ts'
import { migrate } from './migrate.ts'
import type { MigrateOptions } from '../project.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraph } from '../read-graph.ts'
import type { MigrationResult } from '../results.ts'

/**
 * Takes back what is applied above the target.
 *
 * @throws LimbeckError LB2017 before the first statement when one of the files has no way back
 */
export async function downgrade(
  project: ProjectContext,
  target: string,
  options: MigrateOptions = {},
): Promise<MigrationResult> {
  const graph = readGraph(project.config, project.onEvent)
  return await migrate(
    project,
    {
      direction: 'downgrade',
      target,
      graph,
      planSteps: (heads) => downgradeSteps(graph, heads, target),
      planScript: () => offlineDowngradeSteps(graph, target),
    },
    options,
  )
}
