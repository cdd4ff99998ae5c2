import path from 'node:path'
import { isLimbeckError } from '../../errors/index.ts'
import {
  type RevisionGraph,
  type RevisionId,
  filesWithoutRevision,
  isUpToDate,
  upgradeSteps,
} from '../../revisions/index.ts'
import {
  type MigrationContext,
  findEditedRevisions,
  readFinishedChecksums,
  readHeads,
  readUnfinishedRuns,
} from '../../runtime/index.ts'
import { appliedAt, textOfFile } from '../run/applied-edits.ts'
import { explainLostRevision } from './explain-lost-revision.ts'
import { loadModels, noTables, noTablesHint } from '../compare/load-models.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraphAfresh } from '../read-graph.ts'
import type { DoctorResult } from '../results.ts'
import { withDatabase } from '../with-database.ts'

type Check = DoctorResult['checks'][number]
type Outcome = Omit<Check, 'name'>

const ok = (message: string): Outcome => ({ status: 'ok', message, hints: [] })
const warning = (message: string, ...hints: string[]): Outcome => ({ status: 'warning', message, hints })

/** Looks at one thing after the other; what cannot be looked at is a failed check and not an error. */
export async function doctor(project: ProjectContext): Promise<DoctorResult> {
  const { config } = project
  const checks: Check[] = []
  const look = async (name: string, work: () => Outcome | Promise<Outcome>): Promise<boolean> => {
    const outcome = await explained(project, work)
    checks.push({ name, ...outcome })
    return outcome.status !== 'failed'
  }
  await look('configuration', () =>
    config.configFile === null
      ? warning(`there is none; ${config.folder} and a URL have to do`, '`limbeck init` writes one.')
      : ok(config.configFile),
  )
  const read: { graph: RevisionGraph | null } = { graph: null }
  await look('revisions', async () => describeGraph((read.graph = readGraphAfresh(config))))
  if (read.graph !== null) {
    const { migrations, recursiveVersionLocations: recursive } = config
    const others = filesWithoutRevision(migrations, { recursive }).map((file) => path.relative(config.folder, file))
    if (others.length > 0) await look('other files', () => describeOthers(others))
  }
  await look('models', async () => {
    const { catalog } = await loadModels(project)
    const count = [...catalog.tables()].length
    return count === 0 ? warning(noTables, noTablesHint) : ok(`${count} ${count === 1 ? 'table' : 'tables'}`)
  })
  try {
    await withDatabase(project, { create: false }, async (context) => {
      await look('database', () =>
        ok(`${context.connection.displayUrl} (${context.dialect.name} ${context.connection.serverVersion})`),
      )
      await look('lock', () => lookAtLock(context))
      await look('broken-off runs', () => lookAtUnfinished(context))
      if (read.graph !== null) await lookAtRevisions(context, read.graph, look)
    })
  } catch (error) {
    checks.push({ name: 'database', ...failed(error) })
  }
  return { checks }
}

function describeGraph(graph: RevisionGraph): Outcome {
  const heads = graph.realHeads.map((head) => head.id)
  const text = `${graph.nodes.length} ${graph.nodes.length === 1 ? 'revision' : 'revisions'}`
  if (heads.length < 2) return ok(text)
  return warning(
    `${text}, ${heads.length} heads: ${heads.join(', ')}`,
    'Join them: `limbeck merge heads -m "Merge branches"`. Until then `upgrade head` is ambiguous.',
  )
}

function describeOthers(files: readonly string[]): Outcome {
  return warning(
    `named like revisions, and none: ${files.join(', ')}`,
    'A file with neither a header nor marks is left alone. Give it its header back, or move it elsewhere.',
  )
}

async function lookAtLock({ dialect, connection, stateTables }: MigrationContext): Promise<Outcome> {
  const holder = await dialect.session.lockHolder(connection, stateTables.version)
  return holder === null ? ok('no migration is running') : warning(`a migration is running: ${holder}`)
}

async function lookAtUnfinished(context: MigrationContext): Promise<Outcome> {
  const runs = await readUnfinishedRuns(context)
  if (runs.length === 0) return ok('none')
  return warning(
    runs
      .map((run) => `${run.direction} of ${run.revision}, begun ${run.startedAt} by ${run.process ?? 'somebody'}`)
      .join('; '),
    'Unless it is still running: run the same command again; it goes on behind what is done.',
  )
}

async function lookAtRevisions(
  context: MigrationContext,
  graph: RevisionGraph,
  look: (name: string, work: () => Promise<Outcome>) => Promise<boolean>,
): Promise<void> {
  let rows: readonly RevisionId[] = []
  const known = await look('version table', async () => {
    rows = await readHeads(context.stateTables.version, context.dialect, context.connection)
    if (isUpToDate(graph, rows))
      return ok(rows.length === 0 ? 'at base, and there are no revisions' : `at ${rows.join(', ')}`)
    const pending = upgradeSteps(graph, rows, 'heads').length
    const at = rows.length === 0 ? 'at base' : `at ${rows.join(', ')}`
    return warning(`${at}; ${pending} pending`, 'Run `limbeck upgrade heads`.')
  })
  if (!known) return
  await look('applied files', async () => {
    const edited = findEditedRevisions(appliedAt(graph, rows), await readFinishedChecksums(context), {
      textOf: textOfFile,
    })
    if (edited.length === 0) return ok('as they were applied')
    return warning(
      `edited after being applied: ${edited.map(({ revision }) => revision.id).join(', ')}`,
      ...edited.map(
        ({ revision, appliedAt: when }) => `${revision.file}, applied ${when}: \`git log -p -- ${revision.file}\``,
      ),
      'Bring the files back and write a new revision, or accept them: `limbeck upgrade head --allow-edited`.',
    )
  })
}

async function explained(project: ProjectContext, work: () => Outcome | Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    return failed(await explainLostRevision(error, project.config.migrations, project.signal))
  }
}

function failed(error: unknown): Outcome {
  if (!isLimbeckError(error)) throw error
  return { status: 'failed', message: error.message, hints: error.hints }
}
