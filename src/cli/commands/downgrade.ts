import { LimbeckError } from '../../errors/index.ts'
import type { Project } from '../../jobs/index.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { defined } from '../defined.ts'
import { migrate, migrateOptions } from '../migrate.ts'
import { lossLines, lossSentence } from '../output/loss-lines.ts'

export const downgrade = defineCommand({
  name: 'downgrade',
  group: 'run',
  summary: 'Run revisions backward, down to one of them',
  description: [
    'Takes an id or its beginning, `base`, or a number of steps such as `-1`. What upgrades created is dropped again, with its data: keep a backup.',
    'Where tables or columns with something in them would be dropped, it lists them and asks; without a terminal, and with `--json`, it stops. `--yes` answers in advance. Where nothing is lost, it does not ask.',
  ],
  arguments: { revision: { summary: 'Where to go; with --sql a range FROM:TO' } },
  options: { ...migrateOptions, yes: { summary: 'Do not ask, whatever is lost' } },
  examples: [
    ['limbeck downgrade -1', 'Takes the last revision back'],
    ['limbeck downgrade 27c6a3', 'Back to this one'],
    ['limbeck downgrade -1 --dry-run', 'What that would run, and lose'],
    ['limbeck downgrade base --yes', 'Takes everything back without asking'],
  ],
  run: async (context, values) => {
    const { revision } = values.arguments
    const project = await context.openProject()
    const { yes, sql, dryRun, tag } = values.options
    if (!yes && !sql && !dryRun && !revision.includes(':')) await confirmLosses(context, project, revision, tag)
    return migrate(context, project, 'downgrade', revision, values.options)
  },
})

/**
 * Says what the downgrade would lose, and asks. Where nothing is lost it says and asks nothing.
 *
 * @throws LimbeckError LB6020 where nobody can be asked, LB1008 when the answer is no
 */
async function confirmLosses(
  { canAsk, terminal }: CommandContext,
  project: Project,
  target: string,
  tag: string | undefined,
): Promise<void> {
  const { losses = [] } = await project.downgrade(target, { dryRun: true, ...defined({ tag }) })
  if (losses.length === 0) return
  const lines = lossLines(losses).map((line) => `  ${line}`)
  const text = [lossSentence(losses), ...lines].join('\n')
  if (!canAsk()) {
    throw new LimbeckError('LB6020', text, {
      hints: [
        `If that may go, run \`limbeck downgrade ${target} --yes\`.`,
        `\`limbeck downgrade ${target} --dry-run\` shows the SQL. Nothing was run.`,
      ],
      details: { command: 'downgrade', losses: losses.map((loss) => ({ ...loss })) },
    })
  }
  terminal.notice(text)
  const { askToGoOn } = await import('../output/ask-to-go-on.ts')
  await askToGoOn(`Downgrade ${project.config.url?.display ?? 'the database'} to ${target}?`)
}
