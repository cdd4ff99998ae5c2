import {
  type RevisionGraph,
  type RevisionId,
  type RevisionNode,
  ancestorsOf,
  currentRevisions,
  knownNodes,
} from '../../revisions/index.ts'
import type { RevisionInfo } from '../results.ts'

/** Describes revisions of a graph, with their state in a database where one was asked. */
export class RevisionDescriber {
  readonly #realHeads: ReadonlySet<RevisionNode>
  readonly #current: ReadonlySet<RevisionNode>
  readonly #applied: ReadonlySet<RevisionNode> | null

  /** @param rows the rows of the version table; null where no database was asked */
  constructor(graph: RevisionGraph, rows: readonly RevisionId[] | null) {
    this.#realHeads = new Set(graph.realHeads)
    this.#current = new Set(rows === null ? [] : currentRevisions(graph, rows))
    this.#applied = rows === null ? null : ancestorsOf(knownNodes(graph, rows), 'needs')
  }

  describe(node: RevisionNode): RevisionInfo {
    const { revision } = node
    const isHead = node.children.length === 0
    return {
      id: revision.id,
      downRevisions: revision.downRevisions,
      nextRevisions: node.children.map((child) => child.id),
      dependsOn: revision.dependsOn,
      branchLabels: node.branchLabels,
      message: revision.message,
      createdAt: revision.createdAt,
      file: revision.file,
      isHead,
      isEffectiveHead: isHead && !this.#realHeads.has(node),
      isBase: node.downRevisions.length === 0,
      isBranchPoint: node.children.length > 1,
      isMergePoint: node.downRevisions.length > 1,
      isCurrent: this.#current.has(node),
      isApplied: this.#applied === null ? null : this.#applied.has(node),
    }
  }

  describeAll(nodes: Iterable<RevisionNode>): readonly RevisionInfo[] {
    return [...nodes].map((node) => this.describe(node))
  }
}
