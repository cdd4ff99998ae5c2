import type { Sizes } from '../sizes.ts'
import { appliedLong, longProject } from '../states/long-history.ts'
import { demandJournal } from '../states/small-changes.ts'
import type { Workload } from '../workload.ts'
import { emptyNode } from './limits.ts'

/** What every deploy of every instance asks. */
export function nothingToDo(sizes: Sizes): readonly Workload[] {
  const most = Math.max(...sizes.appliedRevisions)
  const sqlite = sizes.appliedRevisions.map((revisions) => row('sqlite', revisions, revisions === 2000))
  const postgres = sizes.appliedRevisions.map((revisions) => ({
    ...row('postgres', revisions, revisions === 2000),
    ...(revisions === most ? { peers: { work: 'nothing to do', revisions } as const } : {}),
  }))
  return [
    ...sqlite,
    ...postgres,
    row('sqlite', sizes.growthRevisions, false),
    row('postgres', sizes.growthRevisions, false),
  ]
}

function row(kind: 'sqlite' | 'postgres', revisions: number, hasTarget: boolean): Workload {
  const name = kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'
  const work = `\`upgrade heads\`, nothing to do, ${name}`
  return {
    id: `nothing-to-do/${kind}-${revisions}`,
    title: `${work}, ${revisions.toLocaleString('en')} revisions`,
    limit: '`node -e 0`',
    ...(hasTarget ? { target: { ratio: kind === 'sqlite' ? 3 : 4 } } : {}),
    runs: 9,
    growth: { curve: work, size: revisions, unit: 'revision' },
    prepare: async (stage) => {
      const databases = stage[kind]
      const project = await longProject(stage, revisions)
      const database = await appliedLong(stage, databases, revisions)
      return [
        {
          name: 'limbeck',
          command: stage.limbeck(project, databases.url(database), 'upgrade', 'heads'),
          check: () => demandJournal(databases, database, revisions),
        },
        emptyNode(),
      ]
    },
  }
}
