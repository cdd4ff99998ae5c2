/** The program: gives `runCli` what it needs of the process, and ends with its status. Nothing else ends the process. */
import { runCli } from './run-cli.ts'

const interruption = new AbortController()

for (const [name, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(name, () => {
    if (interruption.signal.aborted) process.exit(status)
    interruption.abort()
    process.stderr.write('\nStopping where it is safe; again to stop at once.\n')
  })
}

// `limbeck history | head -1` closes the pipe early; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

quietExperiments()
process.exitCode = await runCli(process.argv.slice(2), {
  cwd: process.cwd(),
  environment: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interruption.signal,
})

/** Node calls `node:sqlite` experimental, and limbeck uses it on purpose; every other warning is shown. */
function quietExperiments(): void {
  const { emitWarning } = process
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    if (String(warning).includes('SQLite is an experimental feature')) return
    Reflect.apply(emitWarning, process, [warning, ...rest])
  }
}
