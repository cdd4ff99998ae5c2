import { LimbeckError, fault } from '../errors/index.ts'
import { DirectedGraph, findCycle } from '../graph/index.ts'
import type { RevisionNode } from './revision-node.ts'

/** LB2006 for revisions of which some need themselves, at whatever distance: with the cycle as a path. */
export function cycleIn(nodes: readonly RevisionNode[]): LimbeckError {
  for (const node of nodes) {
    if (node.downRevisions.includes(node)) return cycleError('Self-loop', [node])
    if (node.dependencies.includes(node)) return cycleError('Dependency self-loop', [node])
  }
  const down = cycleAlong(nodes, (node) => node.downRevisions)
  if (down !== null) return cycleError('Cycle', down)
  const needs = cycleAlong(nodes, (node) => [...node.downRevisions, ...node.dependencies])
  if (needs !== null) return cycleError('Dependency cycle', needs)
  return fault('Revisions have no order, and no cycle is found')
}

function cycleAlong(
  nodes: readonly RevisionNode[],
  neededBy: (node: RevisionNode) => readonly RevisionNode[],
): readonly RevisionNode[] | null {
  const numbers = new Map(nodes.map((node, number) => [node, number]))
  const graph = new DirectedGraph(nodes.length)
  for (const [node, number] of numbers) {
    for (const needed of neededBy(node)) graph.addEdge(number, numbers.get(needed) ?? number)
  }
  const cycle = findCycle(graph)?.flatMap((number) => nodes[number] ?? [])
  return cycle ?? null
}

function cycleError(what: string, cycle: readonly RevisionNode[]): LimbeckError {
  const ids = cycle.map((node) => node.id)
  const sorted = [...ids].sort()
  const path = cycle.map((node, index) => {
    const next = cycle[(index + 1) % cycle.length] ?? node
    return `${node.id} ${node.downRevisions.includes(next) ? 'follows' : 'depends on'} ${next.id}`
  })
  return new LimbeckError('LB2006', `${what} is detected in revisions (${sorted.join(', ')})`, {
    hints: [
      `The way round: ${path.join(', ')}.`,
      `Correct \`downRevision\` or \`dependsOn\` in one of ${cycle.map((node) => node.revision.file).join(', ')}.`,
    ],
    details: { cycle: ids, files: cycle.map((node) => node.revision.file) },
  })
}
