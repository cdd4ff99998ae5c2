import { defineCommand } from '../command.ts'
import { operationLines } from '../output/operation-lines.ts'

export const check = defineCommand({
  name: 'check',
  group: 'check',
  summary: 'Compare the models with the database; exit with 1 when they differ',
  description: [
    'For CI: says whether `revision --autogenerate` would write something. The database must be at the newest revision.',
  ],
  arguments: {},
  options: {},
  examples: [['limbeck upgrade head && limbeck check', 'Does every change of the models have its revision?']],
  run: async ({ openProject }) => {
    const project = await openProject()
    const result = await project.check()
    const different = result.operations.length > 0
    return {
      result,
      status: different ? 1 : 0,
      print: (terminal) => {
        for (const sentence of result.unmodelled) terminal.warn(sentence)
        terminal.out(different ? 'New upgrade operations detected:' : 'No new upgrade operations detected.')
        for (const line of operationLines(result.operations)) terminal.out(line)
        if (different) terminal.notice('Run `limbeck revision --autogenerate -m "…"` to write them into a revision.')
      },
    }
  },
})
