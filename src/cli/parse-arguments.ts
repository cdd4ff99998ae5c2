import { LimbeckError } from '../errors/index.ts'
import { similarNames } from '../text/index.ts'
import type { Command, CommandValues } from './command.ts'
import { type GlobalOptions, globalOptions } from './global-options.ts'
import type { OptionDefinition, OptionDefinitions } from './option-definitions.ts'

export interface ParsedArguments {
  /** Null when only global options were given. */
  readonly command: Command | null
  readonly globals: GlobalOptions
  readonly values: CommandValues
}

type Value = string | boolean | string[]

/**
 * Takes a command line apart. Global options may stand before or after the command; a text such as `-1` or `-3:current` is
 * never an option; a value may stand in the next argument (`-r -3:current`), behind `=`, or directly behind a short option.
 * With `--help` or `--version` nothing is required.
 *
 * @throws LimbeckError LB1001 for what is not understood, missing or too much
 */
export function parseArguments(argv: readonly string[], commands: readonly Command[]): ParsedArguments {
  let command: Command | null = null
  let options: OptionDefinitions = globalOptions
  const given = new Map<string, Value>()
  const positionals: string[] = []
  let onlyPositionals = false

  const positional = (text: string) => {
    if (command !== null) {
      positionals.push(text)
      return
    }
    command = findCommand(text, commands)
    options = { ...globalOptions, ...command.options }
  }

  for (let at = 0; at < argv.length; at += 1) {
    const text = argv[at] ?? ''
    if (onlyPositionals || !text.startsWith('-') || text === '-' || /^-\d/.test(text)) {
      positional(text)
    } else if (text === '--') {
      onlyPositionals = true
    } else if (text.startsWith('--')) {
      const equals = text.indexOf('=')
      const name = camelCase(equals < 0 ? text.slice(2) : text.slice(2, equals))
      const option = Object.hasOwn(options, name) ? options[name] : undefined
      if (option === undefined || isShortOnly(name)) throw unknownOption(text, command, options)
      if (option.value === undefined && equals >= 0)
        throw refuse(`The option ${longForm(name)} takes no value.`, command)
      const value = equals < 0 ? null : text.slice(equals + 1)
      at += take(given, name, option, value, argv[at + 1], options, command)
    } else {
      at += takeCluster(given, text, argv[at + 1], options, command)
    }
  }
  return finish(command, given, positionals)
}

/** Reads `-v`, `-qv`, `-mMessage`, `-m Message` and `-r-3:current`; the number of further arguments it used up. */
function takeCluster(
  given: Map<string, Value>,
  text: string,
  next: string | undefined,
  options: OptionDefinitions,
  command: Command | null,
): number {
  for (let letter = 1; letter < text.length; letter += 1) {
    const found = Object.entries(options).find(([, option]) => option.short === text[letter])
    if (found === undefined) throw unknownOption(letter === 1 ? text : `-${text[letter]}`, command, options)
    const [name, option] = found
    if (option.value !== undefined) {
      const rest = text.slice(letter + 1).replace(/^=/, '')
      return take(given, name, option, text.length > letter + 1 ? rest : null, next, options, command)
    }
    take(given, name, option, null, undefined, options, command)
  }
  return 0
}

/** Keeps an option's value; 1 when it was the next argument, else 0. */
function take(
  given: Map<string, Value>,
  name: string,
  option: OptionDefinition,
  attached: string | null,
  next: string | undefined,
  options: OptionDefinitions,
  command: Command | null,
): 0 | 1 {
  if (option.value === undefined) {
    given.set(name, true)
    return 0
  }
  const value = attached ?? next
  if (value === undefined || (attached === null && isOption(value, options))) {
    const near = sameLetter(option, command).map((form) => `Did you mean \`${form}\`?`)
    throw refuse(`The option ${shownForm(name, option)} needs a value: ${option.value}.`, command, near)
  }
  const before = given.get(name)
  if (option.repeatable === true) given.set(name, [...(Array.isArray(before) ? before : []), value])
  else if (before === undefined) given.set(name, value)
  else throw refuse(`The option ${shownForm(name, option)} was given twice.`, command)
  return attached === null ? 1 : 0
}

/** Options of the command that people know by the letter of a global one: Alembic's `current -c`. */
function sameLetter({ short }: OptionDefinition, command: Command | null): readonly string[] {
  const own = Object.entries(command?.options ?? {}).filter(
    ([name, option]) => option.hidden !== true && name[0] === short,
  )
  return short === undefined
    ? []
    : own.filter(([, option]) => option.short === undefined).map(([name]) => longForm(name))
}

