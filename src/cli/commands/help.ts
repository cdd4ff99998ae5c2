import { defineCommand } from '../command.ts'

/** The program shows help itself, because that takes the table of commands; see `run-cli.ts`. */
export const help = defineCommand({
  name: 'help',
  group: 'start',
  summary: 'Show help for one command or error, or the list of all',
  description: [],
  perDatabase: false,
  arguments: { command: { optional: true, summary: 'The command, or the code of an error' } },
  options: {},
  examples: [
    ['limbeck help revision', 'Everything about `limbeck revision`'],
    ['limbeck help LB6014', 'What an error means, and what to do'],
  ],
  run: () => Promise.resolve({ result: null, print: () => {} }),
})
