import { expect, test } from 'vitest'
import { largeRevisionGraph } from '../../../test/support/large-revision-graph.ts'
import {
  ancestorsOf,
  appliedRevisions,
  downgradeSteps,
  findRevisions,
  revisionsInRange,
  stampSteps,
  upgradeSteps,
} from '../index.ts'

const graph = largeRevisionGraph()
const idsOf = (nodes: Iterable<{ readonly id: string }>) => [...nodes].map((node) => node.id)
const heads = idsOf(graph.realHeads)

test('is as wild as it is meant to be', () => {
  expect({
    revisions: graph.nodes.length,
    bases: graph.bases.length,
    heads: graph.heads.length,
    branches: graph.branchPoints.length,
    merges: graph.mergePoints.length,
    widest: Math.max(...graph.mergePoints.map((node) => node.downRevisions.length)),
    dependencies: graph.nodes.filter((node) => node.dependencies.length > 0).length,
  }).toMatchInlineSnapshot(`
    {
      "bases": 3,
      "branches": 32,
      "dependencies": 12,
      "heads": 12,
      "merges": 13,
      "revisions": 150,
      "widest": 3,
    }
  `)
})

test('all of it runs once, each revision behind what it needs', () => {
  const up = upgradeSteps(graph, [], 'heads').map((step) => step.revision.id)
  expect([...up].sort()).toEqual(idsOf(graph.nodes).sort())
  for (const node of graph.nodes) {
    for (const parent of node.parents) expect(up.indexOf(parent.id)).toBeLessThan(up.indexOf(node.id))
  }
  const down = downgradeSteps(graph, heads, 'base').map((step) => step.revision.id)
  expect(down).toEqual(up.toReversed())
})

test('no revision is above and below another', () => {
  for (const node of graph.nodes) {
    const below = ancestorsOf(node.parents, 'needs')
    expect(below.has(node)).toBe(false)
    for (const dependent of node.dependents) expect(below.has(dependent)).toBe(false)
  }
})

test('to every revision: its ancestors run and no others, a stamp leaves the same rows', () => {
  for (const node of graph.nodes) {
    const steps = upgradeSteps(graph, [], node.id)
    expect(new Set(steps.map((step) => step.revision.id))).toEqual(new Set(idsOf(ancestorsOf([node], 'needs'))))
    expect(steps.at(-1)?.headsAfter).toEqual([node.id])
    expect(stampSteps(graph, [], [node.id]).at(-1)?.headsAfter).toEqual([node.id])
    // From there to the end: what is left.
    const rest = upgradeSteps(graph, [node.id], 'heads')
    expect(steps.length + rest.length).toBe(graph.nodes.length)
    expect(rest.at(-1)?.headsAfter ?? [node.id]).toEqual(heads)
  }
})

test('down from the heads to every revision: all that stands on it goes, nothing else', () => {
  for (const node of graph.nodes) {
    if (node.children.length === 0) continue
    const steps = downgradeSteps(graph, heads, node.id)
    const applied = appliedRevisions(graph, steps.at(-1)?.headsAfter ?? heads)
    expect(applied.has(node.id)).toBe(true)
    expect(node.children.some((child) => applied.has(child.id))).toBe(false)
    const gone = new Set(steps.map((step) => step.revision.id))
    for (const other of graph.nodes) {
      const standsOnIt = [...ancestorsOf([other], 'needs')].some((each) => node.children.includes(each))
      expect(gone.has(other.id)).toBe(standsOnIt)
    }
  }
})

test('every label names its line from its first revision to its head', () => {
  for (const [label, node] of graph.byLabel) {
    expect(idsOf(findRevisions(graph, label))).toEqual([node.id])
    for (const head of findRevisions(graph, `${label}@heads`)) expect(head.branchLabels).toContain(label)
    const range = revisionsInRange(graph, `${label}@base:`, null)
    expect(range).toContain(node)
  }
})

test('six digits of every id are enough here', () => {
  for (const node of graph.nodes) expect(idsOf(findRevisions(graph, node.id.slice(0, 6)))).toEqual([node.id])
})
