import path from 'node:path'
import { LimbeckError } from '../../errors/index.ts'
import { defineCommand } from '../command.ts'
import { defined } from '../defined.ts'
import { keepNewSpaceSmall } from '../keep-new-space-small.ts'

export const pull = defineCommand({
  name: 'pull',
  group: 'start',
  summary: 'Write models, or SQL, from what the database has',
  description: [
    'Writes tables, columns, constraints, indexes, enum types, views, functions and whatever else limbeck knows as model files. Read back, they give no differences; what they cannot say is listed. Nothing is overwritten without `--force`.',
  ],
  perDatabase: true,
  arguments: {},
  options: {
    out: { value: 'DIRECTORY', summary: 'Folder for the files; default: that of the configured models, else models' },
    format: { value: 'ts|sql', summary: 'TypeScript models, or the statements that make the schema; default ts' },
    layout: {
      value: 'one|each',
      summary: 'All in one file, or a file for each table; default: one for up to 15 tables',
    },
    force: { summary: 'Overwrite files that are there' },
  },
  examples: [
    ['limbeck pull', 'Models of an existing database'],
    ['limbeck pull --format sql --out schema', 'schema/schema.sql, for `models: sql(…)`'],
  ],
  run: async (context, { options }) => {
    const format = choice('--format', options.format, ['ts', 'sql'] as const)
    const layout = choice('--layout', options.layout, ['one', 'each'] as const)
    await keepNewSpaceSmall()
    const project = await context.openProject()
    const result = await project.pull({
      ...defined({ out: options.out, format, layout }),
      force: options.force,
      cwd: context.cwd,
    })
    return {
      result,
      print: (terminal) => {
        for (const file of result.files) terminal.out(path.relative(context.cwd, file))
        for (const sentence of result.unsaid) terminal.warn(sentence)
        terminal.notice(
          `${result.tables} ${result.tables === 1 ? 'table' : 'tables'}. \`limbeck diff\` shows whether anything differs.`,
        )
      },
    }
  },
})

function choice<const Choice extends string>(
  option: string,
  given: string | undefined,
  choices: readonly Choice[],
): Choice | undefined {
  const found = choices.find((one) => one === given)
  if (given === undefined || found !== undefined) return found
  throw new LimbeckError('LB1001', `${option} ${given} is not known.`, {
    hints: [`It is one of ${choices.map((one) => `\`${one}\``).join(', ')}.`],
  })
}
