import { defineCommand } from '../command.ts'

/** The program shows help itself, because that takes the table of commands; see `run-cli.ts`. */
export const help = defineCommand({
  name: 'help',
  group: 'start',
  summary: 'Show help for one command, or the list of all',
  description: [],
  perDatabase: false,
  arguments: { command: { optional: true, summary: 'The command' } },
  options: {},
  examples: [['limbeck help revision', 'Everything about `limbeck revision`']],
  run: () => Promise.resolve({ result: null, print: () => {} }),
})
