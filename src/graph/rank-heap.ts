/** Hands out the smallest number first. */
export class RankHeap {
  readonly #items: number[] = []

  push(item: number): void {
    const items = this.#items
    let at = items.push(item) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if ((items[parent] ?? 0) <= item) break
      items[at] = items[parent] ?? 0
      at = parent
    }
    items[at] = item
  }

  pop(): number | undefined {
    const items = this.#items
    const first = items[0]
    const last = items.pop()
    if (items.length === 0 || last === undefined) return first
    let at = 0
    for (let child = 1; child < items.length; child = at * 2 + 1) {
      if (child + 1 < items.length && (items[child + 1] ?? 0) < (items[child] ?? 0)) child += 1
      if ((items[child] ?? 0) >= last) break
      items[at] = items[child] ?? 0
      at = child
    }
    items[at] = last
    return first
  }
}
