import { fault } from '../errors/index.ts'
import { DirectedGraph, topologicalOrder } from '../graph/index.ts'
import type { RevisionNode } from './revision-node.ts'

/**
 * The one order of all revisions: each behind what it needs; of those that could come next the oldest by its header,
 * then the smaller id. Names and folders of files have no say, so renaming a file changes nothing.
 */
export function orderOfGraph<Node extends RevisionNode>(nodes: readonly Node[]): readonly Node[] {
  const numbers = new Map<RevisionNode, number>(nodes.map((node, number) => [node, number]))
  const graph = new DirectedGraph(nodes.length)
  for (const [node, number] of numbers) {
    for (const parent of node.parents) graph.addEdge(numbers.get(parent) ?? number, number)
  }
  const times = nodes.map(({ revision }) => (revision.createdAt === null ? Infinity : Date.parse(revision.createdAt)))
  const result = topologicalOrder(graph, (a, b) => {
    const [timeA = Infinity, timeB = Infinity] = [times[a], times[b]]
    if (timeA !== timeB) return timeA < timeB ? -1 : 1
    return (nodes[a]?.id ?? '') < (nodes[b]?.id ?? '') ? -1 : 1
  })
  if (result.kind === 'cyclic') throw fault('A cycle of revisions got past the check')
  return result.order.flatMap((number) => nodes[number] ?? [])
}
