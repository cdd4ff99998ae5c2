import type { RevisionNode } from './revision-node.ts'

/** Which relation a search follows: only `downRevision` (a line of descent), or dependencies as well (what is needed). */
export type Along = 'descent' | 'needs'

/** The nodes and everything below them. */
export function ancestorsOf(nodes: Iterable<RevisionNode>, along: Along): Set<RevisionNode> {
  const found = new Set(nodes)
  // A set that grows while it is walked: every node is visited once.
  for (const node of found) {
    for (const next of along === 'descent' ? node.downRevisions : node.parents) found.add(next)
  }
  return found
}

/** The nodes and everything above them. */
export function descendantsOf(nodes: Iterable<RevisionNode>, along: Along): Set<RevisionNode> {
  const found = new Set(nodes)
  for (const node of found) {
    for (const next of along === 'descent' ? node.children : node.dependents) found.add(next)
  }
  return found
}

/** The nodes with everything below and above them. */
export function lineageOf(nodes: Iterable<RevisionNode>, along: Along): Set<RevisionNode> {
  const start = [...nodes]
  return new Set([...ancestorsOf(start, along), ...descendantsOf(start, along)])
}

export function inOrder(nodes: Iterable<RevisionNode>): readonly RevisionNode[] {
  return [...nodes].sort((a, b) => a.position - b.position)
}
