import { defineCommand } from '../command.ts'

export const doctor = defineCommand({
  name: 'doctor',
  group: 'check',
  summary: 'Look for trouble with the setup, the files and the database',
  description: ['Checks one thing after the other and says what to do. Exits with 1 when one of them failed.'],
  arguments: {},
  options: {},
  examples: [['limbeck doctor', 'When something is odd']],
  run: async ({ openProject }) => {
    const project = await openProject()
    const result = await project.doctor()
    return {
      result,
      status: result.checks.some((one) => one.status === 'failed') ? 1 : 0,
      print: (terminal) => {
        const style = terminal.outStyle
        const signs = { ok: style.green('ok     '), warning: style.yellow('warning'), failed: style.red('failed ') }
        for (const one of result.checks) {
          terminal.out(`${signs[one.status]}  ${style.bold(one.name)}: ${one.message}`)
          for (const hint of one.hints) terminal.out(`         - ${hint}`)
        }
      },
    }
  },
})
