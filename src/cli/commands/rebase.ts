import path from 'node:path'
import { defineCommand } from '../command.ts'
import { defined } from '../defined.ts'

export const rebase = defineCommand({
  name: 'rebase',
  group: 'write',
  summary: 'Put a branch behind another head, instead of merging',
  description: [
    'Moves all revisions above the fork point of a branch behind another head, by rewriting `downRevision` (and the line `Revises:`) of the first of them. Everything else in the files stays as it is, their names included: the order of revisions is that of the graph, not of file names.',
    'The configured database is asked, and nothing is moved that is applied there. What is applied on any other database must not be moved either: use `limbeck merge` then. Both sides are replayed in memory, as for a merge; where they conflict, nothing is written.',
  ],
  arguments: {
    revision: {
      optional: true,
      summary: 'A revision of the branch, or its label; default: of two heads the one that is not applied',
    },
  },
  options: {
    onto: { value: 'HEAD', summary: 'The head to put it behind; default: the only other one' },
    dryRun: { summary: 'Print what would be rewritten, and write nothing' },
    allowConflicts: { summary: 'Move the branch although it conflicts with the head' },
    offline: { summary: 'Do not ask the database what is applied' },
  },
  examples: [
    ['limbeck rebase 8a41c2 --onto 1975ea', 'The branch of 8a41c2 follows 1975ea'],
    ['limbeck rebase --dry-run', 'What would be moved, of two heads'],
  ],
  perDatabase: false,
  run: async ({ cwd, openProject }, values) => {
    const { options } = values
    const project = await openProject()
    const result = await project.rebase({
      dryRun: options.dryRun,
      allowConflicts: options.allowConflicts,
      offline: options.offline,
      ...defined({ revision: values.arguments.revision, onto: options.onto }),
    })
    const { printConflicts } = await import('../output/print-conflicts.ts')
    return {
      result,
      print: (terminal) => {
        printConflicts(result, project.config.folder, terminal)
        for (const { file, downRevisionsBefore, downRevisionsAfter } of result.rewritten) {
          const from = downRevisionsBefore.length === 0 ? 'base' : downRevisionsBefore.join(', ')
          const verb = result.written ? 'Rewrote' : 'Would rewrite'
          terminal.out(`${verb} ${path.relative(cwd, file)}: ${from} -> ${downRevisionsAfter.join(', ')}`)
        }
        const count = `${result.moved.length} ${result.moved.length === 1 ? 'revision' : 'revisions'}`
        terminal.notice(
          `${count} ${result.written ? 'moved' : 'would be moved'} behind ${result.onto}: ${result.moved.map(({ id }) => id).join(', ')}.`,
        )
        const { headsAfter } = result
        terminal.notice(
          headsAfter.length === 1 ? `The head is ${headsAfter.join()}.` : `Heads: ${headsAfter.join(', ')}.`,
        )
      },
    }
  },
})
