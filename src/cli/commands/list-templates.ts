import { defineCommand } from '../command.ts'

export const listTemplates = defineCommand({
  name: 'list-templates',
  aliases: ['list_templates'],
  group: 'start',
  summary: 'List what `limbeck init` can start from',
  description: ['A template is a folder; `limbeck init -t path/to/folder` takes your own.'],
  perDatabase: false,
  arguments: {},
  options: {},
  examples: [['limbeck list-templates', 'Names and what they are for']],
  run: async () => {
    const { readTemplates } = await import('../init/templates.ts')
    const templates = await readTemplates()
    return {
      result: { templates: templates.map(({ name, summary }) => ({ name, summary })) },
      print: (terminal) => {
        for (const { name, summary } of templates) terminal.out(`${name} - ${summary}`)
        terminal.notice(
          '\nTemplates are used via the `init` command, e.g.:\n\n  limbeck init --template generic ./migrations',
        )
      },
    }
  },
})
