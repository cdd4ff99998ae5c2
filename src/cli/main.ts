/** The program: gives `runCli` what it needs of the process, and ends with its status. Nothing else ends the process. */
import { beforeOtherWrites } from './output/before-other-writes.ts'
import { standardStream } from './output/standard-stream.ts'
import type { OutputStream } from './output/terminal.ts'
import { type Host, runCli } from './run-cli.ts'

// The streams and the controller are made when they are first used, which costs some milliseconds for each.
let interrupted = false
let controller: AbortController | null = null
let stdout: OutputStream | null = null
let stderr: OutputStream | null = null

for (const [name, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(name, () => {
    if (interrupted) process.exit(status)
    interrupted = true
    controller?.abort()
    host.stderr.write('\nStopping where it is safe; again to stop at once.\n')
  })
}

quietExperiments()
const host: Host = {
  cwd: process.cwd(),
  environment: process.env,
  isInterrupted: () => interrupted,
  beforeOtherWrites,
  get signal() {
    controller ??= new AbortController()
    if (interrupted) controller.abort()
    return controller.signal
  },
  get stdin() {
    return process.stdin
  },
  get stdout() {
    // `limbeck history | head -1` closes the pipe early; that is no error.
    // oxlint-disable-next-line unicorn/no-process-exit -- the one place that ends the process
    stdout ??= standardStream('stdout', () => process.exit(0))
    return stdout
  },
  get stderr() {
    // What nobody reads any more is nothing to stop a migration for.
    stderr ??= standardStream('stderr', () => undefined)
    return stderr
  },
}
// Not awaited at the top level: a module that is can only be imported, and `require` starts it sooner.
void runCli(process.argv.slice(2), host).then((status) => {
  process.exitCode = status
})

/** Node calls `node:sqlite` experimental, and limbeck uses it on purpose; every other warning is shown. */
function quietExperiments(): void {
  const { emitWarning } = process
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    if (String(warning).includes('SQLite is an experimental feature')) return
    Reflect.apply(emitWarning, process, [warning, ...rest])
  }
}
