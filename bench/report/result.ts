import type { ContenderTimes } from '../measure/run-contest.ts'
import type { ProfilePart } from '../measure/profile.ts'
import { type Summary, ratios, summarize } from '../measure/statistics.ts'
import type { Target, Workload } from '../workload.ts'

/** One row of a run of the bench: plain data, as `--json` writes it. */
export interface BenchResult {
  readonly id: string
  readonly title: string
  readonly limit: string
  readonly target: Target | null
  readonly growth: Workload['growth'] | null
  /** limbeck, its limit, then peers. */
  readonly contenders: readonly ContenderTimes[]
  readonly missing: readonly string[]
  readonly noise: string | null
  /** Why it could not be measured; null: it was. */
  readonly failure: string | null
  /** Where limbeck's time goes; null where the target was met, or there is none. */
  readonly profile: readonly ProfilePart[] | null
}

/** `unknown`: the limit is not installed, or nothing tells the memory. */
export type Verdict = 'met' | 'missed' | 'noisy' | 'unknown' | 'failed' | 'no target'

/** Ratio of limbeck's wall time to that of another contender, usually its limit; null where one of them did not run. */
export function ratioTo(result: BenchResult, contender: ContenderTimes | undefined): Summary | null {
  const ours = result.contenders.find(({ name }) => name === 'limbeck')
  return ours === undefined || contender === undefined ? null : ratios(ours.wallMs, contender.wallMs)
}

export function limitOf(result: BenchResult): ContenderTimes | undefined {
  return result.contenders.find(({ name }) => name === result.limit)
}

/** Whether the target was met. Noise makes it unknowable unless `anyway`. */
export function verdictOf(result: BenchResult, anyway: boolean): Verdict {
  if (result.failure !== null) return 'failed'
  if (result.target === null) return 'no target'
  if (result.noise !== null && !anyway) return 'noisy'
  const parts = targetParts(result, result.target)
  if (parts.some((part) => part === false)) return 'missed'
  return parts.includes(null) ? 'unknown' : 'met'
}

function targetParts(result: BenchResult, target: Target): readonly (boolean | null)[] {
  const limit = limitOf(result)
  const ours = result.contenders.find(({ name }) => name === 'limbeck')
  const memory = ours === undefined || ours.peakMiB.length === 0 ? null : summarize(ours.peakMiB).median
  const limitMemory = limit === undefined || limit.peakMiB.length === 0 ? null : summarize(limit.peakMiB).median
  const within = (found: number | null, most: number) => (found === null ? null : found <= most)
  return [
    target.ratio === undefined ? true : within(ratioTo(result, limit)?.median ?? null, target.ratio),
    target.memoryMiB === undefined ? true : within(memory, target.memoryMiB),
    target.memoryRatio === undefined
      ? true
      : within(memory === null || limitMemory === null ? null : memory / limitMemory, target.memoryRatio),
  ]
}
