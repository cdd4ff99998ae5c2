import type { DatabaseUrl, Dialect, ScratchDatabase } from '../../dialects/index.ts'
import { parseDatabaseUrl } from '../../dialects/index.ts'
import { dialectFor } from '../../dialects/by-url.ts'
import { LimbeckError, isLimbeckError } from '../../errors/index.ts'
import {
  type RevisionGraph,
  type RevisionId,
  type RevisionStep,
  ancestorsOf,
  upgradeSteps,
} from '../../revisions/index.ts'
import { KeptConnection } from '../kept-connection.ts'
import { migrate } from '../run/migrate.ts'
import type { ProjectContext } from '../project-context.ts'
import type { SquashResult } from '../results.ts'
import { type Snapshot, differencesOf, schemaOf, snapshotOf } from './scratch-snapshot.ts'
import { withDatabase } from '../with-database.ts'

export interface SquashProof {
  /** With the old files. */
  readonly before: RevisionGraph
  /** With the squashed file in their place. */
  readonly after: RevisionGraph
  readonly end: RevisionId
  readonly reversible: boolean
  /** A server on which scratch databases can be made, instead of the project's. */
  readonly scratchUrl: string | null
}

/**
 * Runs the old files on one scratch database and the squashed one on another: schema and rows must be the same. Then the
 * squashed one goes down and up again.
 *
 * @returns which server it was, or why none could be had
 * @throws LimbeckError LB2026 when the two differ, or one of them fails
 */
export async function proveSquash(project: ProjectContext, proof: SquashProof): Promise<SquashResult['proof']> {
  const near =
    proof.scratchUrl === null ? project.config.url : parseDatabaseUrl(proof.scratchUrl, project.config.folder)
  if (near === null) return { server: null, reason: 'The configuration names no database.' }
  const dialect = await dialectFor(near)
  const { createScratch } = dialect
  if (createScratch === undefined) return { server: null, reason: `${dialect.name} has no scratch databases.` }
  const databases: ScratchDatabase[] = []
  try {
    try {
      for (let count = 0; count < 2; count += 1) databases.push(await createScratch(near))
    } catch (error) {
      const explained = isLimbeckError(error) ? error : dialect.explainError(error, null)
      return { server: null, reason: explained.message }
    }
    const [before, after] = databases.map(({ url }) => parseDatabaseUrl(url, project.config.folder))
    if (before === undefined || after === undefined) return { server: null, reason: 'There is no scratch database.' }
    const server = await proveOn(project, dialect, proof, {
      old: new Side(project, before, proof.before),
      young: new Side(project, after, proof.after),
    })
    return { server, reason: null }
  } finally {
    for (const database of databases) await drop(database, project)
  }
}

/** What was found out, or why it failed, matters more than a database that stays; but somebody must hear of it. */
async function drop(database: ScratchDatabase, { onEvent }: ProjectContext): Promise<void> {
  try {
    await database[Symbol.asyncDispose]()
  } catch (error) {
    const message = `A scratch database could not be dropped: ${error instanceof Error ? error.message : String(error)}`
    onEvent({ kind: 'warning', message, hints: ['Its name begins with `limbeck_scratch_`; drop it by hand.'] })
  }
}

/** @returns the server */
async function proveOn(
  { config }: ProjectContext,
  dialect: Dialect,
  { after, end, reversible }: SquashProof,
  { old, young }: { readonly old: Side; readonly young: Side },
): Promise<string> {
  const compare = (what: string, found: Snapshot, wanted: Snapshot) => {
    const differences = differencesOf(dialect, config, found, wanted)
    if (differences.length > 0) throw different(what, differences)
  }
  await old.upgrade(end, 'The old files')
  const wanted = await old.look()
  for (const { id } of after.byId.get(end)?.parents ?? []) {
    await young.upgrade(id, 'The revisions in front of the range')
  }
  const start = await young.look()
  await young.upgrade(end, 'The squashed revision')
  compare('The squashed revision does not do what the old files do', wanted, await young.look())
  if (!reversible) return await young.server()
  await young.takeBack(end)
  compare('The downgrade of the squashed revision does not lead back', schemaOf(start), schemaOf(await young.look()))
  await young.upgrade(end, 'The squashed revision, run again behind its downgrade,')
  compare('The squashed revision does something else the second time', schemaOf(wanted), schemaOf(await young.look()))
  return await young.server()
}

/** A scratch database with the files that run there. */
class Side {
  readonly #project: ProjectContext
  readonly #graph: RevisionGraph

  constructor(project: ProjectContext, url: DatabaseUrl, graph: RevisionGraph) {
    // Hooks are for real runs.
    const config = { ...project.config, url, hooks: {}, onVersionApply: [] }
    this.#project = { ...project, config, onEvent: () => undefined, given: null, kept: new KeptConnection() }
    this.#graph = graph
  }

  async upgrade(target: RevisionId, who: string): Promise<void> {
    await this.#run('upgrade', (heads) => upgradeSteps(this.#graph, heads, target), who)
  }

  /** Takes back the newest revision and nothing below it. */
  async takeBack(id: RevisionId): Promise<void> {
    const node = this.#graph.byId.get(id)
    if (node === undefined) return
    const parents = node.parents.filter((parent) => {
      const others = node.parents.filter((other) => other !== parent)
      return !ancestorsOf(others, 'needs').has(parent)
    })
    const headsAfter = parents.map((parent) => parent.id)
    const step: RevisionStep = { direction: 'downgrade', revision: node.revision, headsBefore: [id], headsAfter }
    await this.#run(
      'downgrade',
      (heads) => (heads.includes(id) ? [step] : []),
      'The downgrade of the squashed revision',
    )
  }

  async #run(
    direction: 'upgrade' | 'downgrade',
    planSteps: Parameters<typeof migrate>[1]['planSteps'],
    who: string,
  ): Promise<void> {
    try {
      await migrate(this.#project, { direction, graph: this.#graph, planSteps, planScript: () => [] }, {})
    } catch (error) {
      if (!isLimbeckError(error) || error.code === 'LB6004') throw error
      throw new LimbeckError('LB2026', `${who} failed on a scratch database: ${error.message}`, {
        hints: [...error.hints.slice(0, 1), ...remedies],
        details: { ...error.details, code: error.code },
        cause: error,
      })
    }
  }

  async server(): Promise<string> {
    return await withDatabase(this.#project, { create: false }, ({ dialect, connection }) =>
      Promise.resolve(`${dialect.name} ${connection.serverVersion}`),
    )
  }

  async look(): Promise<Snapshot> {
    return await withDatabase(this.#project, { create: true }, snapshotOf)
  }
}

const remedies = [
  'After `--keep-sql`: a statement builds on what a later revision took away; use `--drop-sql`, or squash two ranges.',
]

function different(what: string, differences: readonly string[]): LimbeckError {
  const shown = differences.slice(0, 10).map((line) => `  ${line}`)
  const more = differences.length > shown.length ? [`  and ${differences.length - shown.length} more`] : []
  return new LimbeckError('LB2026', [`${what}. To be the same it would have to:`, ...shown, ...more].join('\n'), {
    hints: [
      'After `--drop-sql`: SQL that was left out made this; use `--keep-sql`.',
      'Nothing was written, and the old files still work. `limbeck help LB2026` says more.',
    ],
    details: { differences: [...differences] },
  })
}
