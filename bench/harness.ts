import { spawnSync } from 'node:child_process'
import { cpus, loadavg } from 'node:os'

/** A whole process to time. */
export interface TimedCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env?: { readonly [name: string]: string }
}

export interface Measurement {
  /** Wall time in milliseconds, one per run, in the order of the runs. */
  readonly ours: readonly number[]
  readonly limit: readonly number[]
  /** Median of the ratios of neighbouring runs. */
  readonly ratio: number
  /** Lowest and highest ratio. */
  readonly spread: readonly [number, number]
}

/**
 * Times two commands in turn (A B A B …), so that a machine that gets slower slows both. One run of each first does
 * not count. Throws when a command fails.
 */
export function compareCommands(ours: TimedCommand, limit: TimedCommand, runs: number): Measurement {
  const oursMs: number[] = []
  const limitMs: number[] = []
  timeOnce(ours)
  timeOnce(limit)
  for (let run = 0; run < runs; run += 1) {
    oursMs.push(timeOnce(ours))
    limitMs.push(timeOnce(limit))
  }
  const ratios = oursMs.map((ms, run) => ms / (limitMs[run] ?? Number.NaN)).sort((a, b) => a - b)
  return {
    ours: oursMs,
    limit: limitMs,
    ratio: median(ratios),
    spread: [ratios[0] ?? Number.NaN, ratios.at(-1) ?? Number.NaN],
  }
}

function timeOnce({ command, args, cwd, env }: TimedCommand): number {
  const started = process.hrtime.bigint()
  const run = spawnSync(command, [...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 28,
  })
  const ms = Number(process.hrtime.bigint() - started) / 1e6
  if (run.status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${run.status}: ${run.stderr.toString()}`)
  return ms
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** A sentence when other work keeps the machine busy, so that nobody believes the figures; else null. */
export function noise(): string | null {
  const load = loadavg()[0] ?? 0
  return load > cpus().length * 0.75
    ? `the machine is busy (load ${load.toFixed(1)} on ${cpus().length} processors)`
    : null
}
