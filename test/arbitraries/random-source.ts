import * as fc from 'fast-check'

/** Draws random values in plain code; what fails shrinks as usual. Made from `fc.gen()`. */
export class RandomSource {
  readonly #draw: fc.GeneratorValue

  constructor(draw: fc.GeneratorValue) {
    this.#draw = draw
  }

  /** A whole number from 0 to `maximum`. */
  number(maximum: number): number {
    return this.#draw(fc.nat, { max: maximum })
  }

  /** True once in `outOf` times. */
  chance(outOf: number): boolean {
    return this.number(outOf - 1) === 1
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.number(items.length - 1)]
    if (item === undefined) throw new Error('Nothing to pick from')
    return item
  }

  /** One of the items, or undefined when there are none. */
  pickAny<Item>(items: readonly Item[]): Item | undefined {
    return items.length === 0 ? undefined : this.pick(items)
  }

  /** At least `minimum` of the items, in their order. */
  some<Item>(items: readonly Item[], minimum = 0): readonly Item[] {
    const chosen = new Set(items.filter(() => this.chance(3)))
    for (const item of items) if (chosen.size < minimum) chosen.add(item)
    return items.filter((item) => chosen.has(item))
  }
}
