import { LimbeckError } from '../../errors/index.ts'
import type { Project } from '../../jobs/index.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { migrate, migrateOptions } from '../migrate.ts'

export const downgrade = defineCommand({
  name: 'downgrade',
  group: 'run',
  summary: 'Run revisions backward, down to one of them',
  description: [
    'Takes an id or its beginning, `base`, or a number of steps such as `-1`. What upgrades created is dropped again, with its data: keep a backup.',
    'On a terminal `downgrade base` asks first; `--yes` answers in advance. Elsewhere it runs without asking.',
  ],
  arguments: { revision: { summary: 'Where to go; with --sql a range FROM:TO' } },
  options: { ...migrateOptions, yes: { summary: 'Do not ask' } },
  examples: [
    ['limbeck downgrade -1', 'Takes the last revision back'],
    ['limbeck downgrade 27c6a3', 'Back to this one'],
    ['limbeck downgrade base', 'Takes everything back'],
  ],
  run: async (context, values) => {
    const { revision } = values.arguments
    const project = await context.openProject()
    if (isBase(revision) && !values.options.yes && !values.options.sql && !values.options.dryRun) {
      await warnOfLoss(context, project, revision)
    }
    return migrate(context, project, 'downgrade', revision, values.options)
  },
})

function isBase(target: string): boolean {
  return target === 'base' || target.endsWith('@base')
}

/** Says what going down to base costs; on a terminal it asks, elsewhere scripts go on as they do with Alembic. */
async function warnOfLoss({ canAsk, terminal }: CommandContext, project: Project, target: string): Promise<void> {
  const { steps } = await project.downgrade(target, { dryRun: true })
  if (steps.length === 0) return
  const what = steps.length === 1 ? 'the only applied revision' : `all ${steps.length} applied revisions`
  const url = project.config.url?.display ?? 'the database'
  const loss = 'The data in what they created is lost'
  if (!canAsk()) {
    terminal.notice(`Taking back ${what} in ${url}. ${loss}.`)
    return
  }
  const { askToGoOn } = await import('../output/questions.ts')
  if (await askToGoOn(`Take back ${what} in ${url}? ${loss}.`)) return
  throw new LimbeckError('LB1008', 'Cancelled: nothing was changed.', { hints: ['`--yes` goes on without asking.'] })
}
