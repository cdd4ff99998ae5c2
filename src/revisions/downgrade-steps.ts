import { LimbeckError } from '../errors/index.ts'
import { branchTips, currentNodes } from './applied-revisions.ts'
import { ancestorsOf, descendantsOf, inOrder } from './lineage.ts'
import { stepsOf } from './moving-heads.ts'
import { findBranch, onBranch, resolveOne, startOfWalk } from './resolve-spec.ts'
import { ambiguous, listed, tooFar } from './revision-errors.ts'
import type { RevisionGraph, RevisionNode } from './revision-node.ts'
import { type RevisionSpec, parseSpec } from './revision-spec.ts'
import type { RevisionId, RevisionStep } from './revision.ts'
import { downgradeCommands, walkSteps } from './walk-steps.ts'

/** What a downgrade argument names: a revision to go down to, or base (null), and the branch that is to be taken back. */
interface DowngradeTarget {
  readonly node: RevisionNode | null
  readonly branch: RevisionNode | null
}

/**
 * What a downgrade takes back: all that is applied above the target, and what depends on it in other branches.
 * Dependencies of what is taken back stay. Empty when the target is a row of the version table.
 *
 * @param rows the rows of the version table
 * @throws LimbeckError LB2001, LB2002, LB2009, LB2010, LB2011, LB2012, LB2013, LB2021
 */
export function downgradeSteps(
  graph: RevisionGraph,
  rows: readonly RevisionId[],
  target: string,
): readonly RevisionStep[] {
  const current = currentNodes(graph, rows)
  const spec = parseSpec(graph, target)
  const { node, branch } = targetOf(graph, current, spec)
  const applied = ancestorsOf(current, 'needs')
  const roots = rootsToDrop(graph, node, branch, spec, current)
  const dropped = [...descendantsOf(roots, 'needs')].filter((each) => applied.has(each))
  if (dropped.length === 0 && node !== null && !current.includes(node)) throw notBelow(node, spec, current, applied)
  return stepsOf('downgrade', current, [...inOrder(dropped)].reverse())
}

/** The lowest revisions to take back; several where the target is a branch point or base, then the branch chooses. */
function rootsToDrop(
  graph: RevisionGraph,
  target: RevisionNode | null,
  branch: RevisionNode | null,
  spec: RevisionSpec,
  current: readonly RevisionNode[],
): readonly RevisionNode[] {
  const roots = target === null ? graph.bases : target.children
  if (branch === null || roots.length < 2) return roots
  const below = ancestorsOf([branch], 'descent')
  const chosen = roots.filter((root) => below.has(root))
  if (chosen.length > 0) return chosen
  throw new LimbeckError('LB2012', 'Not a valid downgrade target from current heads', {
    hints: [
      `None of ${listed(roots)} is on the way down from ${branch.id}, which '${spec.text}' names as the branch.`,
      currentlyAt(current),
    ],
    details: { argument: spec.text, revisions: roots.map((root) => root.id) },
  })
}

function targetOf(graph: RevisionGraph, current: readonly RevisionNode[], spec: RevisionSpec): DowngradeTarget {
  const context = { graph, purpose: 'downgrade', current: null } as const
  if (spec.offset === null) {
    const branch = spec.branch === null ? null : findBranch(graph, spec.branch, spec.text)
    // The branch only chooses what is dropped: `thisrev@oneparent` takes back a merge, whatever the parent's branch.
    const ofBranch = spec.symbol === 'head' || spec.symbol === 'heads'
    return { node: resolveOne(context, ofBranch ? spec : { ...spec, branch: null }), branch }
  }
  const walked = { ...spec, offset: spec.offset }
  if (spec.symbol === null) {
    if (spec.offset >= 0) throw didNotProduce(walked, 'A downgrade goes down; the way up is `limbeck upgrade`.')
    const start = startOf(graph, current, walked)
    const end = walkSteps(graph, start, walked, 'downgrade')
    if (!end.complete)
      throw didNotProduce(walked, 'Fewer revisions are applied; `limbeck downgrade base` takes back all of them.')
    return { node: end.node, branch: start }
  }
  const end = walkSteps(graph, startOfWalk(context, walked), walked, 'downgrade')
  if (!end.complete)
    throw tooFar(
      'Walked too far',
      spec.text,
      `There are fewer revisions from ${spec.symbol} on; look at \`limbeck history\`.`,
    )
  return { node: end.node, branch: spec.branch === null ? null : findBranch(graph, spec.branch, spec.text) }
}

/** Where `-1` or `label@-1` starts: the row of the branch, else the one applied revision of it that others depend on. */
function startOf(
  graph: RevisionGraph,
  current: readonly RevisionNode[],
  spec: RevisionSpec & { readonly offset: number },
): RevisionNode {
  let starts = current
  if (spec.branch !== null) {
    starts = onBranch(graph, current, spec.branch, spec.text)
    if (starts.length === 0) {
      starts = onBranch(graph, branchTips(ancestorsOf(current, 'needs')), spec.branch, spec.text)
    }
  }
  const [start, second] = starts
  if (start === undefined) {
    throw didNotProduce(
      spec,
      spec.branch === null ? 'No revision is applied.' : `No revision of '${spec.branch}' is applied.`,
    )
  }
  if (second === undefined) return start
  throw ambiguous(
    `downgrade ${spec.text} from multiple heads is ambiguous`,
    starts,
    starts.flatMap((node) => downgradeCommands(node, -spec.offset)),
  )
}

function didNotProduce(spec: RevisionSpec & { readonly offset: number }, hint: string): LimbeckError {
  const written = spec.text.replace(/^.*@/, '')
  return tooFar(`Relative revision ${written} didn't produce ${Math.abs(spec.offset)} migrations`, spec.text, hint)
}

function notBelow(
  target: RevisionNode,
  spec: RevisionSpec,
  current: readonly RevisionNode[],
  applied: ReadonlySet<RevisionNode>,
): LimbeckError {
  const hint = applied.has(target)
    ? `${target.id} is applied and nothing above it is; it has no row because ${listed(
        target.dependents.filter((node) => applied.has(node)),
      )} depends on it. To take it back as well, go below it.`
    : `${target.id} is not applied. \`limbeck upgrade ${target.id}\` goes there.`
  return new LimbeckError('LB2012', `Destination ${spec.text} is not a valid downgrade target from current head(s)`, {
    hints: [hint, currentlyAt(current)],
    details: { argument: spec.text, revision: target.id, heads: current.map((node) => node.id) },
  })
}

function currentlyAt(current: readonly RevisionNode[]): string {
  return current.length === 0
    ? 'The database is at base: nothing is applied.'
    : `The database is at ${listed(current)}.`
}
