import { defineCommand } from '../command.ts'
import { defined } from '../defined.ts'
import { keepNewSpaceSmall } from '../keep-new-space-small.ts'
import { sqlCollector } from '../migrate.ts'
import { readRenameAnswers, renameOptions } from '../rename-options.ts'
import { operationLines } from '../output/operation-lines.ts'
import { unmodelledLines } from '../output/unmodelled-lines.ts'

export const diff = defineCommand({
  name: 'diff',
  group: 'check',
  summary: 'Show what would bring the database to the models, or any schema to any other',
  description: [
    'Like `check`, but the database need not be at the newest revision, and `--sql` shows the statements. Writes nothing.',
    '`--from` and `--to` take `database` (the configured one), `models`, a database URL, a `.sql` file or a folder of them, or a revision. SQL files and the history up to a revision are run on a scratch database that is dropped again.',
  ],
  arguments: {},
  options: {
    from: { value: 'SOURCE', summary: 'What there is: database, models, a URL, a .sql file or folder, a revision' },
    to: { value: 'SOURCE', summary: 'What is wanted, the same; default: models' },
    sql: { summary: 'Print the SQL instead of descriptions' },
    ...renameOptions,
  },
  examples: [
    ['limbeck diff', 'One line for each operation'],
    ['limbeck diff --sql', 'The statements'],
    ['limbeck diff --from head --to models', 'What the history does not make yet, without the database'],
    ['limbeck diff --from database --to schema.sql --sql', 'The statements that bring the database to a dump'],
  ],
  run: async (context, { options }) => {
    await keepNewSpaceSmall()
    const answers = await readRenameAnswers(context.cwd, options)
    // Two sources may be enough, without a project.
    const { isDatabaseUrl } = await import('../../dialects/index.ts')
    const project = await context.openProject([options.from, options.to].find((one) => isDatabaseUrl(one ?? '')))
    const sql = sqlCollector(context)
    const sources = { ...defined({ from: options.from, to: options.to }), cwd: context.cwd }
    const result = await project.diff({ ...answers, ...sources, ...(options.sql ? { onSql: sql.onSql } : {}) })
    return {
      result: options.sql ? { ...result, sql: sql.text() } : result,
      status: result.operations.length > 0 ? 1 : 0,
      print: (terminal) => {
        for (const line of unmodelledLines(result.unmodelled, context.globals.verbose)) terminal.warn(line)
        if (result.from !== undefined) terminal.notice(`From ${result.from} to ${result.to ?? 'the models'}`)
        if (result.operations.length === 0) terminal.notice('No differences.')
        if (!options.sql) for (const line of operationLines(result.operations)) terminal.out(line.trimStart())
      },
    }
  },
})