function finish(
  command: Command | null,
  given: ReadonlyMap<string, Value>,
  positionals: readonly string[],
): ParsedArguments {
  const valuesOf = (options: OptionDefinitions) =>
    Object.fromEntries(
      Object.entries(options).map(([name, option]) => {
        const empty = option.repeatable === true ? [] : option.value === undefined ? false : undefined
        return [name, given.get(name) ?? empty]
      }),
    )
  // Each value was kept as its definition says: a switch is a boolean, a repeatable option a list.
  const globals = valuesOf(globalOptions) as unknown as GlobalOptions
  const lenient = globals.help || globals.version
  return {
    command,
    globals,
    values: {
      options: valuesOf(command?.options ?? {}),
      arguments: command === null || lenient ? {} : assignArguments(command, positionals),
    },
  }
}

function assignArguments(command: Command, positionals: readonly string[]): CommandValues['arguments'] {
  const rest = [...positionals]
  const values: { [name: string]: string | readonly string[] | undefined } = {}
  for (const [name, argument] of Object.entries(command.arguments)) {
    const missing = rest.length === 0 && argument.optional !== true
    if (missing)
      throw refuse(`\`limbeck ${command.name}\` needs ${argumentForm(name)}.`, command, exampleHints(command))
    values[name] = argument.many === true ? rest.splice(0) : rest.shift()
  }
  const [extra] = rest
  if (extra !== undefined) {
    const none = Object.keys(command.arguments).length === 0
    throw refuse(`\`limbeck ${command.name}\` does not know what to do with "${extra}".`, command, [
      none
        ? 'It takes options only.'
        : `It takes ${Object.keys(command.arguments).map(argumentForm).join(' ')} only; quote a text with spaces.`,
    ])
  }
  return values
}

function findCommand(text: string, commands: readonly Command[]): Command {
  const found = commands.find((command) => command.name === text || command.aliases.includes(text))
  if (found !== undefined) return found
  const near = similarNames(
    text,
    commands.map((command) => command.name),
  )
  throw new LimbeckError('LB1001', `There is no command "${text}".`, {
    hints: [
      near.length === 0
        ? 'Run `limbeck --help` to see all commands.'
        : `Did you mean ${near.map((name) => `\`limbeck ${name}\``).join(' or ')}?`,
    ],
    details: { command: text },
  })
}

function unknownOption(text: string, command: Command | null, options: OptionDefinitions): LimbeckError {
  const shown = text.replace(/=.*$/s, '')
  const forms = Object.entries(options)
    .filter(([name, option]) => option.hidden !== true && !isShortOnly(name))
    .map(([name]) => longForm(name))
  const near = shown.startsWith('--') ? similarNames(shown, forms)[0] : undefined
  return refuse(
    command === null
      ? `There is no option ${shown} in front of the command.`
      : `\`limbeck ${command.name}\` has no option ${shown}.`,
    command,
    near === undefined ? [] : [`Did you mean \`${near}\`?`],
  )
}

function refuse(message: string, command: Command | null, hints: readonly string[] = []): LimbeckError {
  const help = command === null ? 'limbeck --help' : `limbeck help ${command.name}`
  return new LimbeckError('LB1001', message, {
    hints: hints.length > 0 ? hints : [`Run \`${help}\` to see what there is.`],
    details: command === null ? {} : { command: command.name },
  })
}

function exampleHints(command: Command): readonly string[] {
  return command.examples.slice(0, 2).map(([example, meaning]) => `\`${example}\`: ${meaning}`)
}

function isOption(text: string, options: OptionDefinitions): boolean {
  if (text === '--') return true
  if (text.startsWith('--')) return Object.hasOwn(options, camelCase(text.slice(2).replace(/=.*$/s, '')))
  return /^-[a-z]$/i.test(text) && Object.values(options).some((option) => option.short === text[1])
}

/** `-x` has no long form, as in Alembic. */
function isShortOnly(name: string): boolean {
  return name.length === 1
}

function camelCase(text: string): string {
  return text.replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** `--branch-label` for `branchLabel`. */
export function longForm(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** `-m/--message`, `--sql`, `-x`: an option as messages and help show it. */
export function shownForm(name: string, option: OptionDefinition, separator = '/'): string {
  const short = option.short === undefined ? [] : [`-${option.short}`]
  return [...short, ...(isShortOnly(name) ? [] : [longForm(name)])].join(separator)
}

/** An argument's name as shown: `REVISION`. */
export function argumentForm(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter}`).toUpperCase()
}
