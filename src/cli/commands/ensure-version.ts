import { defineCommand } from '../command.ts'
import { sqlCollector } from '../migrate.ts'

export const ensureVersion = defineCommand({
  name: 'ensure-version',
  aliases: ['ensure_version'],
  group: 'run',
  summary: 'Create the version table where it is missing',
  description: ['Nothing else happens. `upgrade` does it by itself.'],
  arguments: {},
  options: { sql: { summary: 'Print the SQL instead of running it' } },
  examples: [['limbeck ensure-version', 'Prepares a database']],
  run: async (context, { options }) => {
    const project = await context.openProject()
    const sql = sqlCollector(context)
    await project.ensureVersion(options.sql ? { onSql: sql.onSql } : {})
    const { versionTable } = project.config
    return {
      result: { versionTable, ...(options.sql ? { sql: sql.text() } : {}) },
      print: (terminal) => {
        if (!options.sql) terminal.notice(`The version table ${versionTable} is there.`)
      },
    }
  },
})
