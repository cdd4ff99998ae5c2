import type { NodeDraft } from './revision-node.ts'

/**
 * Gives every node the labels of its branch. A label goes up to all that follow the labelled revision, and down as long
 * as the way is a single line: up to the nearest branch point or merge point, which belongs to several branches.
 * Dependencies carry no labels.
 *
 * @param nodes in the order of the graph
 */
export function inheritBranchLabels(nodes: readonly NodeDraft[]): void {
  for (const node of nodes) {
    for (const down of node.downRevisions) node.branchLabels = union(node.branchLabels, down.branchLabels)
    node.branchLabels = union(node.branchLabels, node.revision.branchLabels)
  }
  for (const labelled of nodes) {
    const labels = labelled.revision.branchLabels
    if (labels.length === 0) continue
    for (let node: NodeDraft | undefined = labelled; node !== undefined && isOneLine(node);) {
      node.branchLabels = union(node.branchLabels, labels)
      node = node.downRevisions[0]
    }
  }
}

function isOneLine(node: NodeDraft): boolean {
  return node.dependents.length <= 1 && node.downRevisions.length <= 1
}

/** Both lists as one, sorted; the first itself when it has all, so that a long branch shares one list. */
function union(sorted: readonly string[], more: readonly string[]): readonly string[] {
  if (sorted === more || more.every((label) => sorted.includes(label))) return sorted
  return [...new Set([...sorted, ...more])].sort()
}
