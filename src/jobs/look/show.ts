import { LimbeckError } from '../../errors/index.ts'
import { findRevisions, mentionsCurrent } from '../../revisions/index.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraph } from '../read-graph.ts'
import { readRows } from './read-rows.ts'
import type { RevisionInfo, RevisionsResult } from '../results.ts'
import { RevisionDescriber } from './revision-info.ts'

/** The revisions that an argument names. Only `current` asks the database. */
export async function show(project: ProjectContext, revision: string): Promise<RevisionsResult> {
  const graph = readGraph(project.config, project.onEvent)
  const rows = mentionsCurrent(revision) ? await readRows(project) : null
  const nodes = findRevisions(graph, revision, rows, 'show')
  return { revisions: new RevisionDescriber(graph, rows).describeAll(nodes) }
}

/**
 * The one revision that an argument names.
 *
 * @throws LimbeckError LB2001 when it names none, LB2002 when it names several
 */
export async function find(project: ProjectContext, revision: string): Promise<RevisionInfo> {
  const { revisions } = await show(project, revision)
  const [first, second] = revisions
  if (first !== undefined && second === undefined) return first
  const details = { revision, found: revisions.map(({ id }) => id) }
  if (first === undefined) {
    throw new LimbeckError('LB2001', `No revision files indicated by symbol '${revision}'`, {
      hints: ['`limbeck history` lists all revisions.'],
      details,
    })
  }
  throw new LimbeckError('LB2002', `'${revision}' names several revisions; please specify one`, {
    hints: revisions.map(({ id, message }) => `\`${id}\`${message === '' ? '' : ` (${message})`}`),
    details,
  })
}
