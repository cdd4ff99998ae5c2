import type { Project } from '../jobs/index.ts'
import type { GlobalOptions } from './global-options.ts'
import type { ArgumentDefinitions, ArgumentValues, OptionDefinitions, OptionValues } from './option-definitions.ts'
import type { Terminal } from './output/terminal.ts'

/** The parts under which the overview lists commands. */
export type CommandGroup = 'start' | 'write' | 'run' | 'look' | 'check' | 'own'

/** What a command did: data for `--json`, and how to print it for people. */
export interface CommandOutcome {
  readonly result: unknown
  readonly print: (terminal: Terminal) => void
  /** 1: it worked, and found something. */
  readonly status?: 0 | 1
}

/** What a command gets from the program around it. */
export interface CommandContext {
  readonly cwd: string
  readonly globals: GlobalOptions
  /** Where people read; commands print results through their outcome instead. */
  readonly terminal: Terminal
  /** Whether a person can be asked: a terminal on both sides, and no `--json`. */
  canAsk(): boolean
  /**
   * Opens the project that the global options name; it is closed when the command ends. The URL counts where nothing else
   * names a database.
   */
  openProject(fallbackUrl?: string): Promise<Project>
}

/** A command with the types of its arguments and options forgotten: what the registry, help and the parser see. */
export interface Command {
  readonly name: string
  readonly aliases: readonly string[]
  readonly group: CommandGroup
  readonly summary: string
  /** Paragraphs for the help of this command and the manual. */
  readonly description: readonly string[]
  readonly arguments: ArgumentDefinitions
  readonly options: OptionDefinitions
  readonly examples: readonly (readonly [command: string, meaning: string])[]
  /** Whether `-n all` runs it once for every database. */
  readonly perDatabase: boolean
  /** Whether its job may have questions about renames. */
  readonly asks: boolean
  readonly run: (context: CommandContext, values: CommandValues) => Promise<CommandOutcome>
}
export interface CommandValues {
  readonly arguments: { readonly [name: string]: string | readonly string[] | undefined }
  readonly options: { readonly [name: string]: string | boolean | readonly string[] | undefined }
}

interface CommandDefinition<Arguments extends ArgumentDefinitions, Options extends OptionDefinitions> extends Omit<
  Command,
  'aliases' | 'arguments' | 'options' | 'perDatabase' | 'asks' | 'run'
> {
  readonly aliases?: readonly string[]
  readonly perDatabase?: boolean
  readonly asks?: boolean
  readonly arguments: Arguments
  readonly options: Options
  readonly run: (
    context: CommandContext,
    values: { readonly arguments: ArgumentValues<Arguments>; readonly options: OptionValues<Options> },
  ) => Promise<CommandOutcome>
}

/** Defines a command; `run` gets its arguments and options typed by their definitions. */
export function defineCommand<const Arguments extends ArgumentDefinitions, const Options extends OptionDefinitions>(
  definition: CommandDefinition<Arguments, Options>,
): Command {
  return {
    ...definition,
    aliases: definition.aliases ?? [],
    perDatabase: definition.perDatabase ?? true,
    asks: definition.asks ?? false,
    // The parser fills in exactly what the definitions say, so the values have the types derived from them.
    run: definition.run as unknown as Command['run'],
  }
}
