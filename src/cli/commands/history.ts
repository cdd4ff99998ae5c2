import { LimbeckError } from '../../errors/index.ts'
import { defineCommand } from '../command.ts'
import { defined } from '../defined.ts'
import { printPaged } from '../output/print-paged.ts'
import { printRevisions } from '../output/print-revisions.ts'
import { printRevisionGraph } from '../output/revision-graph.ts'
import type { Terminal } from '../output/terminal.ts'

export const history = defineCommand({
  name: 'history',
  group: 'look',
  summary: 'List the revisions, newest first',
  description: [
    'A line reads: what it follows -> the revision (labels) (head), message. `--graph` draws branches and merges.',
    'With `-i` the database is asked, and nothing else asks it but a range with `current`: the revisions that it is at are marked, and in a graph the applied ones have a filled circle and the current ones a ring.',
    'A range takes anything that names a revision: `-r 27c6a3:head`, `-r-3:current`, `-r current:`. `--limit` counts from the newest; `--reverse` turns what is left around.',
    'On a terminal a long history is shown by the program in `PAGER`, else by `less`.',
  ],
  arguments: {},
  options: {
    revRange: { short: 'r', value: 'START:END', summary: 'Only these revisions, both ends included' },
    indicateCurrent: { short: 'i', summary: 'Mark the revisions that the database is at' },
    graph: { summary: 'Draw the graph' },
    ascii: { summary: 'Draw with ASCII signs' },
    limit: { value: 'NUMBER', summary: 'At most so many, the newest' },
    reverse: { summary: 'Oldest first' },
    noPager: { summary: 'Print everything at once, on a terminal too' },
  },
  examples: [
    ['limbeck history --verbose', 'Everything about every revision'],
    ['limbeck history --graph -i', 'The picture of branches and merges, with what is applied'],
    ['limbeck history -r-3:current', 'The last three that were applied'],
    ['limbeck history --limit 10 --reverse', 'The ten newest, the newest at the end'],
  ],
  run: async ({ globals, openProject }, { options }) => {
    const limit = limitOf(options.limit)
    const project = await openProject()
    const drawn = options.graph || options.ascii
    const result = await project.history({
      ...defined({ range: options.revRange, limit }),
      indicateCurrent: options.indicateCurrent,
      runs: globals.verbose || globals.json,
      reverse: options.reverse,
    })
    return {
      result,
      print: (terminal) => {
        if (result.revisions.length === 0) terminal.notice('There are no revisions here.')
        const printAll = (to: Terminal) => {
          if (drawn) printRevisionGraph(result.revisions, to, options)
          else {
            const show = { verbose: globals.verbose, parents: true, labels: true, message: true }
            printRevisions(result.revisions, to, show)
          }
        }
        if (options.noPager) printAll(terminal)
        else printPaged(terminal, printAll)
      },
    }
  },
})

/** @throws LimbeckError LB1001 for what is no number */
function limitOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d+$/.test(text) && Number(text) > 0) return Number(text)
  throw new LimbeckError('LB1001', `The option --limit is a number of revisions, 1 or more, not "${text}".`, {
    hints: ['`limbeck history --limit 10` shows the ten newest.'],
  })
}
