import { defineCommand } from '../command.ts'
import { keepNewSpaceSmall } from '../keep-new-space-small.ts'
import { operationLines } from '../output/operation-lines.ts'
import { unmodelledLines } from '../output/unmodelled-lines.ts'

export const check = defineCommand({
  name: 'check',
  group: 'check',
  summary: 'Compare the models with the database; exit with 1 when they differ',
  description: [
    'For CI: says whether `revision --autogenerate` would write something. The database must be at the newest revision.',
    'Where there are several heads it replays their lines in memory and says whether they conflict; for that it needs no database.',
  ],
  arguments: {},
  options: {},
  examples: [['limbeck upgrade head && limbeck check', 'Does every change of the models have its revision?']],
  run: async ({ globals, openProject }) => {
    await keepNewSpaceSmall()
    const project = await openProject()
    const result = await project.check({ conflictsSuffice: true })
    const different = result.operations.length > 0
    const conflicting = result.conflicts.length > 0
    return {
      result,
      status: different || conflicting ? 1 : 0,
      print: (terminal) => {
        if (result.notCompared !== null) {
          terminal.out('Conflicts between heads detected; models and database were not compared.')
          terminal.notice(`  ${result.notCompared}`)
          return
        }
        if (conflicting) terminal.out('Conflicts between heads detected.')
        for (const line of unmodelledLines(result.unmodelled, globals.verbose)) terminal.warn(line)
        terminal.out(different ? 'New upgrade operations detected:' : 'No new upgrade operations detected.')
        for (const line of operationLines(result.operations)) terminal.out(line)
        if (different) terminal.notice('Run `limbeck revision --autogenerate -m "…"` to write them into a revision.')
      },
    }
  },
})
