import { DirectedGraph } from './directed-graph.ts'
import { strongComponents } from './strong-components.ts'
import { topologicalOrder } from './topological-order.ts'

/**
 * All nodes, each behind those that lead to it as far as cycles allow. A knot of cycles stays together and keeps the
 * order of `compare` (then of the numbers) inside; edges that lead in or out of it are all kept.
 */
export function orderDespiteCycles(
  graph: DirectedGraph,
  compare: (a: number, b: number) => number = () => 0,
): readonly number[] {
  const straight = topologicalOrder(graph, compare)
  if (straight !== null) return straight
  const components = strongComponents(graph).map((nodes) => [...nodes].sort((a, b) => compare(a, b) || a - b))
  const componentOf = new Int32Array(graph.size)
  components.forEach((nodes, component) => {
    for (const node of nodes) componentOf[node] = component
  })
  const condensed = new DirectedGraph(components.length)
  for (const [from, to] of graph.edges()) condensed.addEdge(componentOf[from] ?? 0, componentOf[to] ?? 0)
  const first = (component: number) => components[component]?.[0] ?? 0
  const result = topologicalOrder(condensed, (a, b) => compare(first(a), first(b)) || first(a) - first(b))
  return (result ?? []).flatMap((component) => components[component] ?? [])
}
