import { LimbeckError } from '../errors/index.ts'
import { findRevisions } from './find-revisions.ts'
import { ancestorsOf, descendantsOf, inOrder } from './lineage.ts'
import { listed } from './revision-errors.ts'
import type { RevisionGraph, RevisionNode } from './revision-node.ts'

/** What is moved where. */
export interface RebasePlan {
  /** The head that the branch is put behind. */
  readonly onto: RevisionNode
  /** All revisions above the fork point, in the order of the graph. */
  readonly moved: readonly RevisionNode[]
  /** Those of them that follow none of the others: just these get another parent. */
  readonly first: readonly RevisionNode[]
}

/** What the user said, as revision arguments. */
export interface RebaseRequest {
  readonly revision?: string | undefined
  readonly onto?: string | undefined
}

/**
 * Works out which revisions a rebase moves. Pure.
 *
 * @param applied the revisions that the database has; null where none was asked. Chooses where the user did not.
 * @throws LimbeckError LB2001, LB2002 for the arguments, LB2032 when there is nothing to move, or no way
 */
export function planRebase(
  graph: RevisionGraph,
  request: RebaseRequest,
  applied: ReadonlySet<string> | null,
): RebasePlan {
  const onto = request.onto === undefined ? null : oneOf(graph, request.onto)
  const branch = request.revision === undefined ? null : oneOf(graph, request.revision)
  if (graph.heads.length < 2) {
    throw refused('There are not two heads: nothing to rebase.', graph)
  }
  if (onto !== null) assertHead(graph, onto)
  if (branch !== null) return planMove(graph, branch, onto ?? otherHead(graph, branch))
  if (onto !== null) return planMove(graph, remainingHead(graph, onto), onto)
  return chooseByDatabase(graph, applied)
}

function oneOf(graph: RevisionGraph, argument: string): RevisionNode {
  const [node, ...more] = findRevisions(graph, argument, null, 'rebase')
  if (node !== undefined && more.length === 0) return node
  throw refused(`'${argument}' names ${node === undefined ? 'no revision' : 'several revisions'}.`, graph)
}

function assertHead(graph: RevisionGraph, onto: RevisionNode): void {
  if (onto.children.length === 0) return
  throw refused(`Revision ${onto.id} is not a head revision; a branch is put behind a head.`, graph, [
    `${listed(onto.children)} follows it.`,
  ])
}

/** The head that a branch can be put behind, where there is just one. */
function otherHead(graph: RevisionGraph, branch: RevisionNode): RevisionNode {
  const above = descendantsOf([branch], 'descent')
  const others = graph.heads.filter((head) => !above.has(head))
  const [only, second] = others
  if (only !== undefined && second === undefined) return only
  if (only === undefined) {
    throw refused(`Every head is built on revision ${branch.id}: it is no part of one branch only.`, graph, [
      'Name a revision above the fork point, best the head of the branch.',
    ])
  }
  throw refused(`There are several heads to put ${branch.id} behind: ${listed(others)}.`, graph, [
    `Say which: \`limbeck rebase ${branch.id} --onto ${only.id}\`.`,
  ])
}

function remainingHead(graph: RevisionGraph, onto: RevisionNode): RevisionNode {
  const others = graph.heads.filter((head) => head !== onto)
  const [only, second] = others
  if (only !== undefined && second === undefined) return only
  throw refused(`There are several branches to put behind ${onto.id}: ${listed(others)}.`, graph, [
    `Say which: \`limbeck rebase ${only?.id ?? 'REVISION'} --onto ${onto.id}\`.`,
  ])
}

/** Of two heads the one is moved of whose branch nothing is applied, if the other's is. */
function chooseByDatabase(graph: RevisionGraph, applied: ReadonlySet<string> | null): RebasePlan {
  const [first, second, third] = graph.heads
  const choices = [
    `\`limbeck rebase ${second?.id ?? ''} --onto ${first?.id ?? ''}\``,
    `\`limbeck rebase ${first?.id ?? ''} --onto ${second?.id ?? ''}\``,
  ]
  if (first === undefined || second === undefined || third !== undefined) {
    throw refused(`There are ${graph.heads.length} heads: ${listed(graph.heads)}.`, graph, [
      `Say which branch is moved, and behind which head, for example ${choices[0] ?? ''}.`,
    ])
  }
  const isApplied = (from: RevisionNode, to: RevisionNode) =>
    applied === null ? null : planMove(graph, from, to).moved.some((node) => applied.has(node.id))
  const states = [isApplied(first, second), isApplied(second, first)] as const
  if (states[0] === false && states[1] === true) return planMove(graph, first, second)
  if (states[0] === true && states[1] === false) return planMove(graph, second, first)
  const why =
    applied === null
      ? 'No database was asked which of them is applied'
      : states[0] === true
        ? 'The database has revisions of both'
        : 'The database has revisions of neither'
  throw refused(`There are two heads: ${listed(graph.heads)}. ${why}.`, graph, [`Say which: ${choices.join(' or ')}.`])
}

function planMove(graph: RevisionGraph, branch: RevisionNode, onto: RevisionNode): RebasePlan {
  const below = ancestorsOf([onto], 'descent')
  if (below.has(branch)) {
    throw refused(
      branch === onto
        ? `Revision ${branch.id} cannot be put behind itself.`
        : `Revision ${branch.id} lies below ${onto.id} already: there is nothing to move.`,
      graph,
    )
  }
  const line = new Set([...ancestorsOf([branch], 'descent')].filter((node) => !below.has(node)))
  const first = inOrder([...line].filter((node) => !node.downRevisions.some((down) => line.has(down))))
  const moved = descendantsOf(first, 'descent')
  for (const node of moved) {
    const outside = node.downRevisions.filter((down) => !moved.has(down))
    if (outside.length === 0 || first.includes(node)) continue
    throw refused(
      `Revision ${node.id} merges the branch with ${listed(outside)}, which would not be moved; merges are not taken apart.`,
      graph,
      [`Join the heads instead: \`limbeck merge ${onto.id} ${branch.id}\`.`],
    )
  }
  const needed = inOrder([...ancestorsOf([onto], 'needs')].filter((node) => moved.has(node)))
  if (needed.length > 0) {
    throw refused(`${onto.id} depends on ${listed(needed)}, which would be moved behind it.`, graph, [
      `Move the other branch, if that is possible, or join them: \`limbeck merge ${onto.id} ${branch.id}\`.`,
    ])
  }
  return { onto, moved: inOrder(moved), first }
}

function refused(message: string, graph: RevisionGraph, hints: readonly string[] = []): LimbeckError {
  return new LimbeckError('LB2032', message, {
    hints: [...hints, '`limbeck history --graph` shows the branches.'],
    details: { heads: graph.heads.map((head) => head.id) },
  })
}
