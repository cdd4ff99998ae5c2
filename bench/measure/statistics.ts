/** The middle of some values, and how far they lie apart. */
export interface Summary {
  readonly median: number
  readonly lowest: number
  readonly highest: number
}

export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [before, at] = [sorted[middle - 1], sorted[middle]]
  return {
    median: at === undefined ? Number.NaN : sorted.length % 2 === 1 || before === undefined ? at : (before + at) / 2,
    lowest: sorted[0] ?? Number.NaN,
    highest: sorted.at(-1) ?? Number.NaN,
  }
}

/** Ratios of neighbouring runs: a machine that gets slower slows both of a pair. */
export function ratios(ours: readonly number[], limit: readonly number[]): Summary {
  return summarize(ours.slice(0, limit.length).map((value, run) => value / (limit[run] ?? Number.NaN)))
}

/** What one more unit costs, by least squares over points of size and cost. */
export function slope(points: readonly (readonly [size: number, cost: number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const size = mean(points.map(([each]) => each))
  const cost = mean(points.map(([, each]) => each))
  const above = points.reduce((sum, [x, y]) => sum + (x - size) * (y - cost), 0)
  const below = points.reduce((sum, [x]) => sum + (x - size) ** 2, 0)
  return above / below
}
