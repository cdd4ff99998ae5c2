import type { Workload } from '../workload.ts'
import { demand, saysSomething } from '../workload.ts'
import { appliedLong, longProject } from '../states/long-history.ts'
import type { Stage } from '../stage.ts'
import { emptyNode } from './limits.ts'

const revisions = 10

/** Commands that need no database. */
const plain: readonly Workload[] = ['--version', '--help'].map((option) => ({
  id: `start/${option.slice(2)}`,
  title: `\`${option}\``,
  limit: '`node -e 0`',
  target: { ratio: 1.3, memoryRatio: 1.6 },
  runs: 15,
  ...(option === '--version' ? { peers: { work: 'version' } as const } : {}),
  prepare: async (stage: Stage) => {
    const project = await longProject(stage, revisions)
    return [{ name: 'limbeck', command: stage.limbeck(project, '', option), check: saysSomething }, emptyNode()]
  },
}))

const current: readonly Workload[] = (['sqlite', 'postgres'] as const).map((kind) => ({
  id: `start/current-${kind}`,
  title: `\`current\`, ${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'}, ${revisions} revisions`,
  limit: '`node -e 0`',
  target: { ratio: kind === 'sqlite' ? 2 : 3, memoryRatio: 1.6 },
  runs: 15,
  prepare: async (stage: Stage) => {
    const databases = stage[kind]
    const project = await longProject(stage, revisions)
    const url = databases.url(await appliedLong(stage, databases, revisions))
    const check = (stdout: string) => demand('What `current` says of the head', /\(head\)/.test(stdout), true)
    return [{ name: 'limbeck', command: stage.limbeck(project, url, 'current'), check }, emptyNode()]
  },
}))

export const start = [...plain, ...current]
