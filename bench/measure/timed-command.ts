/** A whole process to time. */
export interface TimedCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env?: { readonly [name: string]: string }
}

/** What one process took, and what it said. */
export interface TimedRun {
  readonly wallMs: number
  /** User and system time of the process; null where nothing on this machine can tell. */
  readonly cpuMs: number | null
  /** The most memory it had resident at once; null where nothing on this machine can tell. */
  readonly peakMiB: number | null
  readonly stdout: string
}

/** The command as a person would write it, for messages. */
export function commandLine({ command, args }: TimedCommand): string {
  const line = [command, ...args].join(' ')
  return line.length > 300 ? `${line.slice(0, 300)} …` : line
}
