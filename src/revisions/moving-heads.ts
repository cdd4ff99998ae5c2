import { ancestorsOf, inOrder } from './lineage.ts'
import type { RevisionNode } from './revision-node.ts'
import type { Direction, RevisionId, RevisionStep } from './revision.ts'

/**
 * The heads of a database while revisions are applied and taken back: the applied revisions that no applied revision
 * needs. A row of the version table stands for each.
 */
class MovingHeads {
  /** For every applied revision, how many applied ones need it directly. */
  readonly #neededBy = new Map<RevisionNode, number>()
  #heads: readonly RevisionNode[]

  constructor(heads: Iterable<RevisionNode>) {
    this.#heads = inOrder(heads)
    const applied = ancestorsOf(this.#heads, 'needs')
    for (const node of applied) this.#neededBy.set(node, 0)
    for (const node of applied) for (const parent of node.parents) this.#count(parent, 1)
  }

  get ids(): readonly RevisionId[] {
    return this.#heads.map((node) => node.id)
  }

  /** Applies a revision all of whose parents are applied. */
  apply(node: RevisionNode): void {
    const parents = new Set(node.parents)
    for (const parent of parents) this.#count(parent, 1)
    this.#neededBy.set(node, 0)
    this.#heads = placed(
      this.#heads.filter((head) => !parents.has(head)),
      node,
    )
  }

  /** Takes back a head; its parents that nothing else needs become heads. */
  takeBack(node: RevisionNode): void {
    this.#neededBy.delete(node)
    this.#heads = this.#heads.filter((head) => head !== node)
    for (const parent of node.parents) {
      this.#count(parent, -1)
      if (this.#neededBy.get(parent) === 0) this.#heads = placed(this.#heads, parent)
    }
  }

  #count(node: RevisionNode, by: number): void {
    this.#neededBy.set(node, (this.#neededBy.get(node) ?? 0) + by)
  }
}

/** The nodes with one more, in the order of the graph. */
function placed(nodes: readonly RevisionNode[], node: RevisionNode): readonly RevisionNode[] {
  const at = nodes.findIndex((other) => other.position > node.position)
  return at < 0 ? [...nodes, node] : nodes.toSpliced(at, 0, node)
}

/** One step per node, in the order given. */
export function stepsOf(
  direction: Direction,
  heads: Iterable<RevisionNode>,
  nodes: readonly RevisionNode[],
): readonly RevisionStep[] {
  const moving = new MovingHeads(heads)
  let headsBefore = moving.ids
  return nodes.map((node) => {
    if (direction === 'upgrade') moving.apply(node)
    else moving.takeBack(node)
    const headsAfter = moving.ids
    const step = { direction, revision: node.revision, headsBefore, headsAfter }
    headsBefore = headsAfter
    return step
  })
}
