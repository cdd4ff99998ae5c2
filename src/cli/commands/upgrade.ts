import { defineCommand } from '../command.ts'
import { migrate, migrateOptions } from '../migrate.ts'

export const upgrade = defineCommand({
  name: 'upgrade',
  group: 'run',
  summary: 'Run revisions forward, up to one of them',
  description: [
    'Takes `head`, `heads`, an id or its beginning, `label@head`, or a number of steps such as `+2`. One migration runs at a time; a second one waits.',
    'A run that was killed is taken up again by running the same command.',
  ],
  arguments: { revision: { summary: 'Where to go; with --sql also a range FROM:TO' } },
  options: migrateOptions,
  examples: [
    ['limbeck upgrade head', 'Everything that is not applied yet'],
    ['limbeck upgrade +1', 'The next one'],
    ['limbeck upgrade 27c6a3:head --sql > upgrade.sql', 'A script for somebody else to run'],
  ],
  run: async (context, values) => {
    const project = await context.openProject()
    return migrate(context, project, 'upgrade', values.arguments.revision, values.options)
  },
})
