import type { ContenderTimes } from '../measure/run-contest.ts'
import { ratios, slope, summarize } from '../measure/statistics.ts'
import type { Target } from '../workload.ts'
import { type BenchResult, limitOf, ratioTo, verdictOf } from './result.ts'

/** All results in Markdown: beside their limit, how cost grows, and peers. */
export function renderTables(results: readonly BenchResult[], anyway: boolean): string {
  return [
    limitTable(results, anyway),
    section('Where the time goes', profileTable(results)),
    section('How cost grows', growthTable(results)),
    section('Beside others', peerTable(results)),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function section(heading: string, table: string): string {
  return table === '' ? '' : `### ${heading}\n\n${table}`
}

function limitTable(results: readonly BenchResult[], anyway: boolean): string {
  const lines = results.map((result) => {
    const [ours, limit] = [oursOf(result), limitOf(result)]
    const ratio = ratioTo(result, limit)
    const span =
      ratio === null ? '–' : `${times(ratio.median)} (${ratio.lowest.toFixed(2)}–${ratio.highest.toFixed(2)})`
    const reason = result.failure === null ? verdictOf(result, anyway) : 'FAILED'
    const verdict = reason === 'no target' ? '' : reason === 'noisy' ? `noisy: ${result.noise}` : reason
    const beside = result.limit + (result.missing.length === 0 ? '' : ` (not installed: ${result.missing.join(', ')})`)
    return [
      result.title,
      wall(ours),
      beside,
      wall(limit),
      span,
      cpuRatio(ours, limit),
      memory(ours),
      targetText(result.target),
      verdict,
    ]
  })
  const head = ['work', 'limbeck', 'limit', 'limit’s time', 'ratio (spread)', 'processor', 'peak memory', 'target', '']
  return table(head, lines)
}

/** Of what missed its target: what takes a hundredth of its time or more. */
function profileTable(results: readonly BenchResult[]): string {
  const lines = results.flatMap(({ title, profile }) => {
    if (profile === null) return []
    const whole = profile.reduce((sum, { ms }) => sum + ms, 0)
    const shown = profile.filter(({ ms }) => ms >= whole / 100).map(({ part, ms }) => `${part} ${ms.toFixed(0)}`)
    return [[title, `${whole.toFixed(0)} ms`, shown.join(' · ')]]
  })
  return lines.length === 0
    ? ''
    : table(['work', 'in one run under the profiler', 'milliseconds of the main thread'], lines)
}

/** One line per curve: its points, and what one more costs. */
function growthTable(results: readonly BenchResult[]): string {
  const curves = Map.groupBy(
    results.filter(({ growth, failure }) => growth !== null && failure === null),
    ({ growth }) => growth?.curve ?? '',
  )
  const lines = [...curves]
    .filter(([, points]) => points.length > 1)
    .map(([curve, points]) => {
      const sorted = points.toSorted((a, b) => (a.growth?.size ?? 0) - (b.growth?.size ?? 0))
      const shown = sorted.map((point) => {
        const ours = oursOf(point)
        return `${(point.growth?.size ?? 0).toLocaleString('en')}: ${wall(ours)}, ${memory(ours)}`
      })
      const each = (values: (ours: ContenderTimes) => readonly number[]) =>
        slope(sorted.map((point) => [point.growth?.size ?? 0, median(oursOf(point), values)]))
      const perUnit = `${(each(({ wallMs }) => wallMs) * 1000).toFixed(0)} µs, ${(each(({ peakMiB }) => peakMiB) * 1024).toFixed(1)} KiB a ${sorted[0]?.growth?.unit ?? ''}`
      return [curve, shown.join(' · '), perUnit]
    })
  return lines.length === 0 ? '' : table(['work', 'wall time and peak memory by size', 'slope'], lines)
}

/** Ratios of everybody's wall time to that of the limit; limbeck's first. */
function peerTable(results: readonly BenchResult[]): string {
  const peersOf = (result: BenchResult) =>
    result.contenders.filter(({ name }) => name !== 'limbeck' && name !== result.limit)
  const lines = results
    .filter((result) => peersOf(result).length > 0)
    .map((result) => {
      const limit = limitOf(result)
      const against = (each: ContenderTimes | undefined) =>
        each === undefined || limit === undefined ? wall(each) : times(ratios(each.wallMs, limit.wallMs).median)
      const peers = peersOf(result).map((peer) => `${peer.name} ${against(peer)} (${memory(peer)})`)
      return [result.title, result.limit, against(oursOf(result)), peers.join(' · ')]
    })
  return lines.length === 0 ? '' : table(['work', 'limit', 'limbeck', 'others (peak memory)'], lines)
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function oursOf(result: BenchResult): ContenderTimes | undefined {
  return result.contenders.find(({ name }) => name === 'limbeck')
}

function median(each: ContenderTimes | undefined, values: (each: ContenderTimes) => readonly number[]): number {
  return each === undefined ? Number.NaN : summarize(values(each)).median
}

function wall(each: ContenderTimes | undefined): string {
  const ms = median(each, ({ wallMs }) => wallMs)
  return Number.isNaN(ms) ? '–' : ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`
}

function memory(each: ContenderTimes | undefined): string {
  const mib = median(each, ({ peakMiB }) => peakMiB)
  return Number.isNaN(mib) ? '–' : `${mib.toFixed(0)} MiB`
}

function cpuRatio(ours: ContenderTimes | undefined, limit: ContenderTimes | undefined): string {
  if (ours === undefined || limit === undefined || ours.cpuMs.length === 0) return '–'
  return times(median(ours, ({ cpuMs }) => cpuMs) / median(limit, ({ cpuMs }) => cpuMs))
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)}×`
}

function targetText(target: Target | null): string {
  if (target === null) return ''
  return [
    target.ratio === undefined ? '' : `≤ ${target.ratio}×`,
    target.memoryMiB === undefined ? '' : `≤ ${target.memoryMiB} MiB`,
    target.memoryRatio === undefined ? '' : `memory ≤ ${target.memoryRatio}×`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}
