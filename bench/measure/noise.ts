import { cpus } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { summarize } from './statistics.ts'

/** Processors that others may keep busy, on average, before times mean nothing. */
const busyAllowed = 0.25
/** How far the middle half of the limit's runs may lie apart, as a part of their median. */
const spreadAllowed = 0.3

/** Processor milliseconds of the whole machine since it started. */
export interface MachineTimes {
  readonly busy: number
  readonly idle: number
}

export function machineTimes(): MachineTimes {
  const times = cpus().map((processor) => processor.times)
  const idle = times.reduce((sum, each) => sum + each.idle, 0)
  return { idle, busy: times.reduce((sum, each) => sum + each.user + each.nice + each.sys + each.irq, 0) }
}

/** Processors that were busy between two readings: 0 is a machine at rest, 2 two processors without a pause. */
export function busyProcessors(before: MachineTimes, after: MachineTimes, processors: number): number {
  const busy = after.busy - before.busy
  const all = busy + after.idle - before.idle
  return all <= 0 ? 0 : (busy / all) * processors
}

/** Processors that are busy while nothing of ours runs. */
export async function restlessness(milliseconds: number): Promise<number> {
  const before = machineTimes()
  await pause(milliseconds)
  return busyProcessors(before, machineTimes(), cpus().length)
}

/**
 * Why times measured here say nothing, in a sentence; null: they may be believed.
 *
 * @param restless processors that were busy between the runs
 * @param limit times of what must take the same each time
 */
export function noiseOf(restless: number, limit: readonly number[]): string | null {
  if (restless > busyAllowed) return `other work kept ${restless.toFixed(1)} processors busy`
  const sorted = limit.toSorted((a, b) => a - b)
  if (sorted.length < 4) return null
  const [low, high] = [sorted[Math.floor(sorted.length / 4)] ?? 0, sorted[Math.floor((sorted.length * 3) / 4)] ?? 0]
  const spread = (high - low) / summarize(sorted).median
  return spread > spreadAllowed ? `times of the limit differ by ${(spread * 100).toFixed(0)} %` : null
}
