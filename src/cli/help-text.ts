import type { Command, CommandGroup } from './command.ts'
import { globalOptions } from './global-options.ts'
import type { OptionDefinitions } from './option-definitions.ts'
import { argumentForm, longForm, shownForm } from './parse-arguments.ts'

const groupTitles: { readonly [Group in CommandGroup]: string } = {
  start: 'Start',
  write: 'Write revisions',
  run: 'Run revisions',
  look: 'Look around',
  check: 'Check',
  own: 'Of this project',
}

/** The overview: every command with its summary, and the options that all of them take. */
export function overviewText(commands: readonly Command[], version: string): string {
  const groups = Object.entries(groupTitles).flatMap(([group, title]) => {
    const rows = commands
      .filter((command) => command.group === group)
      .map(({ name, summary }) => [name, summary] as const)
    return rows.length === 0 ? [] : [`${title}:\n${columns(rows, 17)}`]
  })
  return [
    `limbeck ${version}: schema migrations, up and down`,
    'Usage: limbeck COMMAND [ARGUMENTS] [OPTIONS]',
    ...groups,
    `Options of every command:\n${columns(optionRows(globalOptions), 22)}`,
    'Run `limbeck help COMMAND` for one command, with examples.',
  ].join('\n\n')
}

/** The help of one command. */
export function commandText(command: Command): string {
  const argumentRows = Object.entries(command.arguments).map(
    ([name, { summary }]) => [argumentForm(name), summary] as const,
  )
  const options = optionRows(command.options)
  const width = Math.max(0, ...[...argumentRows, ...options].map(([left]) => left.length)) + 2
  const examples = command.examples.map(([example, meaning]) => `  ${example}\n      ${meaning}`)
  return [
    `Usage: ${usageLine(command)}`,
    command.summary + '.',
    ...command.description.map((paragraph) => wrap(paragraph, 88)),
    ...(argumentRows.length === 0 ? [] : [`Arguments:\n${columns(argumentRows, width)}`]),
    ...(options.length === 0 ? [] : [`Options:\n${columns(options, width)}`]),
    ...(examples.length === 0 ? [] : [`Examples:\n${examples.join('\n')}`]),
    'Options of every command: `limbeck --help`.',
  ].join('\n\n')
}

/** `limbeck upgrade REVISION [--sql] [--tag TAG]` */
export function usageLine(command: Command): string {
  const argumentParts = Object.entries(command.arguments).map(([name, argument]) => {
    const form = `${argumentForm(name)}${argument.many === true ? '...' : ''}`
    return argument.optional === true ? `[${form}]` : form
  })
  const optionParts = Object.entries(command.options)
    .filter(([, option]) => option.hidden !== true)
    .map(([name, option]) => {
      const form = option.short === undefined ? longForm(name) : `-${option.short}`
      return `[${form}${option.value === undefined ? '' : ` ${option.value}`}]${option.repeatable === true ? '...' : ''}`
    })
  return ['limbeck', command.name, ...argumentParts, ...optionParts].join(' ')
}

/** `-m, --message MESSAGE` and its summary, for each option that is shown. */
export function optionRows(options: OptionDefinitions): readonly (readonly [form: string, summary: string])[] {
  return Object.entries(options)
    .filter(([, option]) => option.hidden !== true)
    .map(([name, option]) => {
      const value = option.value === undefined ? '' : ` ${option.value}`
      const again = option.repeatable === true ? ' (repeatable)' : ''
      return [`${shownForm(name, option, ', ')}${value}`, `${option.summary}${again}`] as const
    })
}

function columns(rows: readonly (readonly [string, string])[], width: number): string {
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${left.length >= width ? '  ' : ''}${right}`).join('\n')
}

function wrap(text: string, width: number): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}
