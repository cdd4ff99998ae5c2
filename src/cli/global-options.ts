import type { OptionDefinitions, OptionValues } from './option-definitions.ts'

/** Options that every command takes, before or after its name. */
export const globalOptions = {
  config: { short: 'c', value: 'FILE', summary: 'Use this configuration instead of searching for one' },
  name: {
    short: 'n',
    value: 'DATABASE',
    summary: 'Choose one of several configured databases; `all` runs them in turn',
  },
  x: {
    short: 'x',
    value: 'KEY[=VALUE]',
    repeatable: true,
    summary: 'Hand a value to the configuration and revision files',
  },
  url: { value: 'URL', summary: 'Use this database instead of the configured one' },
  json: { summary: 'Print one JSON document instead of text' },
  quiet: { short: 'q', summary: 'Print results, warnings and errors only' },
  verbose: { short: 'v', summary: 'Say more; show each SQL statement with its time' },
  trace: { summary: 'Show where an error came from' },
  raiseerr: { hidden: true, summary: 'The same as --trace' },
  version: { summary: 'Print the version' },
  help: { short: 'h', summary: 'Show help' },
} as const satisfies OptionDefinitions

export type GlobalOptions = OptionValues<typeof globalOptions>
