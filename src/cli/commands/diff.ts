import { defineCommand } from '../command.ts'
import { sqlCollector } from '../migrate.ts'
import { readRenameAnswers, renameOptions } from '../rename-options.ts'
import { operationLines } from '../output/operation-lines.ts'
import { unmodelledLines } from '../output/unmodelled-lines.ts'

export const diff = defineCommand({
  name: 'diff',
  group: 'check',
  summary: 'Show what would bring the database to the models, wherever it is',
  description: [
    'Like `check`, but the database need not be at the newest revision, and `--sql` shows the statements. Writes nothing.',
  ],
  arguments: {},
  options: { sql: { summary: 'Print the SQL instead of descriptions' }, ...renameOptions },
  examples: [
    ['limbeck diff', 'One line for each operation'],
    ['limbeck diff --sql', 'The statements'],
  ],
  run: async (context, { options }) => {
    const answers = await readRenameAnswers(context.cwd, options)
    const project = await context.openProject()
    const sql = sqlCollector(context)
    const result = await project.diff(options.sql ? { ...answers, onSql: sql.onSql } : answers)
    return {
      result: options.sql ? { ...result, sql: sql.text() } : result,
      status: result.operations.length > 0 ? 1 : 0,
      print: (terminal) => {
        for (const line of unmodelledLines(result.unmodelled, context.globals.verbose)) terminal.warn(line)
        if (result.operations.length === 0) terminal.notice('No differences.')
        if (!options.sql) for (const line of operationLines(result.operations)) terminal.out(line.trimStart())
      },
    }
  },
})
