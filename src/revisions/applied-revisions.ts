import { LimbeckError } from '../errors/index.ts'
import { similarNames } from '../text/index.ts'
import { ancestorsOf, inOrder } from './lineage.ts'
import { overlapping, searchHint } from './revision-errors.ts'
import type { RevisionGraph, RevisionNode } from './revision-node.ts'
import type { RevisionId } from './revision.ts'

/**
 * The nodes of a version table's rows, in the order of the graph, each once.
 *
 * @throws LimbeckError LB2021 when a row has no file, LB2013 when a row is an ancestor of another
 */
export function currentNodes(graph: RevisionGraph, rows: readonly RevisionId[]): readonly RevisionNode[] {
  const nodes = knownNodes(graph, rows)
  if (nodes.length > 1) {
    for (const node of nodes) {
      const below = ancestorsOf([node], 'needs')
      const included = nodes.filter((other) => other !== node && below.has(other))
      if (included.length > 0) {
        const right = nodes.filter((each) => !included.includes(each)).map((each) => each.id)
        throw overlapping(node, included, [
          `The version table has a row for ${node.id} and for what it is built on; one row per head is right.`,
          `If the database is at ${right.join(' and ')}: \`limbeck stamp --purge ${right.join(' ')}\`.`,
        ])
      }
    }
  }
  return nodes
}

/**
 * As {@link currentNodes}, for commands that report or repair: rows may overlap.
 *
 * @throws LimbeckError LB2021
 */
export function knownNodes(graph: RevisionGraph, rows: readonly RevisionId[]): readonly RevisionNode[] {
  const nodes = new Set<RevisionNode>()
  for (const row of rows) {
    const node = graph.byId.get(row)
    if (node === undefined) throw unknownRow(graph, row)
    nodes.add(node)
  }
  return inOrder(nodes)
}

function unknownRow(graph: RevisionGraph, row: RevisionId): LimbeckError {
  const squashed = graph.nodes.find((node) => node.revision.replaces?.includes(row) === true)
  if (squashed !== undefined) return squashedRow(row, squashed)
  const similar = similarNames(row, graph.byId.keys())
  return new LimbeckError('LB2021', `Can't locate revision identified by '${row}'`, {
    hints: [
      'The version table of the database names it, but no revision file has this id: another branch or a newer release of the project ran there.',
      searchHint(row),
      'Where the file is, `limbeck downgrade` takes the revision back.',
      'If the schema is known to be that of a revision you have: `limbeck stamp --purge <revision>`.',
    ],
    details: { revision: row, similar, missing: row },
  })
}

/** The database stands in the middle of what was squashed. */
function squashedRow(row: RevisionId, { id, revision }: RevisionNode): LimbeckError {
  return new LimbeckError('LB2021', `Can't locate revision identified by '${row}': it was squashed into ${id}`, {
    hints: [
      `This database must go up to ${id} with the old files first: check out a commit from before the squash, and run \`limbeck upgrade ${id}\` there.`,
      ...(revision.downRevisions.length > 0
        ? []
        : [
            `If they were not deleted they stand in \`__squashed/${id}\` beside ${revision.file}: \`limbeck -c old.config.ts upgrade ${id}\`, with that folder as \`migrations\`, does the same.`,
          ]),
      'Then this version of the project goes on from there.',
    ],
    details: { revision: row, squashedInto: id, file: revision.file },
  })
}

/** Ids of every applied revision, dependencies included. */
export function appliedRevisions(graph: RevisionGraph, rows: readonly RevisionId[]): ReadonlySet<RevisionId> {
  return new Set([...ancestorsOf(knownNodes(graph, rows), 'needs')].map((node) => node.id))
}

/** Whether a revision is applied, by its own row or because an applied one needs it. */
export function isApplied(graph: RevisionGraph, rows: readonly RevisionId[], id: RevisionId): boolean {
  return appliedRevisions(graph, rows).has(id)
}

/**
 * The applied revisions that no applied revision follows: the rows, and heads of branches that have no row because
 * another branch depends on them. This is what `current` shows.
 */
export function currentRevisions(graph: RevisionGraph, rows: readonly RevisionId[]): readonly RevisionNode[] {
  return branchTips(ancestorsOf(knownNodes(graph, rows), 'needs'))
}

/** Of some nodes those that none of the others follows. */
export function branchTips(nodes: ReadonlySet<RevisionNode>): readonly RevisionNode[] {
  return inOrder([...nodes].filter((node) => !node.children.some((child) => nodes.has(child))))
}

/** Whether all revisions are applied: the rows are exactly the graph's real heads. */
export function isUpToDate(graph: RevisionGraph, rows: readonly RevisionId[]): boolean {
  const ids = new Set(rows)
  return ids.size === graph.realHeads.length && graph.realHeads.every((head) => ids.has(head.id))
}
