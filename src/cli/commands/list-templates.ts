import path from 'node:path'
import { defineCommand } from '../command.ts'

export const listTemplates = defineCommand({
  name: 'list-templates',
  aliases: ['list_templates'],
  group: 'start',
  summary: 'List what `limbeck init` can start from',
  description: [
    'A template is a folder with a `limbeck.config.ts` and what there is to start with in `migrations/` and `models/`; the first line of its README says what it is for. `limbeck init -t path/to/folder` takes your own.',
  ],
  perDatabase: false,
  arguments: { folder: { optional: true, summary: 'A folder that holds templates of your own; they are listed, too' } },
  options: {},
  examples: [
    ['limbeck list-templates', 'Names and what they are for'],
    ['limbeck list-templates ../our-templates', 'Those of a folder, too'],
  ],
  run: async ({ cwd }, values) => {
    const { readOwnTemplates, readTemplates } = await import('../init/templates.ts')
    const { folder } = values.arguments
    const own = folder === undefined ? [] : await readOwnTemplates(path.resolve(cwd, folder))
    const ownNames = own.map((template) => ({
      ...template,
      name: `${folder ?? ''}/${template.name}`.replace('//', '/'),
    }))
    const templates = [...(await readTemplates()), ...ownNames]
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
