import type { Sizes } from '../sizes.ts'
import { appliedSmall, demandChanges, demandJournal, downgradeScript, smallProject } from '../states/small-changes.ts'
import type { Workload } from '../workload.ts'

/** All the way back, a transaction for each revision. */
export function downgrade({ downgrades: revisions }: Sizes): readonly Workload[] {
  return (['postgres', 'sqlite'] as const).map((kind) => {
    const limit = `\`${kind === 'sqlite' ? 'sqlite3' : 'psql'}\` doing the same`
    return {
      id: `downgrade/${kind}`,
      title: `${revisions} downgrades, ${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`,
      limit,
      target: { ratio: kind === 'sqlite' ? 1 : 1.5 },
      runs: 7,
      prepare: async (stage) => {
        const databases = stage[kind]
        const project = await smallProject(stage, revisions)
        const template = await appliedSmall(stage, databases, revisions)
        const shared = {
          before: () => databases.restore('going_back', template),
          check: async () => {
            await demandChanges(databases, 'going_back', 0)
            await demandJournal(databases, 'going_back', 2 * revisions)
          },
        }
        await shared.before()
        const url = databases.url('going_back')
        return [
          { ...shared, name: 'limbeck', command: stage.limbeck(project, url, 'downgrade', 'base', '--yes', '--quiet') },
          { ...shared, name: limit, command: databases.script('going_back', downgradeScript(stage, revisions)) },
        ]
      },
    }
  })
}
