import { LimbeckError } from '../../errors/index.ts'
import { type RevisionGraph, type RevisionId, type RevisionNode, revisionsInRange } from '../../revisions/index.ts'

/** Revisions that one can stand for: with one way in and one way out. */
export interface SquashRange {
  /** In the order in which they run. */
  readonly nodes: readonly RevisionNode[]
  /** The last one; the squashed revision has its id. */
  readonly end: RevisionNode
  /** What the squashed revision follows: none when the range begins at the base. */
  readonly downRevisions: readonly RevisionId[]
  /** What revisions of the range depend on outside of it, as written. */
  readonly dependsOn: readonly string[]
  readonly branchLabels: readonly string[]
}

/**
 * The revisions of a range, checked.
 *
 * @param argument `A:B`, or one revision for all up to it; null for everything up to the head
 * @throws LimbeckError LB2024 when no one revision can stand for them; LB2xxx for a range that cannot be meant
 */
export function squashRange(graph: RevisionGraph, argument: string | null): SquashRange {
  const text = argument === null ? ':head' : argument.includes(':') ? argument : `:${argument}`
  const nodes = revisionsInRange(graph, text, null).toReversed()
  if (nodes.length < 2) {
    throw refused(
      nodes.length === 0
        ? 'There are no revisions to squash.'
        : `There is nothing to squash: only ${nodes[0]?.id ?? ''}.`,
      ['Name two or more: `limbeck squash FROM:TO`, or `limbeck squash TO` for all from the base.'],
      nodes,
    )
  }
  const inside = new Set(nodes)
  const end = onlyEnd(nodes, inside)
  refuseWaysOut(nodes, inside, end)
  const entries = nodes.filter((node) => node.downRevisions.some((down) => !inside.has(down)))
  const [entry, other] = entries
  if (entry !== undefined && (other !== undefined || nodes.some((node) => node !== entry && isBase(node)))) {
    const late = other ?? nodes.find((node) => node !== entry && isBase(node)) ?? entry
    const from = late.downRevisions.find((down) => !inside.has(down))
    throw refused(
      `Revision ${late.id} comes into the range from ${from === undefined ? 'the base' : `revision ${from.id}`}, besides ${entry.id}.`,
      [`Begin the range where both lines come together, or squash from the base: \`limbeck squash ${end.id}\`.`],
      [entry, late],
    )
  }
  return {
    nodes,
    end,
    downRevisions: entry?.revision.downRevisions ?? [],
    dependsOn: outsideDependencies(graph, nodes, inside),
    branchLabels: nodes.flatMap((node) => node.revision.branchLabels),
  }
}

function isBase(node: RevisionNode): boolean {
  return node.downRevisions.length === 0
}

function onlyEnd(nodes: readonly RevisionNode[], inside: ReadonlySet<RevisionNode>): RevisionNode {
  const ends = nodes.filter((node) => !node.dependents.some((dependent) => inside.has(dependent)))
  const [end] = ends
  if (end !== undefined && ends.length === 1) return end
  throw refused(
    `The range has several ends: ${ends.map((each) => each.id).join(', ')}.`,
    ['Name one as its end, or join them first: `limbeck merge heads -m "Merge branches"`.'],
    ends,
  )
}

/** Whatever refers to a revision that goes away. */
function refuseWaysOut(nodes: readonly RevisionNode[], inside: ReadonlySet<RevisionNode>, end: RevisionNode): void {
  for (const node of nodes) {
    if (node === end) continue
    const child = node.children.find((each) => !inside.has(each))
    if (child !== undefined) {
      throw refused(
        `Revision ${child.id} follows ${node.id}, which is inside of the range.`,
        [
          `End the range at the branch point: \`limbeck squash ${node.id}\`; or join the branches first: \`limbeck merge heads -m "Merge branches"\`.`,
        ],
        [node, child],
      )
    }
    const dependent = node.dependents.find(
      (each) => !inside.has(each) && each.revision.dependsOn.some((name) => name === node.id),
    )
    if (dependent !== undefined) {
      throw refused(
        `Revision ${dependent.id} depends on ${node.id}, which is inside of the range.`,
        [`Let ${dependent.revision.file} depend on ${end.id} first, or end the range at ${node.id}.`],
        [node, dependent],
      )
    }
  }
}

function outsideDependencies(
  graph: RevisionGraph,
  nodes: readonly RevisionNode[],
  inside: ReadonlySet<RevisionNode>,
): readonly string[] {
  const names = nodes
    .flatMap((node) => node.revision.dependsOn)
    .filter((name) => {
      const node = graph.byId.get(name) ?? graph.byLabel.get(name)
      return node !== undefined && !inside.has(node)
    })
  return [...new Set(names)]
}

function refused(message: string, hints: readonly string[], nodes: readonly RevisionNode[]): LimbeckError {
  return new LimbeckError('LB2024', message, { hints, details: { revisions: nodes.map((node) => node.id) } })
}
