import { type Measurement, median } from './harness.ts'

export interface BenchRow {
  readonly work: string
  readonly limit: string
  /** Highest ratio that is good enough. */
  readonly target: number
  readonly measurement: Measurement
}

/** The results as a table in Markdown. */
export function renderTable(rows: readonly BenchRow[]): string {
  const lines = rows.map(({ work, limit, target, measurement }) => {
    const ms = (values: readonly number[]) => `${median(values).toFixed(0)} ms`
    const { ratio, spread } = measurement
    const verdict = ratio <= target ? 'met' : 'MISSED'
    return `| ${work} | ${ms(measurement.ours)} | ${limit} | ${ms(measurement.limit)} | ${ratio.toFixed(2)}× (${spread[0].toFixed(2)}–${spread[1].toFixed(2)}) | ≤ ${target}× | ${verdict} |`
  })
  return [
    '| work | limbeck | limit | limit’s time | ratio (spread) | target | |',
    '|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n')
}
