import { defineCommand } from '../command.ts'
import { printRevisions } from '../output/print-revisions.ts'

export const current = defineCommand({
  name: 'current',
  group: 'look',
  summary: 'Show which revisions the database is at',
  description: ['Reads the version table and changes nothing; a database without one is at base.'],
  arguments: {},
  options: {
    checkHeads: { summary: 'Exit with 1 when the database is not at all heads' },
  },
  examples: [
    ['limbeck current', 'For example: 1975ea83b712 (head)'],
    ['limbeck current --check-heads', 'For a deployment: is everything applied?'],
  ],
  run: async ({ globals, openProject }, { options }) => {
    const project = await openProject()
    const result = await project.current()
    const behind = options.checkHeads && !result.atHeads
    return {
      result,
      status: behind ? 1 : 0,
      print: (terminal) => {
        if (globals.verbose) terminal.out(`Current revision(s) for ${result.databaseUrl}:`)
        if (result.revisions.length === 0) terminal.notice('No revision is applied: the database is at base.')
        // Every line is a current one, so the mark would say nothing.
        const unmarked = result.revisions.map((revision) => ({ ...revision, isCurrent: false }))
        printRevisions(unmarked, terminal, { verbose: globals.verbose })
        if (result.editedAfterApplied.length > 0) {
          terminal.warn(`Edited after they were applied: ${result.editedAfterApplied.join(', ')}.`, [
            'Run `limbeck doctor` to see the files.',
          ])
        }
        if (behind) {
          terminal.warn('Database is not on all head revisions.', [
            'Run `limbeck upgrade heads` to apply what is missing.',
          ])
        }
      },
    }
  },
})
