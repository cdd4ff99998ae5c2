import { expect } from 'vitest'
import {
  type RevisionGraph,
  type RevisionStep,
  appliedRevisions,
  currentNodes,
  versionRowChanges,
} from '../../src/revisions/index.ts'

/** The applied revisions that no applied one needs, worked out from scratch. */
function maximal(graph: RevisionGraph, applied: ReadonlySet<string>): readonly string[] {
  const needed = new Set(
    graph.nodes.filter((node) => applied.has(node.id)).flatMap((node) => [...node.downRevisions, ...node.dependencies]),
  )
  return graph.nodes.filter((node) => applied.has(node.id) && !needed.has(node)).map((node) => node.id)
}

/** Follows steps and demands what must hold around each of them; the rows at the end. */
export function followSteps(
  graph: RevisionGraph,
  rows: readonly string[],
  steps: readonly RevisionStep[],
): readonly string[] {
  const applied = new Set(appliedRevisions(graph, rows))
  let heads: readonly string[] = currentNodes(graph, rows).map((node) => node.id)
  for (const { direction, revision, headsBefore, headsAfter } of steps) {
    const { id } = revision
    const node = graph.byId.get(id)
    const needs = [...(node?.downRevisions ?? []), ...(node?.dependencies ?? [])]
    demandSame(headsBefore, heads, `the rows before ${id}`)
    if (direction === 'upgrade') {
      demand(!applied.has(id), `${id} runs once`)
      demand(
        needs.every((each) => applied.has(each.id)),
        `${id} runs behind what it needs`,
      )
      applied.add(id)
    } else {
      demand(headsBefore.includes(id), `${id} is a row when it is taken back`)
      applied.delete(id)
      demand(!(node?.dependents ?? []).some((each) => applied.has(each.id)), `nothing stands on ${id} any more`)
    }
    demandSame(headsAfter, maximal(graph, applied), `the rows behind ${id}`)
    demandSame(applyRowChanges(headsBefore, headsAfter), headsAfter.toSorted(), `the changes of rows at ${id}`)
    heads = headsAfter
  }
  return heads
}

function applyRowChanges(before: readonly string[], after: readonly string[]): readonly string[] {
  const rows = new Set(before)
  const { deletes, updates, inserts } = versionRowChanges(before, after)
  for (const id of deletes) demand(rows.delete(id), `${id} is there to be deleted`)
  for (const { from, to } of updates) {
    demand(rows.delete(from), `${from} is there to be updated`)
    rows.add(to)
  }
  for (const id of inserts) rows.add(id)
  return [...rows].sort()
}

/** As `expect`, which is too slow for millions of steps. */
function demand(holds: boolean, what: string): void {
  if (!holds) expect.fail(what)
}

function demandSame(found: readonly string[], wanted: readonly string[], what: string): void {
  if (found.join() !== wanted.join()) expect(found, what).toEqual(wanted)
}
