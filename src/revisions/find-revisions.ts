import { LimbeckError } from '../errors/index.ts'
import { knownNodes } from './applied-revisions.ts'
import { findRevision, headsAbove, resolveSymbol, startOfWalk } from './resolve-spec.ts'
import { type Purpose, listed, tooFar } from './revision-errors.ts'
import type { RevisionGraph, RevisionNode } from './revision-node.ts'
import { parseSpec } from './revision-spec.ts'
import type { RevisionId } from './revision.ts'
import { walkSteps } from './walk-steps.ts'

/**
 * The revisions that an argument names, for commands that look at revisions (`show`, `edit`, `merge`, `review`): none for
 * base, several for `heads` and `current`.
 *
 * @param rows the rows of the version table, for `current`; null where no database was asked
 * @throws LimbeckError LB2001, LB2002, LB2009, LB2010, LB2011, LB2021
 */
export function findRevisions(
  graph: RevisionGraph,
  argument: string,
  rows: readonly RevisionId[] | null = null,
  purpose: Purpose = 'show',
): readonly RevisionNode[] {
  const spec = parseSpec(graph, argument)
  const context = { graph, purpose, current: rows === null ? null : knownNodes(graph, rows) }
  if (spec.offset === null) return resolveSymbol(context, spec)
  const walked = { ...spec, offset: spec.offset }
  const starts = spec.symbol === null ? headsAbove(context, spec, spec.offset) : [startOfWalk(context, walked)]
  return [
    ...new Set(
      starts.flatMap((start) => {
        const end = walkSteps(graph, start, walked, purpose)
        if (end.complete) return end.node ?? []
        throw tooFar('Walked too far', spec.text, 'There are fewer revisions that way; look at `limbeck history`.')
      }),
    ),
  ]
}

/**
 * The parents of a new revision.
 *
 * @param heads revision arguments; `base` alone starts a new line with no parent
 * @param splice allows a parent that is no head
 * @throws LimbeckError LB2001, LB2002 when `head` means several, LB2020 for a parent that is no head
 */
export function parentsOfNewRevision(
  graph: RevisionGraph,
  heads: readonly string[] = ['head'],
  splice = false,
): readonly RevisionNode[] {
  const parents = heads.flatMap((head) => findRevisions(graph, head, null, heads.length > 1 ? 'merge' : 'revision'))
  if (new Set(parents).size !== parents.length) {
    throw new LimbeckError('LB2020', 'Duplicate head revisions specified', {
      hints: [`Name each once: ${listed([...new Set(parents)])}.`],
      details: { revisions: parents.map((node) => node.id) },
    })
  }
  for (const parent of parents) {
    if (parent.children.length === 0 || splice) continue
    throw new LimbeckError(
      'LB2020',
      `Revision ${parent.id} is not a head revision; please specify --splice to create a new branch from this revision`,
      {
        hints: [`${listed(parent.children)} follows it. The heads are ${listed(graph.heads)}.`],
        details: { revision: parent.id, heads: graph.heads.map((head) => head.id) },
      },
    )
  }
  return parents
}

/**
 * What `--depends-on` writes into a file: whole ids for ids and their beginnings, labels as they are.
 *
 * @throws LimbeckError LB2001
 */
export function dependenciesOfNewRevision(graph: RevisionGraph, names: readonly string[]): readonly string[] {
  return names.map((name) => (graph.byLabel.has(name) ? name : findRevision(graph, name, null, name).id))
}
