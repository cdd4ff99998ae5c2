/** A directed graph over the nodes 0 … size-1. An edge says that one node comes before another. */
export class DirectedGraph {
  readonly size: number
  readonly #successors: Set<number>[]

  constructor(size: number) {
    this.size = size
    this.#successors = Array.from({ length: size }, () => new Set<number>())
  }

  /** Adds an edge; one that is there already, or that leads from a node to itself, changes nothing. */
  addEdge(from: number, to: number): void {
    if (from !== to) this.#successors[from]?.add(to)
  }

  hasEdge(from: number, to: number): boolean {
    return this.#successors[from]?.has(to) ?? false
  }

  successorsOf(node: number): Iterable<number> {
    return this.#successors[node] ?? []
  }

  *edges(): Iterable<readonly [from: number, to: number]> {
    for (const [from, successors] of this.#successors.entries()) {
      for (const to of successors) yield [from, to]
    }
  }
}
