import type { NodeDraft } from './revision-node.ts'

/**
 * Gives every node the labels of its branch. A label goes up to all that follow the labelled revision, and down as long
 * as the way is a single line: up to the nearest branch point or merge point, which belongs to several branches.
 * Dependencies carry no labels.
 *
 * @param nodes in the order of the graph
 */
export function inheritBranchLabels(nodes: readonly NodeDraft[]): void {
  const labels = new Map<NodeDraft, Set<string>>()
  for (const node of nodes) {
    const inherited = node.downRevisions.flatMap((down) => [...(labels.get(down) ?? [])])
    if (inherited.length > 0 || node.revision.branchLabels.length > 0) {
      labels.set(node, new Set([...inherited, ...node.revision.branchLabels]))
    }
  }
  for (const labelled of nodes) {
    for (const label of labelled.revision.branchLabels) {
      for (let node: NodeDraft | undefined = labelled; node !== undefined && isOneLine(node);) {
        labels.set(node, (labels.get(node) ?? new Set()).add(label))
        node = node.downRevisions[0]
      }
    }
  }
  for (const [node, names] of labels) node.branchLabels.push(...[...names].sort())
}

function isOneLine(node: NodeDraft): boolean {
  return node.dependents.length <= 1 && node.downRevisions.length <= 1
}
