import { RankHeap } from '../graph/index.ts'
import type { NodeDraft } from './revision-node.ts'

/**
 * The one order of all revisions: each behind what it needs; of those that could come next the oldest by its header,
 * then the smaller id. Names and folders of files have no say, so renaming a file changes nothing.
 *
 * @param ranked by {@link byDateAndId}
 * @returns the nodes with their positions set; without those that need each other, and those that need them
 */
export function orderOfGraph(ranked: readonly NodeDraft[]): readonly NodeDraft[] {
  const waitingFor = new Int32Array(ranked.length)
  const ready = new RankHeap()
  ranked.forEach((node, rank) => {
    node.position = rank
    waitingFor[rank] = neededBy(node)
    if (waitingFor[rank] === 0) ready.push(rank)
  })
  const order: NodeDraft[] = []
  for (let rank = ready.pop(); rank !== undefined; rank = ready.pop()) {
    const node = ranked[rank]
    if (node === undefined) continue
    for (const { position } of node.dependents) {
      waitingFor[position] = (waitingFor[position] ?? 0) - 1
      if (waitingFor[position] === 0) ready.push(position)
    }
    order.push(node)
  }
  order.forEach((node, position) => {
    node.position = position
  })
  return order
}

/** In how many lists of dependents a node stands. */
function neededBy({ downRevisions, dependencies }: NodeDraft): number {
  let count = downRevisions.length
  for (const dependency of dependencies) if (!downRevisions.includes(dependency)) count += 1
  return count
}

/** By the dates of the headers, then by id; files come nearly so, which makes it fast. */
export function byDateAndId(nodes: readonly NodeDraft[]): readonly NodeDraft[] {
  const timed = nodes.map((node) => {
    const { createdAt } = node.revision
    return { node, time: createdAt === null ? Infinity : Date.parse(createdAt) }
  })
  timed.sort((a, b) => (a.time === b.time ? (a.node.id < b.node.id ? -1 : 1) : a.time < b.time ? -1 : 1))
  return timed.map(({ node }) => node)
}
