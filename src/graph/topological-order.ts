import type { DirectedGraph } from './directed-graph.ts'
import { RankHeap } from './rank-heap.ts'
import { strongComponents } from './strong-components.ts'

/**
 * All nodes, each behind those that lead to it; null where there is a cycle. Of the nodes that could come next, the first
 * by `compare` does, and among equals the one of the lower number: the same graph always gives the same order.
 */
export function topologicalOrder(
  graph: DirectedGraph,
  compare: (a: number, b: number) => number = () => 0,
): readonly number[] | null {
  const rankOf = new Int32Array(graph.size)
  const byRank = Array.from({ length: graph.size }, (_, node) => node).sort((a, b) => compare(a, b) || a - b)
  byRank.forEach((node, rank) => {
    rankOf[node] = rank
  })

  // In a large graph, made in a sensible order, comparing alone mostly leads along all edges.
  if (isAlong(graph, rankOf)) return byRank

  const waitingFor = new Int32Array(graph.size)
  for (const [, to] of graph.edges()) waitingFor[to] = (waitingFor[to] ?? 0) + 1

  const ready = new RankHeap()
  for (let node = 0; node < graph.size; node += 1) if (waitingFor[node] === 0) ready.push(rankOf[node] ?? 0)
  const order: number[] = []
  for (let rank = ready.pop(); rank !== undefined; rank = ready.pop()) {
    const node = byRank[rank] ?? 0
    order.push(node)
    for (const next of graph.successorsOf(node)) {
      waitingFor[next] = (waitingFor[next] ?? 0) - 1
      if (waitingFor[next] === 0) ready.push(rankOf[next] ?? 0)
    }
  }
  return order.length === graph.size ? order : null
}

/** Whether every edge leads to a node of a higher rank. */
function isAlong(graph: DirectedGraph, rankOf: Int32Array): boolean {
  for (let node = 0; node < graph.size; node += 1) {
    for (const next of graph.successorsOf(node)) if ((rankOf[next] ?? 0) < (rankOf[node] ?? 0)) return false
  }
  return true
}

/** One cycle, a shortest one through its first node; undefined when there is none. The last node leads back to the first. */
export function findCycle(graph: DirectedGraph): readonly number[] | undefined {
  const knot = strongComponents(graph).find((component) => component.length > 1)
  const [start] = knot ?? []
  if (knot === undefined || start === undefined) return undefined
  const inside = new Set(knot)
  const cameFrom = new Map<number, number>()
  const queue = [start]
  for (const node of queue) {
    for (const next of graph.successorsOf(node)) {
      if (next === start) return trail(cameFrom, start, node)
      if (!inside.has(next) || cameFrom.has(next)) continue
      cameFrom.set(next, node)
      queue.push(next)
    }
  }
  return undefined
}

function trail(cameFrom: ReadonlyMap<number, number>, start: number, end: number): readonly number[] {
  const nodes = [end]
  for (let node = end; node !== start;) {
    node = cameFrom.get(node) ?? start
    nodes.push(node)
  }
  return nodes.reverse()
}
