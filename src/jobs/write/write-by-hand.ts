import { operationInfos } from '../compare/compare-with-models.ts'
import { processSource } from './process-source.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraph } from '../read-graph.ts'
import type { NewRevisionResult, RevisionInfo } from '../results.ts'
import { type RevisionGraph } from '../../revisions/index.ts'
import { type NewRevisionDraft, renderDraft, sourceOfDraft, writeNewRevision } from './write-new-revision.ts'

/**
 * Writes a revision that is to be filled in by hand, or a merge, as the configuration's hooks want it.
 *
 * @throws LimbeckError what the hooks and the files throw
 */
export async function writeByHand(
  project: ProjectContext,
  graph: RevisionGraph,
  draft: NewRevisionDraft,
  command: 'revision' | 'merge',
): Promise<NewRevisionResult> {
  const { config } = project
  const source = sourceOfDraft(config, draft)
  const sources = await processSource(project, { command, graph, source, comparison: null })
  const revisions: RevisionInfo[] = []
  for (const one of sources) {
    revisions.push(await writeNewRevision(config, readGraph(config), renderDraft(config, one, draft)))
  }
  const [revision = null, ...further] = revisions
  const operations = operationInfos(sources.flatMap((one) => one.upgrade ?? []))
  return { revision, ...(further.length === 0 ? {} : { further }), operations, findings: [], unmodelled: [] }
}
