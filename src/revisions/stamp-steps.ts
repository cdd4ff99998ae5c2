import { knownNodes } from './applied-revisions.ts'
import { ancestorsOf, inOrder, lineageOf } from './lineage.ts'
import { findBranch, headsAbove, resolveSymbol, startOfWalk } from './resolve-spec.ts'
import { overlapping, tooFar } from './revision-errors.ts'
import type { RevisionGraph, RevisionNode } from './revision-node.ts'
import { parseSpec } from './revision-spec.ts'
import type { Revision, RevisionId } from './revision.ts'
import { walkSteps } from './walk-steps.ts'

/** One target of a stamp: rows change, nothing runs. */
export interface StampStep {
  /** Null for base: rows are only taken away. */
  readonly revision: Revision | null
  readonly headsBefore: readonly RevisionId[]
  readonly headsAfter: readonly RevisionId[]
}

/**
 * How a stamp changes the rows: for each target the rows on its lines, dependencies included, give way to it. A target
 * that is a row already changes nothing and has no step.
 *
 * @param rows the rows of the version table; rows that overlap are tolerated, so that a stamp can repair them
 * @param targets revision arguments; `base` and `label@base` take rows away
 * @throws LimbeckError LB2001, LB2002, LB2009, LB2010, LB2011, LB2013 (targets that include one another), LB2021
 */
export function stampSteps(
  graph: RevisionGraph,
  rows: readonly RevisionId[],
  targets: readonly string[],
): readonly StampStep[] {
  const resolved = targets.map((target) => targetOf(graph, target))
  const wanted = inOrder(new Set(resolved.flatMap(({ nodes }) => [...nodes])))
  refuseOverlaps(wanted)

  let heads: readonly RevisionNode[] = knownNodes(graph, rows)
  const steps: StampStep[] = []
  const move = (revision: Revision | null, after: Iterable<RevisionNode>) => {
    const next = inOrder(new Set(after))
    if (next.length === heads.length && next.every((node, index) => node === heads[index])) return
    steps.push({ revision, headsBefore: idsOf(heads), headsAfter: idsOf(next) })
    heads = next
  }
  for (const { emptied } of resolved) {
    if (emptied !== null)
      move(
        null,
        heads.filter((head) => !emptied(head)),
      )
  }
  for (const node of wanted) {
    const line = lineageOf([node], 'needs')
    move(node.revision, [...heads.filter((head) => !line.has(head)), node])
  }
  return steps
}

function idsOf(nodes: readonly RevisionNode[]): readonly RevisionId[] {
  return nodes.map((node) => node.id)
}

/** The revisions that a target names; for base which rows it takes away. */
interface StampTarget {
  readonly nodes: readonly RevisionNode[]
  readonly emptied: ((head: RevisionNode) => boolean) | null
}

function targetOf(graph: RevisionGraph, target: string): StampTarget {
  const spec = parseSpec(graph, target)
  const context = { graph, purpose: 'stamp', current: null } as const
  let nodes: readonly RevisionNode[]
  if (spec.offset === null) nodes = resolveSymbol(context, spec)
  else {
    const walked = { ...spec, offset: spec.offset }
    const starts = spec.symbol === null ? headsAbove(context, spec, spec.offset) : [startOfWalk(context, walked)]
    const ends = starts.map((start) => walkSteps(graph, start, walked, 'stamp'))
    if (ends.some((end) => !end.complete)) {
      throw tooFar('Walked too far', spec.text, 'There are fewer revisions that way; look at `limbeck history`.')
    }
    nodes = [...new Set(ends.flatMap(({ node }) => node ?? []))]
  }
  if (nodes.length > 0) return { nodes, emptied: null }
  if (spec.branch === null) return { nodes, emptied: () => true }
  const line = lineageOf([findBranch(graph, spec.branch, spec.text)], 'needs')
  return { nodes, emptied: (head) => line.has(head) }
}

function refuseOverlaps(targets: readonly RevisionNode[]): void {
  for (const node of targets) {
    const below = ancestorsOf([node], 'needs')
    const included = targets.filter((other) => other !== node && below.has(other))
    if (included.length > 0) throw overlapping(node, included, [`${node.id} includes the others: leave them out.`])
  }
}
