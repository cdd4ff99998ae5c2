import * as fc from 'fast-check'
import { type Revision, type RevisionGraph, buildRevisionGraph } from '../../src/revisions/index.ts'

/** How many random graphs each law is tried on: `LIMBECK_GRAPH_RUNS=10000` for the long run. */
const graphRuns = Number(process.env['LIMBECK_GRAPH_RUNS'] ?? 100)

/**
 * Revisions without cycles: each refers only to earlier ones. Branches, merges of up to three (an ancestor of another parent
 * may be among them), several bases, dependencies on anything by id or label, labels with digits, ids that begin with one
 * another, dates that are missing, equal or against the order.
 */
export function arbitraryRevisions(maxNodes: number): fc.Arbitrary<readonly Revision[]> {
  const node = fc.record({
    prefix: fc.constantFrom('a', 'ab', 'abcd', 'abcdef', 'x', '2f'),
    down: fc.array(fc.nat(), { maxLength: 3 }),
    /** How far below the newest the parents are: mostly near, so that lines grow long. */
    near: fc.integer({ min: 1, max: 6 }),
    isBase: fc.integer({ min: 0, max: 9 }),
    dependencies: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(fc.nat(), { maxLength: 2 }) },
    ),
    label: fc.constantFrom('', '', '', '', '', '', '', 'lib', 'lib-', 'v2-'),
    minute: fc.option(fc.integer({ min: 0, max: 20 })),
  })
  return fc.array(node, { minLength: 1, maxLength: maxNodes, size: 'max' }).map((drafts) => {
    const ids = drafts.map(({ prefix }, index) => `${prefix}${index.toString(36)}`)
    const labels = drafts.map(({ label }, index) => (label === '' ? null : `${label}${index}`))
    const pick = (choices: readonly number[], from: number, count: number) => [
      ...new Set(choices.map((choice) => from + (choice % count))),
    ]
    return drafts.map((draft, index) => {
      const window = Math.min(draft.near, index)
      const [first = 0] = draft.down
      const down = draft.down.length === 3 ? draft.down : [first]
      const label = labels[index] ?? null
      return {
        id: ids[index] ?? '',
        downRevisions:
          index === 0 || draft.isBase === 0 ? [] : pick(down, index - window, window).map((at) => ids[at] ?? ''),
        dependsOn:
          index === 0
            ? []
            : pick(draft.dependencies, 0, index).map((at) => (at % 2 === 0 ? labels[at] : null) ?? ids[at] ?? ''),
        branchLabels: label === null ? [] : [label],
        message: '',
        createdAt: draft.minute === null ? null : new Date(draft.minute * 60_000).toISOString(),
        file: `/migrations/${draft.prefix}${index}.ts`,
      }
    })
  })
}

/**
 * Tries a law on random graphs of up to `maxNodes` revisions, with some places in each; a counterexample prints as
 * revisions.
 */
export function holdsForGraphs(maxNodes: number, law: (graph: RevisionGraph, places: readonly number[]) => void): void {
  const places = fc.array(fc.nat(), { minLength: 1, maxLength: 8 })
  const graphs = fc.property(arbitraryRevisions(maxNodes), places, (all, some) => law(buildRevisionGraph(all), some))
  fc.assert(graphs, { numRuns: graphRuns })
}

/** Tries a law on random graphs whose files come in two orders. */
export function holdsForShuffledFiles(
  maxNodes: number,
  law: (one: RevisionGraph, other: RevisionGraph, place: number) => void,
): void {
  const shuffled = arbitraryRevisions(maxNodes).chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length }), fc.nat()),
  )
  const graphs = fc.property(shuffled, ([all, other, place]) =>
    law(buildRevisionGraph(all), buildRevisionGraph(other), place),
  )
  fc.assert(graphs, { numRuns: graphRuns })
}

/** The id at a place, counted round. */
export function idAt(graph: RevisionGraph, place: number): string {
  return graph.nodes[place % graph.nodes.length]?.id ?? ''
}
