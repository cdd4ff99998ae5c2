import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { Contender } from '../workload.ts'
import { busyProcessors, machineTimes, noiseOf } from './noise.ts'
import { timeProcess } from './process-timer.ts'
import type { TimedRun } from './timed-command.ts'

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
  /** Peers that failed, and why. */
  readonly failures: readonly string[]
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
  const failed = new Map<Contender, string>()
  for (let turn = -1; turn < runs; turn += 1) {
    for (const [place, contender] of present.entries()) {
      if (turn >= (contender.runs ?? runs) || failed.has(contender)) continue
      const run = await timed(contender, python).catch((error: unknown) => {
        if (contender.optional !== true) throw error
        failed.set(contender, `${contender.name}: ${error instanceof Error ? error.message : String(error)}`)
        return null
      })
      const own = times[place]
      if (run === null || turn < 0 || own === undefined) continue
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
    contenders: times.filter((_, place) => ![...failed.keys()].some((each) => present[place] === each)),
    failures: [...failed.values()],
    missing: contenders.filter((each) => !present.includes(each)).map(({ command }) => command.command),
    noise: noiseOf(restless, times.find(({ name }) => name === contenders[1]?.name)?.wallMs ?? []),
  }
}

async function timed(contender: Contender, python: string | null): Promise<TimedRun> {
  await contender.before?.()
  const run = timeProcess(contender.command, python)
  await contender.check(run.stdout)
  return run
}

const installed = new Map<string, boolean>()

function isInstalled(command: string): boolean {
  const known = installed.get(command)
  if (known !== undefined) return known
  const found = spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined
  installed.set(command, found)
  return found
}
