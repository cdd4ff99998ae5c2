import type { Command } from '../command.ts'
import { globalOptions } from '../global-options.ts'
import type { OptionDefinition, OptionDefinitions } from '../option-definitions.ts'
import { longForm } from '../parse-arguments.ts'

/** Something that may stand at the place of the cursor, with what it means. */
export interface Candidate {
  readonly value: string
  readonly summary: string
}

/** What may stand at the place of the cursor. */
export type Expected =
  | { readonly kind: 'candidates'; readonly prefix: string; readonly candidates: readonly Candidate[] }
  /** Something that only the project knows; `prefix` is what stands in front of it in the same word. */
  | { readonly kind: 'revisions' | 'ranges' | 'databases' | 'templates'; readonly prefix: string }
  /** A text of the user's, or a file. */
  | { readonly kind: 'anything' }

/**
 * What the definitions of the commands say may follow.
 *
 * @param words behind the program's name; the last one is being typed and may be empty
 */
export function expectedAfter(words: readonly string[], commands: readonly Command[]): Expected {
  const word = words.at(-1) ?? ''
  const { command, positionals, waiting, onlyPositionals } = readWords(words.slice(0, -1), commands)
  const options = optionsOf(command)
  if (waiting !== null) return expectedValue(waiting.value ?? '', '')
  if (!onlyPositionals && word.startsWith('--') && word.includes('=')) {
    const form = word.slice(0, word.indexOf('='))
    const option = findOption(form, options)
    return option?.value === undefined ? { kind: 'anything' } : expectedValue(option.value, `${form}=`)
  }
  if (!onlyPositionals && /^-(?!\d)/.test(word)) return candidatesOf(optionCandidates(options))
  if (command === null) return candidatesOf(commands.map(({ name, summary }) => ({ value: name, summary })))
  return expectedArgument(command, positionals, commands)
}

interface ReadWords {
  readonly command: Command | null
  readonly positionals: number
  /** The option whose value comes next. */
  readonly waiting: OptionDefinition | null
  readonly onlyPositionals: boolean
}

function readWords(words: readonly string[], commands: readonly Command[]): ReadWords {
  let command: Command | null = null
  let positionals = 0
  let waiting: OptionDefinition | null = null
  let onlyPositionals = false
  for (const word of words) {
    if (waiting !== null) waiting = null
    else if (word === '--') onlyPositionals = true
    else if (!onlyPositionals && /^-(?!\d)./.test(word)) {
      const option = findOption(word, optionsOf(command))
      if (option?.value !== undefined) waiting = option
    } else if (command === null) {
      command = commands.find(({ name, aliases }) => name === word || aliases.includes(word)) ?? null
    } else positionals += 1
  }
  return { command, positionals, waiting, onlyPositionals }
}

function optionsOf(command: Command | null): OptionDefinitions {
  return command === null ? globalOptions : { ...globalOptions, ...command.options }
}

/** `--head`, or the last letter of `-qm`, whose value may stand in the next word. */
function findOption(form: string, options: OptionDefinitions): OptionDefinition | undefined {
  if (form.startsWith('--')) return Object.entries(options).find(([name]) => longForm(name) === form)?.[1]
  return Object.values(options).find((option) => option.short === form.at(-1))
}

function expectedArgument(command: Command, given: number, commands: readonly Command[]): Expected {
  const all = Object.entries(command.arguments)
  const [name, argument] = all[Math.min(given, all.length - 1)] ?? []
  if (name === undefined || argument === undefined || (given >= all.length && argument.many !== true)) {
    return candidatesOf(optionCandidates(optionsOf(command)))
  }
  if (argument.choices !== undefined) return candidatesOf(argument.choices.map((value) => ({ value, summary: '' })))
  if (name === 'command') return candidatesOf(commands.map((one) => ({ value: one.name, summary: one.summary })))
  return expectedValue(name.toUpperCase(), '')
}

/** By what help texts show for the value: `REVISION`, `START:END`, `ts|sql`. */
function expectedValue(shown: string, prefix: string): Expected {
  if (/^(?:REVISIONS?|TARGETS?)$/.test(shown)) return { kind: 'revisions', prefix }
  if (shown === 'RANGE' || shown === 'START:END') return { kind: 'ranges', prefix }
  if (shown === 'DATABASE') return { kind: 'databases', prefix }
  if (shown === 'TEMPLATE') return { kind: 'templates', prefix }
  if (/^[a-z-]+(?:\|[a-z-]+)+$/.test(shown))
    return candidatesOf(
      shown.split('|').map((value) => ({ value, summary: '' })),
      prefix,
    )
  return { kind: 'anything' }
}

function optionCandidates(options: OptionDefinitions): readonly Candidate[] {
  return Object.entries(options)
    .filter(([, option]) => option.hidden !== true)
    .map(([name, { summary }]) => ({ value: name.length === 1 ? `-${name}` : longForm(name), summary }))
}

function candidatesOf(candidates: readonly Candidate[], prefix = ''): Expected {
  return { kind: 'candidates', prefix, candidates }
}
