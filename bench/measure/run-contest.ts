import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { Contender } from '../workload.ts'
import { busyProcessors, machineTimes, noiseOf } from './noise.ts'
import { timeProcess } from './process-timer.ts'

/** What one contender took, a number for each turn. */
export interface ContenderTimes {
  readonly name: string
  readonly wallMs: readonly number[]
  /** Empty where nothing on this machine can tell. */
  readonly cpuMs: readonly number[]
  readonly peakMiB: readonly number[]
}

export interface ContestResult {
  /** limbeck, then its limit, then peers. */
  readonly contenders: readonly ContenderTimes[]
  /** Programs that are not installed, so that their contenders did not run. */
  readonly missing: readonly string[]
  /** Why the times say nothing; null: they may be believed. */
  readonly noise: string | null
}

/** A look at the machine between two turns. */
const lookMs = 60

/**
 * Runs the contenders in turn (A B A B …), so that a machine that gets slower slows all of them. One run of each first
 * does not count; every run is checked for its effect.
 *
 * @throws Error when a command fails, or had no effect
 */
export async function runContest(
  contenders: readonly Contender[],
  runs: number,
  python: string | null,
): Promise<ContestResult> {
  const present = contenders.filter(({ command }) => isInstalled(command.command))
  const times = present.map(({ name }) => ({
    name,
    wallMs: [] as number[],
    cpuMs: [] as number[],
    peakMiB: [] as number[],
  }))
  const rest = { busy: 0, idle: 0 }
  for (let turn = -1; turn < runs; turn += 1) {
    for (const [place, contender] of present.entries()) {
      if (turn >= (contender.runs ?? runs)) continue
      await contender.before?.()
      const run = timeProcess(contender.command, python)
      await contender.check(run.stdout)
      const own = times[place]
      if (turn < 0 || own === undefined) continue
      own.wallMs.push(run.wallMs)
      if (run.cpuMs !== null) own.cpuMs.push(run.cpuMs)
      if (run.peakMiB !== null) own.peakMiB.push(run.peakMiB)
    }
    const before = machineTimes()
    await pause(lookMs)
    const after = machineTimes()
    rest.busy += after.busy - before.busy
    rest.idle += after.idle - before.idle
  }
  const restless = busyProcessors({ busy: 0, idle: 0 }, rest, cpus().length)
  return {
    contenders: times,
    missing: contenders.filter((each) => !present.includes(each)).map(({ command }) => command.command),
    noise: noiseOf(restless, times[1]?.wallMs ?? []),
  }
}

const installed = new Map<string, boolean>()

function isInstalled(command: string): boolean {
  const known = installed.get(command)
  if (known !== undefined) return known
  const found = spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined
  installed.set(command, found)
  return found
}
