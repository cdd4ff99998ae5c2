import type { Project, RevisionsResult } from '../../jobs/index.ts'
import { isLimbeckError } from '../../errors/index.ts'
import { defineCommand } from '../command.ts'
import { defined } from '../defined.ts'
import { printRevisions } from '../output/print-revisions.ts'
import { printRevisionGraph } from '../output/revision-graph.ts'

export const history = defineCommand({
  name: 'history',
  group: 'look',
  summary: 'List the revisions, newest first',
  description: [
    'A line reads: what it follows -> the revision (labels) (head), message. `--graph` draws branches and merges; where a database answers, it marks the applied revisions with a filled circle and the current ones with a ring.',
    'A range takes anything that names a revision: `-r 27c6a3:head`, `-r-3:current`, `-r current:`. Ranges with `current` and `-i` ask the database.',
  ],
  arguments: {},
  options: {
    revRange: { short: 'r', value: 'START:END', summary: 'Only these revisions, both ends included' },
    indicateCurrent: { short: 'i', summary: 'Mark the revisions that the database is at' },
    graph: { summary: 'Draw the graph' },
    ascii: { summary: 'Draw with ASCII signs' },
  },
  examples: [
    ['limbeck history --verbose', 'Everything about every revision'],
    ['limbeck history --graph', 'The picture of branches and merges'],
    ['limbeck history -r-3:current', 'The last three that were applied'],
  ],
  run: async ({ globals, openProject }, { options }) => {
    const project = await openProject()
    const range = defined({ range: options.revRange })
    const ask = options.indicateCurrent ? project.history({ ...range, indicateCurrent: true }) : null
    const drawn = options.graph || options.ascii
    const result = await (ask ?? (drawn ? historyForGraph(project, range) : project.history(range)))
    return {
      result,
      print: (terminal) => {
        if (result.revisions.length === 0) terminal.notice('There are no revisions here.')
        if (drawn) printRevisionGraph(result.revisions, terminal, { ascii: options.ascii })
        else {
          printRevisions(result.revisions, terminal, {
            verbose: globals.verbose,
            parents: true,
            labels: true,
            message: true,
          })
        }
      },
    }
  },
})

/** With the marks of the database where it answers; a drawing must not fail because it does not. */
async function historyForGraph(project: Project, range: { readonly range?: string }): Promise<RevisionsResult> {
  if (project.config.url === null) return project.history(range)
  try {
    return await project.history({ ...range, indicateCurrent: true })
  } catch (error) {
    if (isLimbeckError(error) && error.code.startsWith('LB4')) return project.history(range)
    throw error
  }
}
