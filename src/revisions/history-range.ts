import { LimbeckError } from '../errors/index.ts'
import { ancestorsOf, descendantsOf, inOrder } from './lineage.ts'
import { type SpecContext, headsAbove, onBranch, resolveSymbol, startOfWalk } from './resolve-spec.ts'
import { type Purpose, tooFar } from './revision-errors.ts'
import type { RevisionGraph, RevisionNode } from './revision-node.ts'
import { type RevisionSpec, parseRange, parseSpec } from './revision-spec.ts'
import { knownNodes } from './applied-revisions.ts'
import type { RevisionId } from './revision.ts'
import { walkSteps } from './walk-steps.ts'

/** Whether a range or a revision argument asks where the database is. */
export function mentionsCurrent(argument: string): boolean {
  return /(?:^|[:@])current(?=$|[:+-])/.test(argument.replaceAll(/\s/g, ''))
}

/**
 * The revisions of a range, both ends included, newest first; all of them for null.
 *
 * @param range `from:to`; without `from` from base, without `to` up to all heads. `-3:current` starts three below its end,
 *   `current:+3` ends three above its start.
 * @param rows the rows of the version table, for `current`; null where no database was asked
 * @throws LimbeckError LB2001, LB2002, LB2009, LB2010, LB2011, LB2014, LB2021
 */
export function revisionsInRange(
  graph: RevisionGraph,
  range: string | null,
  rows: readonly RevisionId[] | null,
  purpose: Purpose = 'history',
): readonly RevisionNode[] {
  if (range === null) return graph.nodes.toReversed()
  const { text, from, to } = parseRange(range)
  const context = { graph, purpose, current: rows === null ? null : knownNodes(graph, rows) }
  const lower = from === null ? null : parseSpec(graph, from)
  const upper = to === null ? null : parseSpec(graph, to)

  const isRelativeEnd = upper !== null && upper.offset !== null && upper.symbol === null
  const ends = isRelativeEnd ? [] : endsOf(context, upper, lower)
  if (isRelativeEnd && (upper.offset ?? 0) < 0) {
    const message = `Relative revision ${upper.text} didn't produce ${Math.abs(upper.offset ?? 0)} migrations`
    throw tooFar(
      message,
      text,
      'The end of a range is the newer revision; `-3:current` is the last three and the one they lead to.',
    )
  }
  const starts = lower === null ? [] : startsOf(context, lower, ends)
  const targets = isRelativeEnd ? walkedFrom(context, starts, upper) : ends
  return [...inOrder(between(graph, starts, targets, lower, text))].reverse()
}

/** The upper end. Left out it is all heads, or those of the branch that the lower end names. */
function endsOf(context: SpecContext, spec: RevisionSpec | null, lower: RevisionSpec | null): readonly RevisionNode[] {
  if (spec === null) {
    const branch = lower?.branch ?? null
    return branch === null ? context.graph.realHeads : onBranch(context.graph, context.graph.heads, branch, branch)
  }
  return spec.offset === null
    ? resolveSymbol(context, spec)
    : walkedFromSymbol(context, { ...spec, offset: spec.offset })
}

/** The lower end; `-3` is seen from the upper one. */
function startsOf(context: SpecContext, spec: RevisionSpec, ends: readonly RevisionNode[]): readonly RevisionNode[] {
  if (spec.offset === null) return resolveSymbol(context, spec)
  if (spec.symbol !== null) return walkedFromSymbol(context, { ...spec, offset: spec.offset })
  if (spec.offset > 0) headsAbove(context, spec, spec.offset)
  const seen = spec.branch === null ? ends : onBranch(context.graph, ends, spec.branch, spec.text)
  return seen.length === 0 ? [] : walkedFrom(context, seen, spec)
}

function walkedFromSymbol(
  context: SpecContext,
  spec: RevisionSpec & { readonly offset: number },
): readonly RevisionNode[] {
  return walkedFrom(context, [startOfWalk(context, spec)], spec)
}

/** A walk that leads too far ends with the last revision, or with base. */
function walkedFrom(
  context: SpecContext,
  starts: readonly (RevisionNode | null)[],
  spec: RevisionSpec,
): readonly RevisionNode[] {
  const walked = { ...spec, offset: spec.offset ?? 0 }
  const from = starts.length === 0 ? [null] : starts
  return from.flatMap((start) => walkSteps(context.graph, start, walked, context.purpose).node ?? [])
}

function between(
  graph: RevisionGraph,
  starts: readonly RevisionNode[],
  ends: readonly RevisionNode[],
  lower: RevisionSpec | null,
  text: string,
): ReadonlySet<RevisionNode> {
  // `label@base:` counts only ends of that branch.
  const counted =
    starts.length === 0 && lower !== null && lower.branch !== null
      ? onBranch(graph, ends, lower.branch, lower.text)
      : ends
  const needed = ancestorsOf(counted, 'needs')
  if (starts.some((start) => !needed.has(start))) {
    const [from = '', to = ''] = text.split(':')
    throw new LimbeckError(
      'LB2014',
      `Requested range ${from}:${to} does not refer to ancestor/descendant revisions along the same branch`,
      {
        hints: [
          `The start of a range is the older revision: try \`${to}:${from}\`, or look at \`limbeck history --graph\`.`,
        ],
        details: { range: text, starts: starts.map((node) => node.id), ends: ends.map((node) => node.id) },
      },
    )
  }
  if (starts.length === 0) return needed
  const below = ancestorsOf(starts, 'needs')
  const above = descendantsOf(starts, 'descent')
  const inside = [...needed].filter((node) => above.has(node) && !below.has(node))
  return new Set([...inside, ...starts])
}
