import path from 'node:path'
import { leaveAlone } from '../../diff/index.ts'
import type { Comparison } from './compare-with-models.ts'
import { loadModels } from './load-models.ts'
import type { ProjectContext } from '../project-context.ts'
import { projectDialect } from '../project-dialect.ts'
import { readGraph } from '../read-graph.ts'
import { replayHistory } from './replay.ts'

/** Files that a warning names. */
const namedFiles = 5

/**
 * Models and what the revision files make, replayed in memory. The database is not asked, and neither are comparators of
 * the project, which ask it.
 *
 * @throws LimbeckError LB1005 without a URL, which says what kind of database it is about
 */
export async function compareWithHistory(project: ProjectContext): Promise<Comparison> {
  const { config } = project
  const dialect = await projectDialect(config)
  const graph = readGraph(config)
  const { after, untold } = await replayHistory(
    graph.nodes.map((node) => node.revision),
    config,
  )
  // The dialect reads from texts what objects stand on.
  const found = await dialect.canonicalize(after, after, null)
  if (untold.length > 0) warnOfUntold(project, untold)
  const { catalog, renames } = await loadModels(project)
  const wanted = await dialect.canonicalize(leaveAlone(found, catalog, config), found, null)
  return { dialect, serverVersion: null, config, graph, found, wanted, renames, compared: { before: [], after: [] } }
}

function warnOfUntold({ config, onEvent }: ProjectContext, files: readonly string[]): void {
  const names = files.slice(0, namedFiles).map((file) => path.relative(config.folder, file))
  const more = files.length > names.length ? [`and ${files.length - names.length} more`] : []
  onEvent({
    kind: 'warning',
    message: `What hand-written SQL and code of revisions change is not known without a database: ${[...names, ...more].join(', ')}.`,
    hints: [
      'Look the new revision over for what is there already, or compare with a database: leave out `--from revisions`.',
    ],
  })
}
