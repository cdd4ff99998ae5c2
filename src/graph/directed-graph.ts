/** A directed graph over the nodes 0 … size-1. An edge says that one node comes before another. */
export class DirectedGraph {
  readonly size: number
  /** Null: none yet. Most nodes of a large graph never get one. */
  readonly #successors: (Set<number> | null)[]

  constructor(size: number) {
    this.size = size
    this.#successors = Array.from({ length: size }, () => null)
  }

  /** Adds an edge; one that is there already, or that leads from a node to itself, changes nothing. */
  addEdge(from: number, to: number): void {
    if (from === to || from < 0 || from >= this.size) return
    const successors = this.#successors[from]
    if (successors) successors.add(to)
    else this.#successors[from] = new Set([to])
  }

  hasEdge(from: number, to: number): boolean {
    return this.#successors[from]?.has(to) ?? false
  }

  successorsOf(node: number): Iterable<number> {
    return this.#successors[node] ?? []
  }

  *edges(): Iterable<readonly [from: number, to: number]> {
    for (const [from, successors] of this.#successors.entries()) {
      if (successors !== null) for (const to of successors) yield [from, to]
    }
  }
}
