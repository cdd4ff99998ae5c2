import { readFileSync } from 'node:fs'
import {
  type Revision,
  type RevisionGraph,
  type RevisionId,
  appliedRevisions,
  isUpToDate,
} from '../../revisions/index.ts'

/** The text of a revision's file as it is now. */
export function textOfFile(revision: Revision): string {
  return readFileSync(revision.file, 'utf8')
}

/** The revisions that a database at these rows has applied. */
export function appliedAt(graph: RevisionGraph, rows: readonly RevisionId[]): readonly Revision[] {
  if (isUpToDate(graph, rows)) return graph.nodes.map((node) => node.revision)
  const applied = appliedRevisions(graph, rows)
  return graph.nodes.filter((node) => applied.has(node.id)).map((node) => node.revision)
}
