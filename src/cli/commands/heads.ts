import { defineCommand } from '../command.ts'
import { printRevisions } from '../output/print-revisions.ts'

export const heads = defineCommand({
  name: 'heads',
  group: 'look',
  summary: 'Show the revisions that no other revision follows',
  description: [
    'More than one head means that revisions were made side by side: `limbeck merge` joins them. Needs no database.',
  ],
  arguments: {},
  options: {
    resolveDependencies: { summary: 'Leave out heads that another revision depends on' },
  },
  examples: [['limbeck heads', 'One line for each head']],
  run: async ({ globals, openProject }, { options }) => {
    const project = await openProject()
    const result = await project.heads(options)
    return {
      result,
      print: (terminal) => {
        if (result.revisions.length === 0) terminal.notice('There are no revisions yet.')
        printRevisions(result.revisions, terminal, { verbose: globals.verbose, labels: true })
      },
    }
  },
})
