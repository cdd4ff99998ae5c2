import * as fc from 'fast-check'

/** One maker for each limit: `fc.gen()` finds a maker by identity, and compares arguments one by one. */
const makers = new Map<number, () => fc.Arbitrary<number>>()

function belowLimit(limit: number): () => fc.Arbitrary<number> {
  const made = makers.get(limit)
  if (made !== undefined) return made
  const number = fc.nat(limit - 1)
  const maker = () => number
  makers.set(limit, maker)
  return maker
}

/**
 * Numbers that look random: the same for the same seed, or drawn from `fc.gen()`, and then what fails shrinks as usual.
 */
export class Random {
  #state: number
  readonly #draw: fc.GeneratorValue | null

  constructor(source: number | fc.GeneratorValue) {
    this.#state = typeof source === 'number' ? source >>> 0 : 0
    this.#draw = typeof source === 'number' ? null : source
  }

  /** From 0 to below `limit`. */
  below(limit: number): number {
    if (this.#draw !== null) return this.#draw(belowLimit(limit))
    // Mulberry32: small, and good enough to pick things.
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }

  /** True in one of `times` cases. */
  oneIn(times: number): boolean {
    return this.below(times) === 0
  }

  /** One of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)]
    if (item === undefined && items.length === 0) throw new Error('Nothing to pick from')
    // The place is within the list.
    return item as Item
  }

  /** One of a list, or nothing where it is empty. */
  pickAny<Item>(items: readonly Item[]): Item | undefined {
    return items.length === 0 ? undefined : this.pick(items)
  }

  /** Some of the items, at least one, in their order. */
  some<Item>(items: readonly Item[], most: number): Item[] {
    const left = [...items.keys()]
    const chosen: number[] = []
    for (let count = 1 + this.below(Math.min(most, items.length)); count > 0 && left.length > 0; count -= 1) {
      chosen.push(...left.splice(this.below(left.length), 1))
    }
    return chosen.sort((a, b) => a - b).flatMap((place) => items[place] ?? [])
  }

  shuffle<Item>(items: readonly Item[]): Item[] {
    const left = [...items]
    const shuffled: Item[] = []
    while (left.length > 0) shuffled.push(...left.splice(this.below(left.length), 1))
    return shuffled
  }

  /** Another source of numbers, which does not depend on how many this one gives from now on. */
  fork(name: number): Random {
    if (this.#draw !== null) return this
    return new Random(Math.imul(this.#state ^ 0x9e3779b9, name * 2 + 1))
  }
}
