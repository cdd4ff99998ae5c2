import { LimbeckError } from '../../errors/index.ts'
import { defineCommand } from '../command.ts'
import { defined } from '../defined.ts'
import { printRuns } from '../output/print-runs.ts'

export const log = defineCommand({
  name: 'log',
  group: 'look',
  summary: 'Show what was run on the database: when, by whom, how long, and how it ended',
  description: [
    'Reads the journal, newest first: every run of a revision up or down, every stamp, failures too. `history` shows the revisions; this shows what happened.',
    '`--verbose` adds what else the journal knows, and errors in full.',
  ],
  arguments: {},
  options: {
    limit: { value: 'NUMBER', summary: 'At most so many, the newest' },
    revision: { short: 'r', value: 'REVISION', summary: 'Only runs of this revision' },
    failed: { summary: 'Only runs that failed or were broken off' },
  },
  examples: [
    ['limbeck log --limit 10', 'The last ten runs'],
    ['limbeck log --revision 1975', 'Everything that happened with one revision'],
    ['limbeck log --failed --verbose', 'What went wrong, with the errors'],
  ],
  run: async ({ globals, openProject }, { options }) => {
    const limit = limitOf(options.limit)
    const project = await openProject()
    const result = await project.log({ ...defined({ revision: options.revision, limit }), failed: options.failed })
    return {
      result,
      print: (terminal) => {
        if (result.runs.length === 0) terminal.notice('The journal has no such runs.')
        printRuns(result.runs, terminal, { verbose: globals.verbose })
      },
    }
  },
})

/** @throws LimbeckError LB1001 for what is no number */
function limitOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text)
  throw new LimbeckError('LB1001', `The option --limit is a number of runs, 1 or more, not "${text}".`, {
    hints: ['`limbeck log --limit 10` shows the ten newest.'],
  })
}
