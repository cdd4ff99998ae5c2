import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { ScratchProject } from './scratch-project.ts'

/** A line that the process printed: an event of a job, its result, its error, or what a revision file says. */
export type ProcessMessage = { readonly kind: string; readonly [key: string]: unknown }

/** A job of a project that runs in a process of its own. */
export interface ProjectProcess {
  /** Waits for a message of this kind; an error when the process ends without one. */
  message(kind: string): Promise<ProcessMessage>
  /** Ends the process as `kill -9` does, and waits until it is gone. */
  kill(): Promise<void>
  signal(name: NodeJS.Signals): void
}

const program = `
import { openProject } from 'limbeck'
const say = (message) => console.log(JSON.stringify(message))
const [url, job, ...args] = JSON.parse(process.argv[2])
const controller = new AbortController()
process.once('SIGINT', () => controller.abort())
try {
  const project = await openProject({ url, onEvent: say, signal: controller.signal })
  say({ kind: 'result', ...(await project[job](...args)) })
} catch (error) {
  say({ kind: 'error', code: error.code, message: error.message, hints: error.hints, details: error.details })
}
`

export function startProject(project: ScratchProject, url: string, job: string, ...args: unknown[]): ProjectProcess {
  // Written once: a process that starts beside another must not read the file while it is being written again.
  const file = existsSync(project.path('run.mjs')) ? project.path('run.mjs') : project.write('run.mjs', program)
  const child: ChildProcess = spawn(process.execPath, [file, JSON.stringify([url, job, ...args])], {
    cwd: project.folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const messages: ProcessMessage[] = []
  const waiting = new Set<() => void>()
  let ended = false
  const wake = () => {
    for (const resolve of waiting) resolve()
    waiting.clear()
  }
  if (child.stdout === null) throw new Error('no output')
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => {
    // The program prints nothing but messages.
    messages.push(JSON.parse(line) as ProcessMessage)
    wake()
  })
  lines.on('close', () => {
    ended = true
    wake()
  })
  return {
    async message(kind) {
      for (;;) {
        const found = messages.find((message) => message.kind === kind)
        if (found !== undefined) return found
        if (ended) throw new Error(`The process ended without "${kind}"; it said ${JSON.stringify(messages, null, 2)}`)
        await new Promise<void>((resolve) => waiting.add(resolve))
      }
    },
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    signal: (name) => {
      child.kill(name)
    },
  }
}

/** A place where a revision file waits until the test lets it go on. */
export interface Gate {
  /** Code for a revision file: says `{"kind":"reached"}` and waits. */
  readonly code: string
  open(): Promise<void>
}

/** Made of a named pipe: reading it waits for a writer, without a clock. */
export function createGate(project: ScratchProject, name = 'gate'): Gate {
  const file = project.path(name)
  execFileSync('mkfifo', [file])
  const path = JSON.stringify(file)
  return {
    code: `console.log(JSON.stringify({ kind: 'reached' }))\n  await (await import('node:fs/promises')).readFile(${path})`,
    open: async () => {
      const handle = await open(file, 'w')
      await handle.close()
    },
  }
}
