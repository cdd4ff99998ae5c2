import { defineCommand } from '../command.ts'

export const init = defineCommand({
  name: 'init',
  group: 'start',
  summary: 'Write a configuration, a folder for revisions and a first model',
  description: [
    'Models are looked for in `app/models`, `src/models` and `models`; where there are none, a small example is written. A configuration that exists is left alone, and nothing is ever overwritten.',
  ],
  perDatabase: false,
  arguments: { directory: { optional: true, summary: 'Folder for revision files; default `migrations`' } },
  options: {
    template: { short: 't', value: 'TEMPLATE', summary: 'What to start from: a name of `list-templates`, or a folder' },
  },
  examples: [
    ['limbeck init', 'Revisions go into ./migrations'],
    ['limbeck init db/migrations -t multidb', 'Several databases, elsewhere'],
  ],
  run: async ({ cwd }, values) => {
    const { initProject } = await import('../init/init-project.ts')
    const result = await initProject(
      cwd,
      values.arguments.directory ?? 'migrations',
      values.options.template ?? 'generic',
    )
    return {
      result,
      print: (terminal) => {
        const style = terminal.outStyle
        for (const file of result.created) terminal.out(`${style.green('created')}  ${file}`)
        for (const file of result.kept) terminal.out(`${style.yellow('kept')}     ${file} (it was there already)`)
        terminal.notice(`\nNext:\n${result.next.map((step, index) => `  ${index + 1}. ${step}`).join('\n')}`)
      },
    }
  },
})
