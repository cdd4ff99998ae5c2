import { type StdioOptions, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TimedCommand, type TimedRun, commandLine } from './timed-command.ts'

const script = join(import.meta.dirname, 'time-process.py')

/** What the script above writes. */
interface Report {
  readonly wallMs: number
  readonly cpuMs: number
  readonly peakMiB: number
  readonly status: number
}

/** The real Python, not a shim that looks for one each time; null where there is none. */
export function findPython(): string | null {
  const run = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' })
  return run.status === 0 ? run.stdout.trim() : null
}

/**
 * Runs the command to its end and says what it took. `python` times it ({@link findPython}); with null only wall time is
 * known.
 *
 * @throws Error when the command cannot be started or ends with another status than 0
 */
export function timeProcess(timed: TimedCommand, python: string | null): TimedRun {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-timer-'))
  const files = ['out', 'err', 'report'].map((name) => join(folder, name))
  const [out = '', err = '', report = ''] = files
  const open = files.map((file) => openSync(file, 'w'))
  // Files, not pipes: nobody has to read while the clock runs.
  const stdio: StdioOptions = ['ignore', ...open]
  const words = [timed.command, ...timed.args]
  const [command = '', ...args] = python === null ? words : [python, '-ISs', script, ...words]
  try {
    const started = process.hrtime.bigint()
    const run = spawnSync(command, args, { cwd: timed.cwd, env: { ...environment(), ...timed.env }, stdio })
    const wallMs = Number(process.hrtime.bigint() - started) / 1e6
    const text = readFileSync(report, 'utf8')
    // Only the script writes there.
    const told = text === '' ? null : (JSON.parse(text) as Report)
    const status = told?.status ?? run.status
    if (run.error !== undefined || status !== 0) {
      const said = `${readFileSync(err, 'utf8').slice(-2000)}${run.error?.message ?? ''}`
      throw new Error(`${commandLine(timed)} ended with ${status}: ${said}`)
    }
    return {
      wallMs: told?.wallMs ?? wallMs,
      cpuMs: told?.cpuMs ?? null,
      peakMiB: told?.peakMiB ?? null,
      stdout: readFileSync(out, 'utf8'),
    }
  } finally {
    for (const descriptor of open) closeSync(descriptor)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What belongs to whoever runs the bench, and to npm, is none of the business of what is timed. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|LIMBECK_|PG|NODE_OPTIONS$|DATABASE_URL$|FORCE_COLOR$)/.test(name),
  )
  return { ...Object.fromEntries(kept), NO_COLOR: '1' }
}
