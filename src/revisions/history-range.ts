import { LimbeckError } from '../errors/index.ts'
import { ancestorsOf, descendantsOf, inOrder } from './lineage.ts'
import { type SpecContext, findBranch, resolveOne, resolveSymbol, walkSteps } from './resolve-spec.ts'
import { type Purpose, tooFar } from './revision-errors.ts'
import type { RevisionGraph, RevisionNode } from './revision-node.ts'
import { type RevisionSpec, parseRange, parseSpec } from './revision-spec.ts'
import { knownNodes } from './applied-revisions.ts'
import type { RevisionId } from './revision.ts'

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

  const isRelativeEnd = upper !== null && upper.symbol === null
  const ends = isRelativeEnd ? [] : endsOf(context, upper)
  const starts = lower === null ? [] : startsOf(context, lower, ends)
  const targets = isRelativeEnd ? walkedFrom(context, starts, upper) : ends
  return [...inOrder(between(graph, starts, targets, lower, text))].reverse()
}

/** The upper end: revisions and all they need. */
function endsOf(context: SpecContext, spec: RevisionSpec | null): readonly RevisionNode[] {
  if (spec === null) return context.graph.realHeads
  if (spec.offset === null) return resolveSymbol(context, spec)
  return walkedFrom(context, [resolveOne(context, spec)], spec)
}

/** The lower end; a negative one that leads below the first revision is base. */
function startsOf(context: SpecContext, spec: RevisionSpec, ends: readonly RevisionNode[]): readonly RevisionNode[] {
  if (spec.offset === null) return resolveSymbol(context, spec)
  const walked = { ...spec, offset: spec.offset }
  const starts = spec.symbol === null ? ends : [resolveOne(context, spec)]
  return starts.flatMap((start) => walkSteps(context.graph, start, walked, context.purpose).node ?? [])
}

function walkedFrom(
  context: SpecContext,
  starts: readonly (RevisionNode | null)[],
  spec: RevisionSpec,
): readonly RevisionNode[] {
  const walked = { ...spec, offset: spec.offset ?? 0 }
  return (starts.length === 0 ? [null] : starts).flatMap((start) => {
    const end = walkSteps(context.graph, start, walked, context.purpose)
    if (end.complete) return end.node ?? []
    throw tooFar(
      `Relative revision ${spec.text} didn't produce ${Math.abs(walked.offset)} migrations`,
      spec.text,
      'There are fewer revisions that way; look at `limbeck history`.',
    )
  })
}

function between(
  graph: RevisionGraph,
  starts: readonly RevisionNode[],
  ends: readonly RevisionNode[],
  lower: RevisionSpec | null,
  text: string,
): ReadonlySet<RevisionNode> {
  // `label@base:` is that branch alone, without what it depends on elsewhere.
  if (starts.length === 0 && lower !== null && lower.branch !== null) {
    const branch = findBranch(graph, lower.branch, lower.text)
    const line = descendantsOf([branch], 'descent')
    return ancestorsOf(
      ends.filter((end) => line.has(end)),
      'descent',
    )
  }
  const needed = ancestorsOf(ends, 'needs')
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
