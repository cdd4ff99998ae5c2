import { execFileSync } from 'node:child_process'
import { DatabaseSync } from 'node:sqlite'
import type { HistoryCase } from './cases.ts'
import type { MakeDatabase } from './pair-databases.ts'
import { differenceOf, firstLine } from './verdict.ts'
import { type PullFormat, Stages, WholeProject, type WholeResult, leftOver, pullFormats } from './whole-project.ts'

/**
 * A history, twice: each step as a `.sql` revision in its author's words, against the database's own tool running the
 * same files; and each step generated from what `pull` says of the database behind it, there and back step by step.
 */
export async function runHistory(history: HistoryCase, make: MakeDatabase): Promise<WholeResult> {
  const stages = new Stages()
  try {
    const ways = await runDirectly(history, make)
    await asWritten(history, ways, make, stages)
    for (const format of pullFormats) await asGenerated(history, ways, format, make, stages)
  } catch (error) {
    stages.all.push({ name: 'loaded', verdict: { outcome: 'unloadable', reason: firstLine(error) } })
  }
  return { whole: history, size: `${history.steps.length} steps`, stages: stages.all }
}

/** What the database looks like in front of the first step, and behind each. */
interface DirectRun {
  readonly up: readonly (string | null)[]
  /** The same on the way back, oldest last, as far as it goes without an error. */
  readonly down: readonly (string | null)[]
}

async function runDirectly(history: HistoryCase, make: MakeDatabase): Promise<DirectRun> {
  await using database = await make(history, '')
  const up = [await database.dump()]
  for (const step of history.steps) {
    runScript(database.url, step.up)
    up.push(await database.dump())
  }
  const down: (string | null)[] = []
  for (const step of history.steps.toReversed()) {
    if (step.down === null) break
    try {
      runScript(database.url, step.down)
    } catch {
      break
    }
    down.push(await database.dump())
  }
  return { up, down }
}

function runScript(url: string, script: string): void {
  if (url.startsWith('sqlite:')) {
    const database = new DatabaseSync(url.replace(/^sqlite:\/\/\//, ''), { enableDoubleQuotedStringLiterals: true })
    try {
      database.exec(script)
    } finally {
      database.close()
    }
  } else {
    const args = ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', url, '-f', '-']
    execFileSync('psql', args, { input: script, stdio: ['pipe', 'ignore', 'pipe'] })
  }
}

async function asWritten(history: HistoryCase, direct: DirectRun, make: MakeDatabase, stages: Stages): Promise<void> {
  using project = new WholeProject()
  const pulled = { folder: 'pulled', format: 'sql' } as const
  let before = 'base'
  for (const [place, step] of history.steps.entries()) {
    const id = `step_${place + 1}`
    project.files.write(`migrations/${id}.sql`, revisionFile(id, before, step, place))
    before = id
  }
  await using database = await make(history, '')
  const upgraded = await stages.run('as written: upgraded', async () => {
    await project.on(database.url, pulled, (job) => job.upgrade('head'))
    return differenceOf(direct.up.at(-1) ?? null, await database.dump())
  })
  if (!upgraded) return
  if (direct.down.length === 0) return
  await stages.run('as written: downgraded', async () => {
    for (const [place, dump] of direct.down.entries()) {
      await project.on(database.url, pulled, (job) => job.downgrade('-1'))
      const wrong = differenceOf(dump, await database.dump())
      if (wrong !== '') return `${history.steps.at(-1 - place)?.name ?? ''}: ${wrong}`
    }
    return ''
  })
}

function revisionFile(id: string, before: string, step: HistoryCase['steps'][number], place: number): string {
  const minute = String(place).padStart(2, '0')
  const alone = /\bconcurrently\b/i.test(`${step.up}${step.down ?? ''}`) ? '-- Transaction: none\n' : ''
  const header = `-- ${step.name}\n--\n-- Revision: ${id}\n-- Revises: ${before}\n-- Created: 2026-01-01T10:${minute}:00Z\n${alone}`
  const back = step.down === null ? '' : `\n-- limbeck: downgrade\n${step.down}\n`
  return `${header}\n-- limbeck: upgrade\n${step.up}\n${back}`
}

async function asGenerated(
  history: HistoryCase,
  direct: DirectRun,
  format: PullFormat,
  make: MakeDatabase,
  stages: Stages,
): Promise<void> {
  using project = new WholeProject()
  await using source = await make(history, '')
  await using database = await make(history, '')
  const words = format === 'ts' ? 'models' : 'SQL'
  const difference = format === 'ts' ? differenceBesidesNull : differenceOf
  // Steps that change rows only leave nothing to generate.
  const generated: boolean[] = []
  const upgraded = await stages.run(`${words}: upgraded`, async () => {
    for (const [place, step] of history.steps.entries()) {
      runScript(source.url, step.up)
      // A module is read once in a process: each state stands in a folder of its own.
      const pulled = { folder: `state_${place}`, format }
      await project.on(source.url, pulled, (job) => job.pull({ format, out: pulled.folder }))
      const left = await project.on(database.url, pulled, async (job) => {
        const { revision } = await job.revision({ message: step.name, autogenerate: true })
        generated.push(revision !== null)
        if (revision !== null) await job.upgrade('head')
        return leftOver((await job.check()).operations)
      })
      const wrong = left || difference(direct.up[place + 1] ?? null, await database.dump())
      if (wrong !== '') return `${step.name}: ${wrong}`
    }
    return ''
  })
  if (!upgraded) return
  await stages.run(`${words}: downgraded`, async () => {
    for (const [place, wasGenerated] of [...generated.entries()].reverse()) {
      if (!wasGenerated) continue
      await project.on(database.url, { folder: `state_${place}`, format }, (job) => job.downgrade('-1'))
      const wrong = difference(direct.up[place] ?? null, await database.dump())
      if (wrong !== '') return `${history.steps[place]?.name ?? ''}: ${wrong}`
    }
    return ''
  })
}

/** Models that name no default leave one alone that says NULL, which does nothing. */
function differenceBesidesNull(wanted: string | null, found: string | null): string {
  const without = (dump: string | null) => dump?.replace(/ DEFAULT NULL::[\w ]+?(?= NOT NULL|,| \)|$)/gm, '') ?? null
  return differenceOf(without(wanted), without(found))
}
