import { type RevisionGraph, type RevisionId, knownNodes, lineageOf } from '../../revisions/index.ts'

/** The revisions that are neither below nor above any of these: rows of theirs may stand in a version table beside them. */
export function rowsBeside(graph: RevisionGraph, ids: readonly RevisionId[]): readonly RevisionId[] {
  const related = lineageOf(knownNodes(graph, ids), 'needs')
  return graph.nodes.filter((node) => !related.has(node)).map((node) => node.id)
}
