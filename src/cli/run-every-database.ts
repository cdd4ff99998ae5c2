import { type Json, LimbeckError } from '../errors/index.ts'
import type { CommandOutcome } from './command.ts'
import type { Terminal } from './output/terminal.ts'

/**
 * Runs a command for one database after the other and stops at the first that fails.
 *
 * @throws LimbeckError that of the database which failed; `details` has the results of those before it under
 *   `databases`, its own name as `failed`, and the names of those that were not reached as `notRun`
 */
export async function runEveryDatabase(
  names: readonly string[],
  terminal: Terminal,
  options: { readonly json: boolean; readonly isInterrupted: () => boolean },
  run: (name: string) => Promise<CommandOutcome>,
): Promise<CommandOutcome> {
  const databases: { [name: string]: unknown } = {}
  let status: 0 | 1 = 0
  for (const [index, name] of names.entries()) {
    terminal.notice(terminal.errStyle.bold(`${name}:`))
    let outcome: CommandOutcome
    try {
      outcome = await run(name)
    } catch (error) {
      throw error instanceof LimbeckError ? stoppedAt(error, name, databases, names.slice(index + 1)) : error
    }
    databases[name] = outcome.result
    if (outcome.status === 1) status = 1
    if (!options.json) outcome.print(terminal)
    if (options.isInterrupted()) break
  }
  return { result: { databases }, status, print: () => {} }
}

function stoppedAt(
  error: LimbeckError,
  failed: string,
  databases: { readonly [name: string]: unknown },
  notRun: readonly string[],
): LimbeckError {
  const done = Object.keys(databases)
  const where = [
    `It was the database "${failed}".`,
    done.length === 0 ? '' : ` Done before it: ${done.join(', ')}.`,
    notRun.length === 0 ? '' : ` Not run: ${notRun.join(', ')}.`,
  ].join('')
  return new LimbeckError(error.code, error.message, {
    hints: [...error.hints, where],
    // Results of commands are plain data, made for JSON.
    details: { ...error.details, databases: databases as { readonly [name: string]: Json }, failed, notRun },
    cause: error.cause ?? error,
  })
}
