import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import { findProgram, pathWithBins } from './find-program.ts'

/** A program that runs on every file that limbeck writes. No shell reads the command: arguments stand as they are. */
export interface PostWriteCommand {
  /** For messages. Default: the program. */
  readonly name?: string
  /** The program and its arguments. `{file}` stands for the file's absolute path; left out, it comes last. */
  readonly command: readonly string[]
  /** The folder to run in. Default: that of the configuration. */
  readonly cwd?: string
}

/** A function that is called with the absolute path of every file that limbeck writes. */
export type PostWriteFunction = (file: string) => Promise<void> | void

export type PostWriteHook = PostWriteCommand | PostWriteFunction

/**
 * Runs the hooks on a file that was written, in their order.
 *
 * @param folder absolute; programs are looked for in its `node_modules/.bin` and those above it, then in `PATH`
 * @throws LimbeckError LB1009 for the first that fails; the file stays
 */
export async function runPostWriteHooks(hooks: readonly PostWriteHook[], file: string, folder: string): Promise<void> {
  for (const hook of hooks) {
    if (typeof hook !== 'function') await runCommand(hook, file, folder)
    else {
      try {
        await hook(file)
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause)
        throw failure(hook.name === '' ? 'a function' : `'${hook.name}'`, reason, file, folder, { cause })
      }
    }
  }
}

const fileToken = '{file}'

async function runCommand(hook: PostWriteCommand, file: string, folder: string): Promise<void> {
  const [program = '', ...given] = hook.command
  const name = `'${hook.name ?? program}'`
  const hasToken = given.some((argument) => argument.includes(fileToken))
  const args = hasToken ? given.map((argument) => argument.replaceAll(fileToken, file)) : [...given, file]
  const cwd = path.resolve(folder, hook.cwd ?? '.')
  const found = findProgram(program, cwd)
  const { status, output, error } = await run(found.file, [...found.args, ...args], cwd)
  if (error !== null) {
    const missing = 'code' in error && error.code === 'ENOENT'
    const reason = missing ? `there is no program '${program}', or no folder ${cwd}` : error.message
    throw failure(name, reason, file, folder, { cause: error })
  }
  if (status !== 0) throw failure(name, `it ended with ${status}`, file, folder, { output })
}

interface Ended {
  /** 0, or how it ended in words. */
  readonly status: 0 | string
  readonly output: string
  readonly error: Error | null
}

async function run(file: string, args: readonly string[], cwd: string): Promise<Ended> {
  const { spawn } = await import('node:child_process')
  return await new Promise((resolve) => {
    const parts: string[] = []
    let error: Error | null = null
    const env = { ...process.env, ...pathWithBins(cwd) }
    const child = spawn(file, args, { cwd, env, shell: false, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.setEncoding('utf8').on('data', (part: string) => parts.push(part))
    child.stderr.setEncoding('utf8').on('data', (part: string) => parts.push(part))
    child.on('error', (thrown) => {
      error = thrown
      resolve({ status: 'an error', output: '', error })
    })
    child.on('close', (code, signal) => {
      const status = code === 0 ? 0 : signal === null ? `exit status ${code}` : `signal ${signal}`
      resolve({ status, output: parts.join(''), error })
    })
  })
}

/** Characters of a program's output in a message. */
const shownCharacters = 2000

function failure(
  name: string,
  reason: string,
  file: string,
  folder: string,
  more: { readonly cause?: unknown; readonly output?: string },
): LimbeckError {
  const output = (more.output ?? '').trim()
  const shown = output.length > shownCharacters ? `…${output.slice(-shownCharacters)}` : output
  const relative = path.relative(folder, file)
  const first = `The post-write hook ${name} failed: ${reason}. The file ${relative} was written and stays.`
  return new LimbeckError('LB1009', shown === '' ? first : `${first}\n${shown}`, {
    hints: [
      'Repair what it complains about and run it on the file by hand, or delete the file and run the command again.',
    ],
    details: { hook: name, file, output },
    cause: more.cause,
  })
}
