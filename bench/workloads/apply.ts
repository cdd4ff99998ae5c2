import type { Sizes } from '../sizes.ts'
import { demandChanges, demandJournal, smallProject, upgradeScript } from '../states/small-changes.ts'
import type { Workload } from '../workload.ts'

/** Many small revisions, a transaction each. */
export function apply({ smallRevisions: revisions }: Sizes): readonly Workload[] {
  return (['postgres', 'sqlite'] as const).map((kind) => {
    const client = kind === 'sqlite' ? 'sqlite3' : 'psql'
    return {
      id: `apply/${kind}`,
      title: `apply ${revisions.toLocaleString('en')} small revisions, a transaction each, ${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`,
      limit: `\`${client}\` doing the same`,
      target: { ratio: kind === 'sqlite' ? 1 : 1.3 },
      runs: 5,
      ...(kind === 'postgres' ? { peers: { work: 'apply', revisions } as const } : {}),
      prepare: async (stage) => {
        const databases = stage[kind]
        const project = await smallProject(stage, revisions)
        await databases.create('applying')
        const shared = { before: () => databases.create('applying') }
        return [
          {
            ...shared,
            name: 'limbeck',
            command: stage.limbeck(project, databases.url('applying'), 'upgrade', 'head', '--quiet'),
            check: async () => {
              await demandChanges(databases, 'applying', revisions)
              await demandJournal(databases, 'applying', revisions)
            },
          },
          {
            ...shared,
            name: `\`${client}\` doing the same`,
            command: databases.script('applying', upgradeScript(stage, revisions)),
            check: async () => {
              await demandChanges(databases, 'applying', revisions)
              await demandJournal(databases, 'applying', revisions)
            },
          },
        ]
      },
    }
  })
}
