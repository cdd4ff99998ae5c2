import type { CustomCommand, CustomCommandValues } from '../config/index.ts'
import { mayDefineCommands } from '../config/may-define-commands.ts'
import { LimbeckError, isLimbeckError } from '../errors/index.ts'
import type { Project } from '../jobs/index.ts'
import type { Command, CommandValues } from './command.ts'

/**
 * The commands that the project's configuration defines; none where there is no configuration, or none that loads: then
 * whatever was asked for says so itself.
 */
export async function ownCommands(cwd: string, argv: readonly string[]): Promise<readonly Command[]> {
  const config = configIn(argv)
  try {
    if (!mayDefineCommands(cwd, config)) return []
    const { listCommands } = await import('../config/index.ts')
    return Object.entries(await listCommands({ cwd, config })).map(([name, own]) => commandOf(name, own))
  } catch {
    return []
  }
}

/** The command line is not understood yet, so the one option that matters is looked for in it. */
function configIn(argv: readonly string[]): string | undefined {
  for (const [at, text] of argv.entries()) {
    if (text === '-c' || text === '--config') return argv[at + 1]
    if (text.startsWith('--config=')) return text.slice('--config='.length)
  }
  return undefined
}

function commandOf(name: string, own: CustomCommand): Command {
  return {
    name,
    aliases: [],
    group: 'own',
    summary: own.summary,
    description: own.description ?? [],
    arguments: own.arguments ?? {},
    options: own.options ?? {},
    examples: [],
    perDatabase: true,
    asks: false,
    run: async (context, values) => {
      const project = await context.openProject()
      const result = await callOwn(name, own, project, values)
      return {
        result: result ?? null,
        print: (terminal) => {
          if (result === undefined || result === null) return
          terminal.out(typeof result === 'string' ? result : JSON.stringify(result, null, 2))
        },
      }
    },
  }
}

async function callOwn(name: string, own: CustomCommand, project: Project, values: CommandValues): Promise<unknown> {
  // `defineCommand` is the only way to write one whose `run` takes anything, and it says that it takes these.
  const run = own.run as unknown as (project: Project, values: CustomCommandValues) => unknown
  try {
    return await run(project, values)
  } catch (cause) {
    if (isLimbeckError(cause)) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new LimbeckError('LB1010', `The command "${name}" of the configuration failed: ${message}`, {
      hints: ['`--trace` shows the line.'],
      details: { command: name },
      cause,
    })
  }
}
