import { ancestorsOf, lineageOf } from './lineage.ts'
import { findBranch } from './resolve-spec.ts'
import { type Purpose, ambiguous, listed } from './revision-errors.ts'
import type { RevisionGraph, RevisionNode } from './revision-node.ts'
import type { RevisionSpec } from './revision-spec.ts'

/** Where a walk ends; `node: null` is base. `complete` is false when the graph ended before the steps were gone. */
export interface WalkEnd {
  readonly node: RevisionNode | null
  readonly complete: boolean
}

/**
 * Goes a number of steps along lines of descent, from a revision or from base (null).
 *
 * @throws LimbeckError LB2010 where the line forks
 */
export function walkSteps(
  graph: RevisionGraph,
  start: RevisionNode | null,
  spec: RevisionSpec & { readonly offset: number },
  purpose: Purpose,
): WalkEnd {
  const branch =
    spec.branch !== null && spec.offset > 0 ? lineageOf([findBranch(graph, spec.branch, spec.text)], 'descent') : null
  let node = start
  for (let step = 0; step < Math.abs(spec.offset); step += 1) {
    if (spec.offset < 0) {
      if (node === null) return { node, complete: false }
      if (node.downRevisions.length > 1) throw forkDown(node, Math.abs(spec.offset) - step, purpose)
      node = node.downRevisions[0] ?? null
      continue
    }
    const above: readonly RevisionNode[] = node === null ? graph.bases : node.children
    const choices = above.filter((child) => branch === null || branch.has(child))
    const [next] = choices
    if (next === undefined) return { node, complete: false }
    if (choices.length > 1) throw forkUp(choices, purpose, spec.offset - step)
    node = next
  }
  return { node, complete: true }
}

/** One way down: the line that is taken back, and where it ends (null is base). */
interface WayDown {
  readonly line: RevisionNode
  readonly end: RevisionNode | null
}

/** All ways to go a number of steps down, one for each parent of each merge on the way. */
function waysDown(start: RevisionNode, steps: number): readonly WayDown[] {
  let node: RevisionNode | null = start
  for (let left = steps; left > 0; left -= 1) {
    if (node === null) return []
    if (node.downRevisions.length > 1) {
      const merge: RevisionNode = node
      return merge.downRevisions.flatMap((down) =>
        // The branch of a parent tells the ways apart, unless a merge below it does.
        left === 1 ? [{ line: merge, end: down }] : waysDown(down, left - 1),
      )
    }
    node = node.downRevisions[0] ?? null
  }
  return [{ line: start, end: node }]
}

/** Commands that go a number of steps down from a revision, for an error that asks which way is meant. */
export function downgradeCommands(start: RevisionNode, steps: number): readonly string[] {
  const ways = waysDown(start, steps)
  const [first] = ways
  if (ways.length === 1 && first !== undefined && first.line === start)
    return [`limbeck downgrade ${start.id}@-${steps}`]
  return ways.map(({ line, end }) => `limbeck downgrade ${line.id}@${end?.id ?? 'base'}`)
}

function forkDown(merge: RevisionNode, left: number, purpose: Purpose) {
  const ends = [...new Set(waysDown(merge, left).flatMap(({ end }) => end ?? []))]
  return ambiguous(
    'Ambiguous walk',
    merge.downRevisions,
    purpose === 'downgrade' ? downgradeCommands(merge, left) : ends.map((end) => commandFor(purpose, end.id)),
    purpose === 'downgrade' && left === 1 && areApart(merge.downRevisions)
      ? `Here it is the same: either takes back ${merge.id} and leaves ${listed(merge.downRevisions)} applied.`
      : null,
  )
}

/** Whether none of the revisions is built on another. */
function areApart(nodes: readonly RevisionNode[]): boolean {
  const below = ancestorsOf(
    nodes.flatMap((node) => node.parents),
    'needs',
  )
  return nodes.every((node) => !below.has(node))
}

function forkUp(choices: readonly RevisionNode[], purpose: Purpose, left: number) {
  return ambiguous(
    'Ambiguous walk',
    choices,
    // One step more leads to the child itself.
    choices.map((child) => commandFor(purpose, left === 1 ? child.id : `${child.id}+${left - 1}`)),
  )
}

/** The whole command where the argument is all of it; else the argument. */
function commandFor(purpose: Purpose, argument: string): string {
  return purpose === 'upgrade' || purpose === 'downgrade' || purpose === 'stamp' || purpose === 'show'
    ? `limbeck ${purpose} ${argument}`
    : argument
}
