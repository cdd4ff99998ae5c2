import path from 'node:path'
import { defineCommand } from '../command.ts'
import { defined } from '../defined.ts'

export const merge = defineCommand({
  name: 'merge',
  group: 'write',
  summary: 'Write a revision that joins several heads',
  description: [
    'After parallel work there are several heads; the merge has all of them as parents and is the only head then.',
    'Before it is written, both sides are replayed in memory from their common ancestor. Where they conflict (the same object changed on both sides, an object dropped that the other side builds on, the same name created twice, an order that matters), nothing is written. Independent changes of one table do not conflict. Hand-written SQL is unknown: it is named and does not stop the merge.',
  ],
  arguments: { revisions: { many: true, summary: 'What to join: ids, labels, or `heads`' } },
  options: {
    message: { short: 'm', value: 'MESSAGE', summary: 'The file’s first line' },
    branchLabel: { value: 'LABEL', summary: 'Give the line that starts here a name' },
    revId: { value: 'ID', summary: 'Use this id instead of a random one' },
    splice: { summary: 'Allow revisions that are no heads' },
    allowConflicts: { summary: 'Write the merge although its sides conflict, with the conflicts as a comment' },
  },
  examples: [
    ['limbeck merge -m "Merge branches" heads', 'Joins all heads'],
    ['limbeck merge -m "Merge branches" 1975ea 8a41c2', 'Joins two'],
  ],
  run: async ({ cwd, openProject }, values) => {
    const { options } = values
    const project = await openProject()
    const result = await project.merge({
      revisions: values.arguments.revisions,
      splice: options.splice,
      allowConflicts: options.allowConflicts,
      ...defined({ message: options.message, branchLabel: options.branchLabel, revisionId: options.revId }),
    })
    const { printConflicts } = await import('../output/print-conflicts.ts')
    return {
      result,
      print: (terminal) => {
        printConflicts(result, project.config.folder, terminal)
        if (result.revision !== null) terminal.out(`Generated ${path.relative(cwd, result.revision.file)}`)
      },
    }
  },
})
