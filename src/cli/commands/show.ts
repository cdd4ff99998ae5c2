import { defineCommand } from '../command.ts'
import { printRevisions } from '../output/print-revisions.ts'

export const show = defineCommand({
  name: 'show',
  group: 'look',
  summary: 'Show one revision: its parents, file, date and message',
  description: [
    'Takes an id or its beginning, `head`, `heads`, `base`, a branch label, or `current`, which asks the database.',
  ],
  arguments: { revision: { summary: 'What to show' } },
  options: {},
  examples: [
    ['limbeck show head', 'The newest revision'],
    ['limbeck show 1975', 'The revision whose id begins so'],
  ],
  run: async ({ openProject }, values) => {
    const project = await openProject()
    const result = await project.show(values.arguments.revision)
    return { result, print: (terminal) => printRevisions(result.revisions, terminal, { verbose: true }) }
  },
})
