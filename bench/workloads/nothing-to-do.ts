import type { Sizes } from '../sizes.ts'
import { appliedLong, longProject } from '../states/long-history.ts'
import { demandJournal } from '../states/small-changes.ts'
import type { Workload } from '../workload.ts'
import { emptyNode } from './limits.ts'

/** What every deploy of every instance asks. */
export function nothingToDo({ appliedRevisions, growthRevisions }: Sizes): readonly Workload[] {
  const most = Math.max(...appliedRevisions)
  return (['sqlite', 'postgres'] as const).flatMap((kind) => [
    ...appliedRevisions.map((revisions) => ({
      ...row(kind, revisions, 'remembered'),
      ...(kind === 'postgres' && revisions === most ? { peers: { work: 'nothing to do', revisions } as const } : {}),
    })),
    row(kind, growthRevisions, 'remembered'),
    row(kind, most, 'afresh'),
  ])
}

function row(kind: 'sqlite' | 'postgres', revisions: number, memory: 'remembered' | 'afresh'): Workload {
  const name = kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'
  const work = `\`upgrade heads\`, nothing to do${memory === 'afresh' ? ' or remembered' : ''}, ${name}`
  const hasTarget = revisions === 2000 && memory === 'remembered'
  return {
    id: `nothing-to-do/${kind}-${revisions}${memory === 'afresh' ? '-afresh' : ''}`,
    title: `${work}, ${revisions.toLocaleString('en')} revisions`,
    limit: '`node -e 0`',
    ...(hasTarget ? { target: { ratio: kind === 'sqlite' ? 3 : 4 } } : {}),
    runs: 9,
    growth: { curve: work, size: revisions, unit: 'revision' },
    prepare: async (stage) => {
      const databases = stage[kind]
      const project = await longProject(stage, revisions)
      const database = await appliedLong(stage, databases, revisions)
      const asked = stage.limbeck(project, databases.url(database), 'upgrade', 'heads')
      return [
        {
          name: 'limbeck',
          command: memory === 'afresh' ? { ...asked, env: { ...asked.env, LIMBECK_CACHE: 'off' } } : asked,
          check: () => demandJournal(databases, database, revisions),
        },
        emptyNode(),
      ]
    },
  }
}
