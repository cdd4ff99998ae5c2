import { defineCommand } from '../command.ts'
import { revisionEntry, revisionLine } from '../output/revision-lines.ts'

export const branches = defineCommand({
  name: 'branches',
  group: 'look',
  summary: 'Show the revisions that several others follow',
  description: ['Each with what it branches into. Needs no database.'],
  arguments: {},
  options: {},
  examples: [['limbeck branches --verbose', 'Branch points with their files']],
  run: async ({ globals, openProject }) => {
    const project = await openProject()
    const result = await project.branches()
    return {
      result,
      print: (terminal) => {
        if (result.revisions.length === 0) terminal.notice('There are no branch points.')
        for (const revision of result.revisions) {
          const style = terminal.outStyle
          const lines = globals.verbose
            ? revisionEntry(revision, style)
            : [revisionLine(revision, style, { labels: true })]
          for (const line of lines) terminal.out(line)
          for (const next of revision.nextRevisions)
            terminal.out(`${' '.repeat(revision.id.length)} -> ${style.yellow(next)}`)
        }
      },
    }
  },
})
