import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { DirectedGraph, findCycle, orderDespiteCycles, strongComponents, topologicalOrder } from './index.ts'

function graphOf(size: number, edges: readonly (readonly [number, number])[]): DirectedGraph {
  const graph = new DirectedGraph(size)
  for (const [from, to] of edges) graph.addEdge(from, to)
  return graph
}

const edgesOver = (size: number) =>
  fc.array(fc.tuple(fc.nat({ max: size - 1 }), fc.nat({ max: size - 1 })), { maxLength: size * 3 })
const anyGraph = fc
  .integer({ min: 1, max: 20 })
  .chain((size) => edgesOver(size).map((edges) => ({ size, edges, graph: graphOf(size, edges) })))
const acyclicGraph = fc.integer({ min: 1, max: 20 }).chain((size) =>
  edgesOver(size).map((edges) =>
    graphOf(
      size,
      edges.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
    ),
  ),
)

test('nodes without edges keep the order of the comparison, then of their numbers', () => {
  const heights = [3, 1, 2, 1]
  const compare = (a: number, b: number) => (heights[a] ?? 0) - (heights[b] ?? 0)
  expect(topologicalOrder(graphOf(4, []), compare)).toEqual([1, 3, 2, 0])
})

test('an edge is stronger than the comparison', () => {
  const graph = graphOf(3, [[2, 0]])
  expect(topologicalOrder(graph)).toEqual([1, 2, 0])
})

test('a cycle is named, the last leading back to the first', () => {
  const graph = graphOf(5, [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 1],
  ])
  expect(topologicalOrder(graph)).toBeNull()
  expect(findCycle(graph)).toEqual([1, 2, 3])
})

test('an edge from a node to itself is no cycle', () => {
  expect(findCycle(graphOf(1, [[0, 0]]))).toBeUndefined()
})

test('a graph without cycles is ordered along its edges', () => {
  fc.assert(
    fc.property(acyclicGraph, (graph) => {
      const order = topologicalOrder(graph) ?? []
      const placeOf = new Map(order.map((node, place) => [node, place]))
      expect(placeOf.size).toBe(graph.size)
      for (const [from, to] of graph.edges()) expect(placeOf.get(from)).toBeLessThan(placeOf.get(to) ?? -1)
    }),
  )
})

test('a cycle is found exactly when a component has several nodes, and its edges exist', () => {
  fc.assert(
    fc.property(anyGraph, ({ graph }) => {
      const cycle = findCycle(graph)
      expect(cycle !== undefined).toBe(strongComponents(graph).some((component) => component.length > 1))
      cycle?.forEach((node, place) => {
        expect(graph.hasEdge(node, cycle[(place + 1) % cycle.length] ?? -1)).toBe(true)
      })
    }),
  )
})

test('components are every node once, and stand behind those that lead to them', () => {
  fc.assert(
    fc.property(anyGraph, ({ graph, size }) => {
      const components = strongComponents(graph)
      expect(components.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, node) => node))
      const componentOf = new Map(components.flatMap((nodes, place) => nodes.map((node) => [node, place] as const)))
      for (const [from, to] of graph.edges()) {
        expect(componentOf.get(from)).toBeLessThanOrEqual(componentOf.get(to) ?? -1)
      }
    }),
  )
})

test('a knot keeps its own order and breaks no edge outside of it', () => {
  const graph = graphOf(5, [
    [4, 3],
    [3, 4],
    [4, 0],
    [2, 3],
  ])
  expect(orderDespiteCycles(graph)).toEqual([1, 2, 3, 4, 0])
})

test('order despite cycles breaks no edge between components', () => {
  fc.assert(
    fc.property(anyGraph, ({ graph, size }) => {
      const order = orderDespiteCycles(graph)
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, node) => node))
      const placeOf = new Map(order.map((node, place) => [node, place]))
      const componentOf = new Map(strongComponents(graph).flatMap((nodes, at) => nodes.map((node) => [node, at])))
      for (const [from, to] of graph.edges()) {
        if (componentOf.get(from) === componentOf.get(to)) continue
        expect(placeOf.get(from)).toBeLessThan(placeOf.get(to) ?? -1)
      }
    }),
  )
})

test('a chain of 100,000 nodes does not exhaust the stack', () => {
  const graph = new DirectedGraph(100_000)
  for (let node = 1; node < graph.size; node += 1) graph.addEdge(node, node - 1)
  expect(topologicalOrder(graph)?.[0]).toBe(99_999)
  expect(strongComponents(graph)).toHaveLength(100_000)
})
