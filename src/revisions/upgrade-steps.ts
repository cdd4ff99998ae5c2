import { currentNodes } from './applied-revisions.ts'
import { ancestorsOf, inOrder } from './lineage.ts'
import { stepsOf } from './moving-heads.ts'
import { onBranch, resolveSymbol, startOfWalk } from './resolve-spec.ts'
import { ambiguous, overlapping, tooFar } from './revision-errors.ts'
import type { RevisionGraph, RevisionNode } from './revision-node.ts'
import { type RevisionSpec, parseSpec } from './revision-spec.ts'
import type { RevisionId, RevisionStep } from './revision.ts'
import { walkSteps } from './walk-steps.ts'

/**
 * What an upgrade runs: everything that the target needs, dependencies in other branches included, and that is not
 * applied. Empty when the target is applied.
 *
 * @param rows the rows of the version table
 * @param target a revision argument, or several
 * @throws LimbeckError LB2001, LB2002, LB2009, LB2010, LB2011, LB2013, LB2021
 */
export function upgradeSteps(
  graph: RevisionGraph,
  rows: readonly RevisionId[],
  target: string | readonly string[],
): readonly RevisionStep[] {
  const current = currentNodes(graph, rows)
  return stepsUpTo(current, upgradeTargets(graph, current, typeof target === 'string' ? [target] : target))
}

/** All that the targets need and that is not applied, in the order of the graph. */
export function stepsUpTo(
  current: readonly RevisionNode[],
  targets: ReadonlySet<RevisionNode> | readonly RevisionNode[],
): readonly RevisionStep[] {
  const applied = ancestorsOf(current, 'needs')
  if ([...targets].every((target) => applied.has(target))) return []
  const needed = [...ancestorsOf(targets, 'needs')].filter((node) => !applied.has(node))
  return stepsOf('upgrade', current, inOrder(needed))
}

/** The revisions that upgrade arguments name, seen from where the database is. */
export function upgradeTargets(
  graph: RevisionGraph,
  current: readonly RevisionNode[],
  targets: readonly string[],
): ReadonlySet<RevisionNode> {
  const found = new Set<RevisionNode>()
  for (const target of targets) for (const node of targetsOf(graph, current, parseSpec(graph, target))) found.add(node)
  if (targets.length > 1) {
    for (const node of found) {
      const below = ancestorsOf([node], 'needs')
      const included = [...found].filter((other) => other !== node && below.has(other))
      if (included.length > 0) throw overlapping(node, included, [`${node.id} includes the others: leave them out.`])
    }
  }
  return found
}

function targetsOf(
  graph: RevisionGraph,
  current: readonly RevisionNode[],
  spec: RevisionSpec,
): readonly RevisionNode[] {
  const context = { graph, purpose: 'upgrade', current: null } as const
  if (spec.offset === null) return resolveSymbol(context, spec)
  const walked = { ...spec, offset: spec.offset }
  if (spec.symbol === null) {
    if (spec.offset < 0) throw didNotProduce(walked, 'An upgrade goes up; the way down is `limbeck downgrade`.')
    const end = walkSteps(graph, startOf(graph, current, spec), walked, 'upgrade')
    if (!end.complete)
      throw didNotProduce(walked, 'There are fewer revisions above; `limbeck upgrade head` runs what there is.')
    return end.node === null ? [] : [end.node]
  }
  const end = walkSteps(graph, startOfWalk(context, walked), walked, 'upgrade')
  if (!end.complete)
    throw didNotProduce(walked, `There are fewer revisions from ${spec.symbol} on; look at \`limbeck history\`.`)
  return end.node === null ? [] : [end.node]
}

/** Where `+2` or `label@+2` starts: the row of the branch, else its applied tip, else base. */
function startOf(graph: RevisionGraph, current: readonly RevisionNode[], spec: RevisionSpec): RevisionNode | null {
  let starts = current
  if (spec.branch !== null) {
    starts = onBranch(graph, current, spec.branch, spec.text)
    if (starts.length === 0) {
      const applied = onBranch(graph, ancestorsOf(current, 'needs'), spec.branch, spec.text)
      starts = tipsOf(new Set(applied))
    }
  }
  if (starts.length > 1) {
    throw ambiguous(
      'Ambiguous upgrade from multiple current revisions',
      starts,
      starts.map((node) => `limbeck upgrade ${node.id}${spec.offset === null ? '' : `+${spec.offset}`}`),
    )
  }
  return starts[0] ?? null
}

/** Those that none of the others needs. */
function tipsOf(nodes: ReadonlySet<RevisionNode>): readonly RevisionNode[] {
  const needed = new Set([...nodes].flatMap((node) => node.parents))
  return inOrder(nodes).filter((node) => !needed.has(node))
}

function didNotProduce(spec: RevisionSpec & { readonly offset: number }, hint: string) {
  const written = spec.symbol === null ? spec.text.replace(/^.*@/, '') : spec.text
  return tooFar(`Relative revision ${written} didn't produce ${Math.abs(spec.offset)} migrations`, spec.text, hint)
}
