import { LimbeckError } from '../../errors/index.ts'
import { defineCommand } from '../command.ts'
import { defined } from '../defined.ts'
import { sqlCollector } from '../migrate.ts'

export const stamp = defineCommand({
  name: 'stamp',
  group: 'run',
  summary: 'Say which revisions the database is at, without running any',
  description: ['For a database that has the tables already, or that another tool brought up to date.'],
  arguments: { revisions: { many: true, summary: 'Ids, `head`, `heads`, or `base` for none' } },
  options: {
    sql: { summary: 'Print the SQL instead of running it' },
    tag: { value: 'TAG', summary: 'A text that hooks can read' },
    purge: { summary: 'Empty the version table first; heals ids that no file has' },
  },
  examples: [
    ['limbeck stamp head', 'The database is up to date'],
    ['limbeck stamp --purge head', 'Whatever the version table says'],
  ],
  run: async (context, values) => {
    const { options } = values
    if (options.sql && options.purge) {
      throw new LimbeckError('LB1001', "Can't use --purge with --sql mode", { details: { command: 'stamp' } })
    }
    const project = await context.openProject()
    const sql = sqlCollector(context)
    const result = await project.stamp(values.arguments.revisions, {
      purge: options.purge,
      ...(options.sql ? { onSql: sql.onSql } : {}),
      ...defined({ tag: options.tag }),
    })
    return {
      result: options.sql ? { ...result, sql: sql.text() } : result,
      print: (terminal) => {
        if (options.sql) return
        const at = result.headsAfter.length === 0 ? 'base' : result.headsAfter.join(', ')
        terminal.notice(`Stamped: the database is at ${at}.`)
      },
    }
  },
})
