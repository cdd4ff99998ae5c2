import { lineageOf } from './lineage.ts'
import { type Purpose, multipleHeads, noSuchRevision, notUnderstood } from './revision-errors.ts'
import type { RevisionGraph, RevisionNode } from './revision-node.ts'
import type { RevisionSpec } from './revision-spec.ts'

/** What a spec is resolved for. */
export interface SpecContext {
  readonly graph: RevisionGraph
  readonly purpose: Purpose
  /** What `current` means; null where the command does not look at a database. */
  readonly current: readonly RevisionNode[] | null
}

/**
 * The revisions that the symbol of a spec names, its offset left aside: none for `base`, several for `heads`.
 *
 * @throws LimbeckError LB2001, LB2002, LB2009
 */
export function resolveSymbol(context: SpecContext, spec: RevisionSpec): readonly RevisionNode[] {
  const { graph } = context
  switch (spec.symbol) {
    case 'heads':
      return spec.branch === null ? graph.realHeads : onBranch(graph, graph.heads, spec.branch, spec.text)
    case 'head': {
      const heads = spec.branch === null ? graph.heads : onBranch(graph, graph.heads, spec.branch, spec.text)
      if (heads.length > 1) throw multipleHeads(heads, spec.text, context.purpose)
      return heads
    }
    case 'base':
      if (spec.branch !== null) findBranch(graph, spec.branch, spec.text)
      return []
    case 'current':
    case null: {
      if (context.current === null)
        throw notUnderstood(spec.text, `'current' cannot be used with \`limbeck ${context.purpose}\``)
      return spec.branch === null ? context.current : onBranch(graph, context.current, spec.branch, spec.text)
    }
    default:
      return [findRevision(graph, spec.symbol, spec.branch, spec.text)]
  }
}

/**
 * As {@link resolveSymbol}, for a spec that must name one revision or base, which is null.
 *
 * @throws LimbeckError LB2001, LB2002, LB2009
 */
export function resolveOne(context: SpecContext, spec: RevisionSpec): RevisionNode | null {
  const found = resolveSymbol(context, spec)
  if (found.length > 1) throw multipleHeads(found, spec.text, context.purpose)
  return found[0] ?? null
}

/**
 * The revision of an id, of a label, or of the beginning of one of them that fits no other.
 *
 * @throws LimbeckError LB2001
 */
export function findRevision(graph: RevisionGraph, name: string, branch: string | null, text: string): RevisionNode {
  const lineage = branch === null ? null : lineageOf([findBranch(graph, branch, text)], 'descent')
  const exact = graph.byId.get(name) ?? graph.byLabel.get(name)
  if (exact !== undefined) {
    if (lineage !== null && !lineage.has(exact)) {
      throw noSuchRevision(graph, text, name, `Revision ${exact.id} is not a member of branch '${branch ?? ''}'.`)
    }
    return exact
  }
  const found = new Set<RevisionNode>()
  for (const names of [graph.byId, graph.byLabel]) {
    for (const [key, node] of names) if (key.length > 3 && key.startsWith(name)) found.add(node)
  }
  const members = [...found].filter((node) => lineage === null || lineage.has(node))
  const [first, second] = members
  if (first === undefined) {
    const short =
      name.length < 4
        ? 'Please ensure at least four characters are present for partial revision identifier matches.'
        : null
    throw noSuchRevision(graph, text, name, short, branch === null && found.size === 0)
  }
  if (second !== undefined) {
    const ids = members.map((node) => node.id).sort()
    throw noSuchRevision(graph, text, name, `Multiple revisions start with '${name}': ${ids.slice(0, 10).join(', ')}.`)
  }
  return first
}

/**
 * Where the steps of `abc+2` start. Going up, the branch of `label@abc+2` chooses among children and says nothing about
 * `abc`; going down it does.
 *
 * @throws LimbeckError LB2001, LB2002, LB2009
 */
export function startOfWalk(
  context: SpecContext,
  spec: RevisionSpec & { readonly offset: number },
): RevisionNode | null {
  const isWord =
    spec.symbol === 'head' || spec.symbol === 'heads' || spec.symbol === 'base' || spec.symbol === 'current'
  return resolveOne(context, spec.offset > 0 && !isWord ? { ...spec, branch: null } : spec)
}

/**
 * Where `-1` and `label@-1` start when nobody asked a database: the heads. Up from there is nothing.
 *
 * @throws LimbeckError LB2001
 */
export function headsAbove(context: SpecContext, spec: RevisionSpec, offset: number): readonly RevisionNode[] {
  if (offset < 0) return resolveSymbol(context, { ...spec, symbol: 'heads' })
  throw noSuchRevision(
    context.graph,
    spec.text,
    spec.text,
    'Steps up need a revision in front of them, such as `base+1`.',
  )
}

/** The revision that stands for a branch: of a label, or any other. */
export function findBranch(graph: RevisionGraph, branch: string, text: string): RevisionNode {
  const labelled = graph.byLabel.get(branch)
  if (labelled !== undefined) return labelled
  try {
    return findRevision(graph, branch, null, text)
  } catch {
    const labels = [...graph.byLabel.keys()].sort()
    const known = labels.length === 0 ? '' : ` The branches are ${labels.slice(0, 20).join(', ')}.`
    throw noSuchRevision(graph, text, branch, `No such branch: '${branch}'.${known}`)
  }
}

/** Those of some nodes that are of a branch: on a line of descent with its revision. */
export function onBranch(
  graph: RevisionGraph,
  nodes: Iterable<RevisionNode>,
  branch: string,
  text: string,
): readonly RevisionNode[] {
  const lineage = lineageOf([findBranch(graph, branch, text)], 'descent')
  return [...nodes].filter((node) => lineage.has(node))
}
